"""Everything people say. For now: how it was (好差评, 国办发〔2019〕51号).

Owns: ratings of decided cases, their levels and tags.
Offers: `services.rate`; `queries.figures`, `tags`, `levels`, `open_for`; pure `satisfaction` for codes at the border.
Tells: `RatingGiven`.
"""
