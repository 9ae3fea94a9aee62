"""Other systems and cities that come in by machine: who they are and which office they speak for.

Owns: peers with the digest of their key, the office they speak for, what they may ask.
Offers: `services.admit`, `services.dismiss`; `queries.actor_of(key)`.
Tells: nothing.
"""
