"""What the city does for people: items with their versions, data elements, licence types and topics.

Owns: items and their dated versions (definition kept whole, pinned by cases), data elements, licence types, topics.
Offers: `queries` (current, version, search, published, history, known), `services` (publish, cancel, retire, settle),
`pack` for what a city declares.
Tells: nothing.
"""
