"""What another program wrote into a picture, cleaned: all of it is untrusted, so that texts and numbers are bounded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from imagestudio.core.catalog import Value
from imagestudio.core.record import Record

LONGEST_PROMPT = 100_000
LONGEST_JSON = 4 * 1024 * 1024
_LONGEST_NAME = 200
_LONGEST_VALUE = 2_000
_LONGEST_KEY = 60
_MOST_PARAMETERS = 100
_MOST_INT = 2**63
_LONG_ONES = frozenset({"negative_prompt", "template"})

_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)))


@dataclass(frozen=True, slots=True)
class Foreign:
    """What a picture says of itself; `made` is microseconds since 1970, `record` is there where it is one of ours."""

    program: str = ""
    prompt: str = field(default="", repr=False)
    model: str = ""
    parameters: Mapping[str, Value] = field(default_factory=dict)
    made: int | None = None
    rating: int = 0
    record: Record | None = None

    @property
    def tells(self) -> bool:
        """Whether it says how the picture was made."""
        return bool(self.prompt or self.model or self.parameters or self.record)


NOTHING = Foreign()


def text_of(value: object, longest: int = LONGEST_PROMPT) -> str:
    """A text as it is kept: whole characters, one kind of line end, nothing that commands a terminal."""
    if not isinstance(value, str):
        return ""
    whole = value[: 2 * longest].encode("utf-8", "ignore").decode().replace("\r\n", "\n").replace("\r", "\n")
    return whole.translate(_CONTROLS).strip()[:longest].rstrip()


def name_of(value: object) -> str:
    """A short text on one line: a model, a program."""
    return " ".join(text_of(value, _LONGEST_NAME).split())


def model_name(value: object) -> str:
    """A model's name without the folders and the ending of its file; a name like `openai/gpt-image-1` stays whole."""
    name = name_of(value).replace("\\", "/")
    stem, dot, ending = name.rpartition(".")
    if dot and ending.lower() in ("safetensors", "ckpt", "gguf", "pt", "bin", "sft"):
        name = stem.rpartition("/")[2]
    return name


def parameters_of(pairs: Iterable[tuple[object, object]]) -> Mapping[str, Value]:
    """Names in one way of writing, values as text or whole number; what is empty or nested is left out."""
    found: dict[str, Value] = {}
    for key, value in pairs:
        if len(found) >= _MOST_PARAMETERS:
            break
        name = "_".join(text_of(key, _LONGEST_KEY).lower().replace("-", " ").split())
        clean = _value(value, LONGEST_PROMPT if name in _LONG_ONES else _LONGEST_VALUE)
        if name and clean != "":
            found.setdefault(name, clean)
    return MappingProxyType(found)


def with_size(pairs: list[tuple[object, object]], width: object, height: object) -> list[tuple[object, object]]:
    """The pairs with the size as one text, where both sides are known."""
    sides = _side(width), _side(height)
    return [("size", f"{sides[0]}x{sides[1]}"), *pairs] if all(sides) else pairs


def json_object(text: object) -> dict[str, Any] | None:
    """The JSON object a text holds; None where it is too long, too deep or no such thing."""
    if not isinstance(text, str) or len(text) > LONGEST_JSON:
        return None
    try:
        data = json.loads(text.strip().strip("\0"))
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def object_in(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The object under a name; an empty one where there is something else, or a text that holds one."""
    value = data.get(name)
    if isinstance(value, str):
        value = json_object(value)
    return value if isinstance(value, dict) else {}


def _value(value: object, longest: int) -> Value:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return value if abs(value) < _MOST_INT else ""
    if isinstance(value, float):
        return f"{value:g}" if abs(value) < _MOST_INT else ""
    text = text_of(value, longest)
    if text.isascii() and text.isdigit() and len(text) < 19 and (text == "0" or text[0] != "0"):
        return int(text)
    return text


def _side(value: object) -> int:
    side = _value(value, 10)
    return side if isinstance(side, int) and 0 < side < 1_000_000 else 0
