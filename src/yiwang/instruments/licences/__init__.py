"""Licences and proofs: issued once with a decision, held by a party, checked by anyone.

Owns: licences (signed data), what happened to them since, the sealed PDF of each, licence types in force at issue.
Offers: `services.issue`, `revoke`, `suspend`, `restore`; `queries.visible_to`, `view`, `held`, `verdict`, `types`;
`checking.verify_file` (works offline), `checking.verify_row`.
Tells: LicenceIssued, LicenceDocumentReady, LicenceChanged.
"""
