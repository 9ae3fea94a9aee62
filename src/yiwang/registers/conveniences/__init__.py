"""Convenience services 便民服务、利企服务: what helps without a case: a calculation by dated rules, a check, a lookup.

Owns: conveniences as a city declares them.
Offers: `convenience`, `formula`, `calculating`, `numbers` (pure: what is asked, the small language of a rule, the
answer with the rules that decided, what is wrong with a number), `queries`, `pack` for what a city declares.
Tells: nothing. Keeps nothing of what anybody asked.
"""
