"""Sharing on demand: what one department knows, asked by another for one person's case, and written down each time.

Owns: the resources that may be asked, with purpose and legal basis; every call made.
Offers: `services.ask`; `queries.resource`, `queries.calls_about`; `ports.Register`, which an adapter stands behind.
Tells: nothing.
"""
