"""From an empty database to a city that stands. Each step is idempotent, so that a start that was killed goes on."""

from __future__ import annotations

from collections.abc import Callable

from yiwang.config import production
from yiwang.config.environment import Environment, Unusable
from yiwang.kit.errors import Refusal, Text


class FaultyPack(Refusal):
    """The pack has faults: none of it is loaded."""

    code = "faulty_pack"


def build(city: Environment, outside: Callable[[], None]) -> None:
    """Tables, pack and demo city; `outside` starts the sandboxes once their keys are there."""
    from yiwang.config import pack
    from yiwang.config.database import setup

    setup.migrate(verbosity=0)
    if problems := production.problems_in_database(city):
        raise Unusable(production.refusal(problems))
    outside()
    with setup.in_a_hurry():
        check_pack(city)
        pack.load(city.pack)
        if city.demo:
            from yiwang.config import demo

            demo.build()
    # Committed durably, and with it all that stands before it in the database's log.
    setup.mark_standing()


def check_pack(city: Environment) -> None:
    """Raise FaultyPack, naming the first fault and how to see all."""
    from yiwang.config import pack

    if problems := pack.check(city.pack):
        first = problems[0]
        place = f"{first.file}:{first.line}"
        raise FaultyPack(
            Text(
                f"城市包有 {len(problems)} 处要改，第一处在 {place}：{first.text.zh}全部列出：yiwang pack check",
                f"The pack has {len(problems)} faults, the first at {place}: {first.text.en} All: yiwang pack check",
            )
        )
