"""How people and machines come in. No rules live here."""
