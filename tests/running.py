"""`make check`, `make test` and `make prove`: what each runs, and the lines it ends with.

python -m tests.running check|test|prove
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from tests import chromium

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent

# The pure files, where the thinking happens: named after a concept, no Django. Strictly typed.
PURE = [
    "src/yiwang/kit/errors.py", "src/yiwang/kit/actor.py", "src/yiwang/kit/money.py", "src/yiwang/kit/calendar",
    "src/yiwang/kit/codes", "src/yiwang/kit/ledger/tree.py", "src/yiwang/registers/definition",
    "src/yiwang/registers/linting", "src/yiwang/registers/interchange/exchanging/layout.py",
    "src/yiwang/casework/cases/lifecycle.py",
    "src/yiwang/casework/cases/clock.py", "src/yiwang/casework/intake/materials.py",
    *(f"src/yiwang/registers/drafts/{name}.py" for name in ("life", "skeleton", "consequences")),
    "src/yiwang/registers/drafts/differences", "src/yiwang/registers/drafts/writing",
    *(f"src/yiwang/registers/materials/{name}.py" for name in ("paper", "resolving", "blanks", "schemas")),
    *(f"src/yiwang/registers/things/{name}.py" for name in ("thing", "ordering", "merging", "figures", "planning")),
    *(f"src/yiwang/registers/reform/{name}.py" for name in ("matter", "scope", "wizard", "bundling")),
    *(
        f"src/yiwang/registers/conveniences/{name}.py"
        for name in ("formula", "convenience", "calculating", "completeness", "wording", "numbers")
    ),
]  # fmt: skip


def check() -> int:
    steps = [
        [BIN / "ruff", "check", "-q", "."],
        [BIN / "ruff", "format", "-q", "--check", "."],
        [BIN / "mypy", "--strict", *PURE],
        [BIN / "lint-imports"],
        [BIN / "pytest", "tests/house"],
    ]
    for step in steps:
        started = time.monotonic()
        done = subprocess.run(list(map(str, step)), cwd=ROOT, check=False, capture_output=True, text=True)
        print(f"{step[0].name if isinstance(step[0], Path) else step[0]:14} {time.monotonic() - started:5.1f} s")
        if done.returncode:
            print(done.stdout, done.stderr)
            return done.returncode
    print(done.stdout)
    return 0


def tests(*, proofs: bool) -> int:
    browser = chromium.path()
    marks = "prove" if proofs else "not prove"
    if browser is None:
        marks = f"({marks}) and not browser"
    done = subprocess.run(
        [str(BIN / "pytest"), "-m", marks, "--durations=10"],
        cwd=ROOT, check=False, env={**os.environ, "YIWANG_CHROMIUM": browser or ""},
    )  # fmt: skip
    if browser is None:
        print("\n" + "!" * 78)
        print("!! NO CHROMIUM: the browser tests DID NOT RUN. Install chromium and run again.")
        print("!" * 78)
    return done.returncode


if __name__ == "__main__":
    what = sys.argv[1]
    sys.exit(check() if what == "check" else tests(proofs=what == "prove"))
