"""The one design language: style sheet, components, base pages, and what every page shares.

Owns: tokens, components, base templates, middleware for the reader's choices, error pages.
Offers: template tags and includes; `render`.
"""
