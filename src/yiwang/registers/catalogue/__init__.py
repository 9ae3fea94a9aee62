"""What the city does for people: items with their versions, data elements, licence types and topics.

Owns: items and their dated versions (definition kept whole, pinned by cases), data elements, licence types, topics.
Offers: `definition` and `forms` (pure: questions, materials, pages, JSON Schema), `queries` (current, version, search,
published), `linting` (pure), `importing` (other cities' records), `pack` for what a city declares.
Tells: nothing.
"""
