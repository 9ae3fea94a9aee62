"""Rooms without a domain: time, identifiers, crypto, ledger, outbox, files, documents, search, packs."""
