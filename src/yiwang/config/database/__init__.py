"""The database as a city has it: where each process connects, the embedded server, tables, roles and rights."""
