"""Seals: what makes a paper an office's own: keys, certificates, signatures, and the round seal one sees.

Owns: an office's keys (SM2 for data, P-256 for PDF) with their certificates; the root that issued them.
Offers: `services.ensure_seal`, `sign`, `sign_pdf`; `queries.check`, `seal_image`, `software_keys_in_use`;
`certificates` (pure), `pdf.examine` (what a signed PDF says about itself).
Tells: nothing.
"""
