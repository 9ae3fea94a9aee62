"""Divisions, departments, halls and windows of the city.

Owns: divisions (GB/T 2260), departments with their credit code, halls and windows.
Offers: `queries` (department, departments, halls, districts, streets, cities …); `services` that keep what is declared,
by a pack or by an import.
Tells: nothing.
"""
