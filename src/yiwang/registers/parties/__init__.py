"""People, organisations, accounts, staff posts and roles: who is who, and who may act for whom.

Owns: parties (person, organisation), accounts, representation, posts with roles.
Offers: `queries.actor_of(account)`, `queries.subject_of(party)`; `services` to register and appoint.
Tells: events about parties and posts.
"""
