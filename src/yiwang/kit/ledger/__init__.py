"""The ledger: who did what with whose data, in a Merkle tree that cannot be altered unseen (RFC 6962, RFC 9162, SM3).

Owns: leaves (inserted in the act's own transaction), positions (numbered by one sequencer), signed checkpoints.
Offers: `services.record`, `queries.about(subject)`, `kinds.kind` (a room registers its sentences), `tree` (pure),
`exporting` and `checking` for `yiwang ledger export|verify`.
Tells: nothing.
"""
