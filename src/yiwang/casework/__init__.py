"""Work under way: from an intention to a closed case."""
