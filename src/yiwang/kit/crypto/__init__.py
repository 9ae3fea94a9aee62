"""Keys and algorithms: SM2, SM3, SM4, and what is derived from the one master key.

Owns: the master key and everything derived from it; field encryption; equality tokens; SM2 and Ed25519 signing.
Offers: `keyring` (use, derive), `sm3`, `sm2`, `tokens`, `fields`.
Tells: nothing.
"""
