"""Divisions, departments, halls and windows of the city, and which department has which power where.

Owns: divisions (GB/T 2260) and zones, departments with their credit code, halls and windows, delegations by power code.
Offers: `queries` (department, departments, halls, districts, cities, gazetteer, delegations, road …); `services` that
keep what is declared, by a pack or by an import; pure `places`, `delegating` (whose a power is).
Tells: nothing.
"""
