"""The life of a case: one table of lawful acts, one legal clock, one journal.

Owns: cases, their materials, their journal, messages, warnings; every deadline (as a reading, never as a counter).
Offers: `services` (receive, accept, return_for_completion, … correct), `queries` (work_list, reading, open_acts …),
`lifecycle` and `clock` (pure), `decisions` (written acts as text), `replaying` (journal against state).
Tells: `CaseMoved`, `MessageSent`, `DeadlineNear`.
"""
