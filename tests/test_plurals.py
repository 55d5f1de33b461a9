"""Every text with a number has its two forms in English."""

from __future__ import annotations

import ast
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_CALLS = {"tr": 0, "translate": 1, "_tr": 0}  # where the text stands among what is given


def texts_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and (place := _CALLS.get(_name(node.func))) is not None
            and len(node.args) > place
        ):
            text = node.args[place]
            if isinstance(text, ast.Constant) and isinstance(text.value, str) and "%n" in text.value:
                yield text.value


def _name(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def test_every_text_with_a_number_was_gathered() -> None:
    file = ROOT / "resources" / "translations" / "imagestudio_en.ts"
    known = {message.findtext("source") for message in ElementTree.parse(file).iter("message")}  # noqa: S314 - ours
    found = {text for path in (ROOT / "imagestudio").rglob("*.py") for text in texts_in(path)}
    assert len(found) > 50
    assert found - known == set(), "packaging/translate was not run, or lupdate is confused: no dots in the number"
