"""People, organisations, accounts, staff posts and roles: who is who, and who may act for whom.

Owns: parties (person, organisation), accounts, representation, posts with roles, counted sign-in attempts.
Offers: `queries.actor_of(account)`, `queries.staff_actor_of(account)`, `queries.identity(party)`,
`queries.subject_of(party)`; `services` to register, to sign in, to appoint; `names` (pure).
Tells: nothing.
"""
