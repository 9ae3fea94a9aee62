"""Fail-points and mutants for child processes of fault tests. On PYTHONPATH of those children and nowhere else.

YIWANG_FAIL_AT  words `module:function:before|after`: the process kills itself (-9) at that call, once, when the file
                `<YIWANG_FAIL_ARMED>/<module>.<function>` exists; the file goes first, so the next process lives.
YIWANG_MUTANT   words `module:function`: once `module` is loaded, `function(module)` of tests.control.mutants runs.
"""

from __future__ import annotations

import functools
import importlib.abc
import importlib.util
import os
import signal
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

WORDS = {name: os.environ.get(name, "").split() for name in ("YIWANG_FAIL_AT", "YIWANG_MUTANT")}
ARMED = Path(os.environ.get("YIWANG_FAIL_ARMED", "/nonexistent"))


def die_if_armed(name: str) -> None:
    try:
        (ARMED / name).unlink()
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


def fail_point(module: ModuleType, function: str, when: str) -> None:
    original = getattr(module, function)
    name = f"{module.__name__}.{function}"

    @functools.wraps(original)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if when == "before":
            die_if_armed(name)
        answer = original(*args, **kwargs)
        if when == "after":
            die_if_armed(name)
        return answer

    setattr(module, function, guarded)


def changes_of(name: str) -> list[Any]:
    found: list[Any] = []
    for word in WORDS["YIWANG_FAIL_AT"]:
        module, function, when = word.split(":")
        if module == name:
            found.append(functools.partial(fail_point, function=function, when=when))
    for word in WORDS["YIWANG_MUTANT"]:
        module, function = word.split(":")
        if module == name:
            from tests.control import mutants

            found.append(getattr(mutants, function))
    return found


class Changing(importlib.abc.MetaPathFinder):
    """Finds a module by the other finders and changes it right after it was loaded, before anybody binds its names."""

    def __init__(self) -> None:
        self.busy: set[str] = set()

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if not name.startswith("yiwang.") or name in self.busy:
            return None
        self.busy.add(name)
        try:
            spec = importlib.util.find_spec(name)
        finally:
            self.busy.discard(name)
        changes = changes_of(name) if spec and spec.loader else []
        if changes:
            loaded = spec.loader.exec_module

            def exec_module(module: ModuleType) -> None:
                loaded(module)
                for change in changes:
                    change(module)

            spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


if WORDS["YIWANG_FAIL_AT"] or WORDS["YIWANG_MUTANT"]:
    sys.meta_path.insert(0, Changing())
