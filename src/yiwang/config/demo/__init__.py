"""The living demo city: invented people, and cases in every state, made through the same services as everybody's.

Built once; a start that was killed in the middle goes on where it stopped, because every scene has its own key.
"""

from __future__ import annotations

from yiwang.config.database import setup
from yiwang.config.demo import people, scenes

DEMO = "demo"


def build() -> int:
    """Build the demo city unless it stands; returns how many cases were filed now."""
    if setup.reached(DEMO):
        return 0
    cast = people.settle()
    filed = sum(scenes.play(scene, cast) for scene in scenes.read())
    setup.mark(DEMO)
    return filed
