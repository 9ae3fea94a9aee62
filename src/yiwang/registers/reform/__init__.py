"""Permits reform 证照分离: which permits a business scope needs, and how the reform changed each of them.

Owns: matters with their mode, dated and by area; business scopes 经营范围 with what decides their permits; the lists.
Offers: `matter`, `scope`, `wizard`, `bundling` (pure: what to ask, which permits and why, in which order, as which one
thing), `queries` (register, result, search), `pack` for what a city declares.
Tells: nothing.
"""
