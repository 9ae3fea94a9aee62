"""The architecture, kept by machines. Each rule says why it is there."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "yiwang"
FLOORS = ("registers", "instruments", "casework", "oversight")
FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
ROOMS = sorted(
    room for floor in FLOORS for room in (SOURCE / floor).glob("*") if (room / "__init__.py").exists()
)  # fmt: skip


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _imports(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield node.module, alias.name
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, ""


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_file_is_short_enough_to_be_read(path: Path) -> None:
    """A drawer begins where a file stops having one subject."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_function_is_short_enough_to_be_checked_by_eye(path: Path) -> None:
    """25 lines of statements, docstring not counted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            lines = (node.end_lineno or 0) - body[0].lineno + 1
            assert lines <= 25, f"{node.name} has {lines} lines"


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_only_the_one_clock_asks_the_time(path: Path) -> None:
    """One clock can be set for a test and for a demo city; a second one cannot."""
    if path == SOURCE / "kit" / "calendar" / "clock.py":
        return
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\b(datetime\.now|datetime\.utcnow|date\.today|timezone\.now|localdate|time\.time)\(", text)


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_neighbour_is_asked_not_opened(path: Path) -> None:
    """A room's tables are its own: others come in by services, queries, events or pure types."""
    parts = path.relative_to(SOURCE).parts
    mine = ".".join(("yiwang", *parts[:2]))
    for module, name in _imports(ast.parse(path.read_text(encoding="utf-8"))):
        found = re.match(r"(yiwang\.(?:registers|instruments|casework|oversight)\.\w+)\.(\w+)", f"{module}.{name}")
        if found and found[1] != mine and parts[0] != "config":
            assert found[2] not in ("models", "handlers", "pack", "migrations", "jobs"), f"imports {module}.{name}"


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_facts_go_through_the_outbox(path: Path) -> None:
    """A Django signal or an on_commit is lost in a crash between commit and call."""
    text = path.read_text(encoding="utf-8")
    assert "django.dispatch" not in text and "django.db.models.signals" not in text
    assert ".on_commit(" not in text


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_no_file_is_a_drawer(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "managers", "mixins", "signals", "constants", "common", "misc"}


@pytest.mark.parametrize("room", ROOMS, ids=_name)
def test_a_room_says_what_it_owns_offers_and_tells(room: Path) -> None:
    docstring = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert all(word in docstring for word in ("Owns:", "Offers:", "Tells:"))
    assert len(docstring.splitlines()) <= 15


@pytest.mark.parametrize("path", [p for p in FILES if p.name == "models.py"], ids=_name)
def test_models_are_tables_and_nothing_else(path: Path) -> None:
    """A verb on a model is a service that skipped journal, ledger and rights."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            methods = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
            assert methods <= {"__str__"}, f"{node.name} has {methods}"


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_writing_verbs_are_called_by_keyword(path: Path) -> None:
    """`accept(actor=…, number=…)` reads as a sentence and cannot swap two numbers."""
    if ("services" not in path.parts and path.name != "services.py") or "kit" in path.parts:
        return
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            assert not [a.arg for a in node.args.args], f"{node.name} takes positional arguments"


def test_templates_hold_no_inline_style_or_script() -> None:
    """The content policy forbids both, so a page that uses one is broken for everybody."""
    for path in SOURCE.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son\w+=", text), path
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), path


def test_a_hex_colour_stands_only_in_the_style_sheet() -> None:
    for path in SOURCE.rglob("*.html"):
        assert not re.search(r"(?:color|fill|stroke)[:=]\"?\s*#[0-9a-fA-F]{3,6}\b", path.read_text(encoding="utf-8")), (
            path
        )


def test_no_city_in_python() -> None:
    """What a city says is in its pack."""
    for path in FILES:
        assert not re.search(r"上海|Shanghai(?! time)|浦东|黄浦", _without_docstrings(path)), path


def _without_docstrings(path: Path) -> str:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module, ast.AsyncFunctionDef)):
            node.body = [
                item for item in node.body if not (isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant))
            ] or [ast.Pass()]
    return ast.unparse(tree).replace("Asia/Shanghai", "").replace("packs/shanghai", "").replace("SHANGHAI", "")


def test_what_is_committed_names_no_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for name in listed:
        path = ROOT / name
        if path.suffix in {".png", ".otf"} or not path.exists() or name == "tests/house/test_house.py":
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        assert not re.search(r"/work/(main|shared)|/root/|pypi\.org|files\.pythonhosted|registry\.npmjs", text), name


def test_the_drawn_life_of_a_case_is_the_tables() -> None:
    """A picture that lags behind the table would be believed."""
    from yiwang.casework.cases import lifecycle

    page = (ROOT / "docs" / "lifecycle.md").read_text(encoding="utf-8")
    assert f"```mermaid\n{lifecycle.diagram()}```" in page


def test_every_act_of_a_case_is_in_the_glossary() -> None:
    """The glossary is part of the code: an act that two people name differently is two acts."""
    from yiwang.casework.cases import lifecycle

    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    named = {word for row in re.findall(r"^\| ([a-z, -]+) \|", page, re.M) for word in row.split(", ")}
    assert {row.act.replace("_", " ") for row in lifecycle.TABLE} - named == set()


def test_the_points_name_only_what_is_there() -> None:
    """A point said to be shown by a test or a page that does not exist is not shown."""
    page = (ROOT / "docs" / "points.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:tests|docs)/[\w./-]+)`", page)
    assert named and [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_pack_has_no_fault() -> None:
    from django.conf import settings

    from yiwang.config import pack

    assert [f"{p.file}:{p.line} {p.path} {p.text.en}" for p in pack.check(settings.PACK)] == []
