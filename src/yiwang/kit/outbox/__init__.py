"""Facts that survive a crash: told in the transaction of the act, delivered by the worker, heard exactly once.

Owns: the outbox (facts told), the inbox (which handler has heard which fact).
Offers: `services.tell(event)`, `hearing.hears(Event)`; `queries` for the event feed and for what is still due.
Tells: nothing of its own.
"""
