"""What is known: offices, parties, items. The lowest floor with a domain."""
