"""Divisions, departments, halls and windows of the city.

Owns: divisions (GB/T 2260), departments with their credit code, halls and windows.
Offers: `queries` by code; `pack` for what a city declares.
Tells: nothing.
"""
