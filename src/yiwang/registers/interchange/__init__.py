"""The catalogue as others read and write it: national exchange tables, linked data, records of other cities.

Owns: how an item is written in each form, and how the tables are read back; no tables of its own.
Offers: `exchanging` (write, read, bring), `importing` (other cities' records), `linked` (CPSV-AP 3.2).
Tells: nothing.
"""
