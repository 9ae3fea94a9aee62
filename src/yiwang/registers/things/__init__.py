"""One things 一件事: what a person or a firm does once, made of items of several departments.

Owns: things with their dated versions: members (items with role and condition), the guided questionnaire, stated order.
Offers: `thing`, `ordering`, `merging`, `figures`, `planning` (pure: who is asked what, in which order, which papers and
fields remain, what it saves), `queries` (things, thing, plan), `pack` for what a city declares.
Tells: nothing.
"""
