"""The one screen that a start prints."""

from __future__ import annotations

import unicodedata

from yiwang.config.environment import Environment


def welcome(city: Environment, seconds: float) -> str:
    """Addresses, and one-click sign-in as each demo persona."""
    lines = [
        "",
        f"  一网 Yiwang    {city.public_url}/      {seconds:.0f} s",
        "  " + "─" * 70,
        f"  工作台 desk    {city.public_url}/desk/",
        f"  验证 verify    {city.public_url}/verify/",
        f"  接口 API       {city.public_url}/api/v1/docs",
    ]
    if city.demo:
        lines += _personas(city)
    lines += ["", f"  数据 data      {city.data}", "  停下 stop      Ctrl-C", ""]
    return "\n".join(lines)


def _personas(city: Environment) -> list[str]:
    from yiwang.config.demo import door, people
    from yiwang.surfaces.look import personas

    lines = ["", f"  一键登录 one-click sign-in        password of each by mobile number: {people.PASSWORD}"]
    for desk, title in ((False, "办事的人 residents"), (True, "工作人员 staff")):
        lines += ["", f"  {title}"]
        for persona in personas.all_of(desk=desk):
            lines.append(f"    {_wide(persona.name.zh, 8)} {persona.what.zh}")
            lines.append(f"    {'':8} {city.public_url}{door.link(persona)}")
    return lines


def _wide(text: str, width: int) -> str:
    """Padded by what the terminal shows: a Chinese character takes two places."""
    taken = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return text + " " * max(0, width - taken)
