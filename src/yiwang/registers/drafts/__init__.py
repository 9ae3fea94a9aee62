"""The life of an item: draft, review, publication from a day, retirement; who did what, and what it changes.

Owns: drafts of items (the declaration as in an item file) with their editions and an append-only journal.
Offers: `services` (open, create, revert, save, submit, send_back, approve, publish, withdraw, retire, cancel);
`queries` (drafts_for, draft, findings, history); `life` (pure: the table of acts and who may), `differences` and
`consequences` (pure: two definitions compared, in sentences and for those who apply), `writing` (pure: back into TOML).
Tells: nothing.
"""
