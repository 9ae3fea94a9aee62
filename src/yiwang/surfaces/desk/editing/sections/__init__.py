"""The editor's sections, in the order in which somebody thinks of an item."""

from yiwang.surfaces.desk.editing.sections.asking import FORM, MATERIALS, QUESTIONS
from yiwang.surfaces.desk.editing.sections.basics import BASICS
from yiwang.surfaces.desk.editing.sections.settling import LAW, LIMITS, STEPS

SECTIONS = (BASICS, QUESTIONS, MATERIALS, FORM, LIMITS, STEPS, LAW)
