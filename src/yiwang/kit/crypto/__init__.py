"""Keys and algorithms: SM2, SM3, SM4, Ed25519, and what is derived from the master keys.

Owns: the master keys and everything derived from them; field encryption; equality tokens; SM2 and Ed25519 signing.
Offers: `keyring` (use, add, derive), `digest.sm3`, `sm2`, `ed25519`, `tokens.token`, `sealing` (seal, unseal),
`fields` (SecretText, SecretJSON), `rotation.reseal`; `provider` is the seam for a hardware module.
Tells: nothing.
"""
