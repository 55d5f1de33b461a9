"""The house stands as design.md draws it: who imports whom, how long a module is, what every module says of itself."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "imagestudio"
LONGEST_MODULE = 300


@dataclass(frozen=True)
class Rule:
    """What a package may import: of ours, of others, and what of the standard library it may not."""

    ours: frozenset[str]
    others: frozenset[str] = frozenset()
    not_of_python: frozenset[str] = frozenset()


# The database, sockets, processes and threads each have one home; ours never leave theirs.
_DATABASE = frozenset({"sqlite3"})
_PURE = _DATABASE | {"socket", "threading", "subprocess"}
_NO_WIRE = frozenset({"socket", "http", "urllib.request"})

_QT_WITHOUT_WIDGETS = frozenset({"PySide6.QtCore", "PySide6.QtGui", "shiboken6"})  # shiboken6 is PySide6's own core
_WINDOW = ("PySide6", "shiboken6", "imagestudio.workers", "imagestudio.ui")
_PROGRAMS = ("imagestudio.app", "imagestudio.cli")

RULES = {
    "core": Rule(frozenset({"core"}), not_of_python=_PURE),
    "api": Rule(frozenset({"api", "core"}), frozenset({"httpx", "truststore"}), _DATABASE),
    "demo": Rule(frozenset({"demo", "core"}), frozenset({"httpx", "PIL"}), _DATABASE),
    "library": Rule(frozenset({"library", "core"}), frozenset({"PIL"}), _NO_WIRE),
    "profile": Rule(frozenset({"profile", "core"}), frozenset({"keyring", "platformdirs"}), _DATABASE | _NO_WIRE),
    "workers": Rule(
        frozenset({"workers", "core"}),
        frozenset({"PySide6.QtCore", "PySide6.QtGui", "shiboken6"}),
        _DATABASE | _NO_WIRE,
    ),
    "ui": Rule(frozenset({"ui", "workers", "core"}), frozenset({"PySide6", "shiboken6"}), _DATABASE | _NO_WIRE),
}


@dataclass(frozen=True)
class Import:
    """One import: the dotted name, and whether it happens only for the type checker."""

    name: str
    line: int
    for_types: bool


def imports(tree: ast.Module) -> Iterator[Import]:
    """Every import of a module, those inside functions too; `from a.b import c` counts as a.b.c."""
    typing_blocks = [node for node in ast.walk(tree) if isinstance(node, ast.If) and _is_type_checking(node.test)]
    for_types = {id(child) for block in typing_blocks for part in block.body for child in ast.walk(part)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, id(node) in for_types)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            for alias in node.names:
                yield Import(f"{base}.{alias.name}", node.lineno, id(node) in for_types)


def _is_type_checking(test: ast.expr) -> bool:
    return ast.unparse(test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")


def _begins(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(f"{prefix}.")


def is_allowed(name: str, rule: Rule) -> bool:
    """Whether a package under this rule may import this name."""
    first, _, rest = name.partition(".")
    if first == "imagestudio":
        return rest == "__version__" or rest.partition(".")[0] in rule.ours
    if first in sys.stdlib_module_names:
        return not any(_begins(name, banned) for banned in rule.not_of_python)
    return any(_begins(name, allowed) for allowed in rule.others)


def wrong_imports(place: str, source: str) -> list[str]:
    """What a module (its path inside imagestudio, with forward slashes) imports against the rules."""
    tree = ast.parse(source)
    package, slash, _ = place.partition("/")
    if not slash:
        return list(_wrong_of_root(place.removesuffix(".py"), tree))
    rule = RULES.get(package)
    if rule is None:
        return [f"{place}: the package {package} is not in the table of design.md"]
    return [f"{place}:{found.line}: {found.name}" for found in imports(tree) if not is_allowed(found.name, rule)]


def _wrong_of_root(module: str, tree: ast.Module) -> Iterator[str]:
    """The command line starts without Qt, and only __main__ starts a program."""
    for found in imports(tree):
        if module.startswith("cli") and not found.for_types and any(_begins(found.name, name) for name in _WINDOW):
            yield f"{module}.py:{found.line}: {found.name}"
        if module != "__main__" and any(_begins(found.name, program) for program in _PROGRAMS):
            yield f"{module}.py:{found.line}: {found.name}"


def undocumented(source: str) -> list[str]:
    """The module and the classes without a docstring."""
    tree = ast.parse(source)
    nodes: list[ast.Module | ast.ClassDef] = [tree]
    nodes += [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return [getattr(node, "name", "the module") for node in nodes if not (ast.get_docstring(node) or "").strip()]


def silent_handlers(source: str) -> list[int]:
    """The lines of `except` blocks in which nothing happens."""
    handlers = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ExceptHandler)]
    return [node.lineno for node in handlers if all(_does_nothing(statement) for statement in node.body)]


def _does_nothing(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def relative_imports(source: str) -> list[str]:
    return [found.name for found in imports(ast.parse(source)) if found.name.startswith(".")]


def _modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


def _place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


MODULES = [pytest.param(path, id=_place(path)) for path in _modules() if path.name != "__init__.py"]


@pytest.mark.parametrize("path", MODULES)
def test_a_module_imports_only_what_its_package_may(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert wrong_imports(_place(path), source) == []
    assert relative_imports(source) == []


@pytest.mark.parametrize("path", MODULES)
def test_a_module_is_short_documented_and_never_silent(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= LONGEST_MODULE
    assert undocumented(source) == []
    assert silent_handlers(source) == []


def test_packages_re_export_nothing() -> None:
    filled = [_place(path) for path in _modules() if path.name == "__init__.py" and path.stat().st_size]
    assert filled == ["__init__.py"]
    top = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    assert [ast.unparse(node) for node in top.body if isinstance(node, ast.Assign | ast.AnnAssign)] == [
        ast.unparse(top.body[-1])
    ]
    assert list(imports(top)) == []


def test_every_package_has_a_rule() -> None:
    packages = {path.parent.relative_to(PACKAGE).parts[0] for path in _modules() if path.parent != PACKAGE}
    assert packages <= set(RULES)


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("core/a.py", "import sqlite3"),
        ("core/a.py", "from socket import create_connection"),
        ("core/a.py", "import threading"),
        ("core/a.py", "import httpx"),
        ("core/a.py", "def f():\n    from imagestudio.api import client"),
        ("core/a.py", "from imagestudio import app"),
        ("api/a.py", "from imagestudio.library.folder import Library"),
        ("api/a.py", "from PIL import Image"),
        ("demo/a.py", "from imagestudio.api.limits import Limits"),
        ("library/a.py", "import httpx._client"),
        ("library/a.py", "from urllib import request"),
        ("profile/a.py", "import sqlite3.dbapi2"),
        ("workers/a.py", "from PySide6.QtWidgets import QWidget"),
        ("workers/a.py", "import PySide6"),
        ("workers/a.py", "from imagestudio.ui import theme"),
        ("ui/gallery/a.py", "from imagestudio.library.history import SqliteHistory"),
        ("ui/a.py", "from PIL import Image"),
        ("ui/a.py", "import keyring"),
        ("ui/a.py", "from imagestudio.cli import main"),
        ("ui/a.py", "if TYPE_CHECKING:\n    from imagestudio.services import ServiceDesk"),
        ("cli_key.py", "def f():\n    import PySide6.QtCore"),
        ("cli_key.py", "from imagestudio.workers.task import TaskRunner"),
        ("cli_key.py", "from imagestudio.cli import main"),
        ("services.py", "from imagestudio.cli import main"),
        ("parts.py", "import imagestudio.app"),
        ("elsewhere/a.py", ""),
    ],
)
def test_a_wrong_import_is_found(place: str, line: str) -> None:
    assert len(wrong_imports(place, line)) == 1


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("core/a.py", "import asyncio, json\nfrom imagestudio.core.errors import ImageStudioError"),
        ("api/a.py", "import socket\nfrom imagestudio import __version__\nimport httpx, truststore"),
        ("library/a.py", "import sqlite3\nfrom PIL import Image"),
        ("workers/a.py", "from PySide6.QtCore import QThread\nfrom PySide6 import QtGui"),
        ("ui/a.py", "from PySide6 import QtWidgets\nfrom urllib.parse import quote"),
        ("__main__.py", "from imagestudio.cli import main\nimport imagestudio.app"),
        ("app.py", "import PySide6.QtWidgets, httpx, sqlite3"),
    ],
)
def test_a_right_import_is_none(place: str, line: str) -> None:
    assert wrong_imports(place, line) == []


def test_the_command_line_starts_without_qt_and_httpx() -> None:
    code = "import sys, imagestudio.cli; print([m for m in ('PySide6', 'shiboken6', 'httpx') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_what_is_silent_or_says_nothing_of_itself_is_found() -> None:
    assert undocumented("class A:\n    x = 1\n") == ["the module", "A"]
    assert undocumented('"""A module."""\nclass A:\n    """A class."""\n') == []
    assert silent_handlers("try:\n    f()\nexcept OSError:\n    pass\n") == [3]
    assert silent_handlers("try:\n    f()\nexcept OSError:\n    ...\n") == [3]
    assert silent_handlers("try:\n    f()\nexcept OSError:\n    return_it()\n") == []
    assert relative_imports("from . import a\nfrom ..b import c\n") == ["..a", "..b.c"]
