"""Identifiers of people, organisations, places, items and licences: taken apart, checked, explained.

Owns: the rules of GB 11643, GB 32100, GB 11714, GB/T 2260, GB/T 36904, GB/T 39046 and permanent-residence cards.
Offers: `citizen`, `residence`, `credit`, `organisation`, `mobile`, `divisions`, `items`, `licence_id`; `Malformed`.
Tells: nothing.

What is wrong raises `Malformed`, which says which thing is wrong and never repeats the identifier. What is odd but
occurs (an unknown area, an agency with a wrong check character in official data) is a warning on the result.
"""

from yiwang.kit.codes.reading import Malformed

__all__ = ["Malformed"]
