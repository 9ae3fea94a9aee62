"""The one design language, and what every page shares.

Owns: tokens, components, base pages, error pages; the reader's choices; who is signed in; what an expired session kept.
Offers: templates `look/*`, template tags, `signing`, `keeping`, `fields`, `failures`, middleware.
Tells: nothing.
"""
