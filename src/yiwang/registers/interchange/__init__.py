"""The catalogue as others read it: the tables of the national data exchange, and linked data.

Owns: how an item is written in each form, and how the tables are read back; no tables of its own.
Offers: `exchanging` (write, read, bring), `linked` (CPSV-AP 3.2 in Turtle and JSON-LD).
Tells: nothing.
"""
