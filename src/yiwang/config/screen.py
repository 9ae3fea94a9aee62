"""The one screen that a start prints."""

from __future__ import annotations

from yiwang.config.environment import Environment


def welcome(city: Environment, seconds: float) -> str:
    """Addresses, and one-click sign-in as each demo persona."""
    lines = [
        "",
        f"  一网 Yiwang   {city.public_url}/          ({seconds:.0f} s)",
        "  ─────────────────────────────────────────────────────────",
        f"  办事 portal      {city.public_url}/",
        f"  工作台 desk      {city.public_url}/desk/",
        f"  接口 API         {city.public_url}/api/v1/docs",
        f"  验证 verify      {city.public_url}/verify/",
    ]
    if city.demo:
        from yiwang.config.demo import personas

        lines += ["", "  一键登录 one-click sign-in (demo)"]
        for persona in personas.all():
            lines.append(f"    {persona.name:　<6} {persona.what.zh} / {persona.what.en}")
            lines.append(f"      {city.public_url}{personas.link(persona)}")
    lines += ["", f"  数据 data  {city.data}      停下 stop  Ctrl-C", ""]
    return "\n".join(lines)
