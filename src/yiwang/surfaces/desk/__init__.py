"""The desk: how staff come in. Work list, cases, the acts the law allows, acceptance at a window, posts.

Owns: pages and their addresses. No rule lives here: what may be done comes from `open_acts` and `visible_to`.
Offers: urls.
Tells: nothing.
"""
