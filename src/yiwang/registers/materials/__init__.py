"""Papers 材料 by name: one entry a paper, however many items ask for it.

Owns: the registry: names and aliases, issuer, validity, what replaces a paper, its blank form and sample.
Offers: `paper`, `resolving` (pure: an item's papers made whole, and folded again), `services`, `queries`, `pack`.
Tells: nothing.
"""
