"""What speaks to the outside. Each adapter implements one port of a room."""
