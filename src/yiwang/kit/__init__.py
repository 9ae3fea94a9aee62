"""Rooms without a domain: time, identifiers, crypto, ledger, outbox, files, documents, search, packs.

Beside them, for every room: who acts (`actor`), errors that speak (`errors`), masking for logs, money.
"""
