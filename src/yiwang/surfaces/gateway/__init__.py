"""How machines come in: department systems, other cities, anybody who reads open facts. OpenAPI 3.1 at /api/v1/.

Keyset paging everywhere; errors are problem+json (RFC 9457) in the reader's language; what a caller may see is decided
by the same `visible_to` as everywhere else.
"""
