"""The ledger: who did what with whose data, in a Merkle tree that cannot be altered unseen (RFC 6962, RFC 9162, SM3).

Owns: leaves (inserted in the act's own transaction), openings (whom a leaf is about, erasable), positions (numbered by
one sequencer), signed checkpoints.
Offers: `services` (record, draw_up, erase), `queries` (about, of_case, proof, receipt, last_checkpoint), `kinds.kind`
(a room registers its sentences), `covering` (covers, facts_of, facts_of_removal), `commitment`, `tree` (pure),
`sequencing.step` for the worker, `exporting.export` and `checking` for `yiwang ledger export|verify`, `witness.accept`
after a lawful restore.
Tells: nothing.
"""
