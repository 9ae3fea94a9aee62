"""Intermediary services 中介服务: what has to be bought before an application, of whom, for how much, by which law.

Owns: services with basis, standard, price and time; agencies with what they offer; one rating a party, agency and case.
Offers: `directory` (pure types), `services` (publish, rate), `queries` (services, agencies by price, time or rating,
which papers come from a service, which items need it), `pack` for what a city declares.
Tells: nothing.
"""
