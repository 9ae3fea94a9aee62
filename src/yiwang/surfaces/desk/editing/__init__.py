"""An item's declaration as a page lets people write it: sections, boxes, rows. Pure; drafts say what holds."""
