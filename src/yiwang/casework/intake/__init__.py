"""From intention to submission: situation, materials gathered, form, one application.

Owns: drafts with their answers, form values, uploads and what the city's sources said.
Offers: `services` (start, answer, save_page, upload, check_sources, submit, complete …); `queries` (visible_to, draft,
    checklist, prefilled, mine); pure `materials.decide`, which says what a person must still give and why the rest is
    not asked.
Tells: nothing; the case that a submission makes is told by `cases`.
"""
