"""What the program's own source may not do: load code from data, start shells, look away from certificates."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "imagestudio"

_MODULES = frozenset(
    {"pickle", "cPickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "code", "pty"}
)
_CALLS = frozenset({"eval", "exec", "compile", "__import__"})
_METHODS = frozenset({"os.system", "os.popen", "os.spawnl", "yaml.load", "ssl._create_unverified_context"})
_UNCHECKED = frozenset({"CERT_NONE", "CERT_OPTIONAL", "_create_unverified_context"})
_OFF = {"verify": False, "shell": True, "check_hostname": False}


def unsafe(source: str) -> list[str]:
    """What a module does that none may do."""
    return [found for node in ast.walk(ast.parse(source)) for found in _unsafe(node)]


def _unsafe(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name.partition(".")[0] in _MODULES)
    elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in _MODULES:
        yield str(node.module)
    elif isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        if name in _CALLS or name in _METHODS:
            yield name
        yield from (ast.unparse(word) for word in node.keywords if _is_off(word))
    elif isinstance(node, ast.Attribute) and node.attr in _UNCHECKED:
        yield node.attr
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
        for target in node.targets:
            name = getattr(target, "attr", "")
            if name in _OFF and node.value.value is _OFF[name]:
                yield f"{name} = {node.value.value}"


def _is_off(word: ast.keyword) -> bool:
    return isinstance(word.value, ast.Constant) and word.arg in _OFF and word.value.value is _OFF[word.arg]


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_module_runs_data_or_looks_away(path: Path) -> None:
    assert unsafe(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "import pickle",
        "from shelve import open",
        "eval('1')",
        "exec(code)",
        "os.system('ls')",
        "subprocess.run('ls', shell=True)",
        "httpx.Client(verify=False)",
        "context.check_hostname = False",
        "context.verify_mode = ssl.CERT_NONE",
        "ssl._create_unverified_context()",
    ],
)
def test_what_is_unsafe_is_found(line: str) -> None:
    assert unsafe(line) != []


def test_no_option_variable_or_setting_turns_certificates_off() -> None:
    words = ("insecure", "no-verify", "no_verify", "skip-verify", "ssl_verify", "verify_ssl", "trust_all")
    texts = {path: path.read_text("utf-8").lower() for path in PACKAGE.rglob("*.py")}
    assert [path.name for path, text in texts.items() if any(word in text for word in words)] == []


def test_every_connection_trusts_what_the_system_trusts() -> None:
    clients = [
        ast.unparse(keyword.value)
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("httpx.AsyncClient", "httpx.Client")
        for keyword in node.keywords
        if keyword.arg == "verify"
    ]
    assert clients == ["self._tls.get()"]
    assert "truststore.SSLContext" in (PACKAGE / "api" / "tls.py").read_text("utf-8")


def test_the_rules_of_security_find_nothing() -> None:
    command = [sys.executable, "-m", "ruff", "check", "--quiet", "--select", "S", "--no-cache", "imagestudio"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_what_looks_for_known_holes_is_pinned_with_hashes_itself() -> None:
    text = (ROOT / "packaging" / "requirements-audit.txt").read_text("utf-8")
    pinned = [block for block in text.replace("\\\n", " ").splitlines() if "==" in block]
    assert any(line.startswith("pip-audit==") for line in pinned)
    assert all("--hash=sha256:" in line for line in pinned)
