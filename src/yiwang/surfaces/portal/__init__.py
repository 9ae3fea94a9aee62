"""The portal: how citizens and enterprises come in, phone first.

Owns: pages and their addresses; what people searched for in vain. No rule of the city lives here.
Offers: urls.
Tells: nothing.
"""
