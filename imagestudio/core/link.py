"""Links that fill the editor: imagestudio://generate?prompt=…; anybody may have written one, so none is trusted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import parse_qsl, urlsplit

from imagestudio.core.catalog import Catalog, Value
from imagestudio.core.request import MAX_COUNT

SCHEME = "imagestudio"
LONGEST_LINK = 400_000  # a prompt of the longest kind, each character as the longest escape
LONGEST_PROMPT = 32_000
_LONGEST_VALUE = 100
_MOST_FIELDS = 32
_SHOWN = 40
_ACTION = "generate"
_PARAMETERS = ("size", "quality")  # nothing else of a request may come from a link
_KNOWN = frozenset({"prompt", "model", "n", *_PARAMETERS})
_BREAKS = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " "})
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


class Why(StrEnum):
    """Why something of a link is not used."""

    ACTION = "it asks for something a link cannot do"
    UNKNOWN = "it is not known here"
    TWICE = "it is there twice"
    TOO_LONG = "it is too long"
    NOT_OFFERED = "it is not offered"
    NO_COUNT = "it is no number of pictures"
    UNREADABLE = "it cannot be read"


@dataclass(frozen=True, slots=True)
class Unused:
    """A part of a link that is left out: its name and value, short enough to be shown."""

    name: str
    why: Why
    value: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Link:
    """What a link asks for. None and nothing mean: as it stands in the editor."""

    prompt: str | None = field(default=None, repr=False)
    model: str = ""
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    count: int | None = None
    unused: tuple[Unused, ...] = ()

    @property
    def fills(self) -> bool:
        """Whether anything of it can be used."""
        return self.prompt is not None or bool(self.model or self.values) or self.count is not None


def is_link(text: str) -> bool:
    return text[: len(SCHEME) + 1].lower() == f"{SCHEME}:"


def read_link(text: str) -> Link:
    """What a link says, whatever it is: what makes no sense is left out and told."""
    if len(text) > LONGEST_LINK:
        return Link(unused=(Unused("link", Why.TOO_LONG),))
    try:
        parts = urlsplit(text)
        fields = parse_qsl(parts.query, keep_blank_values=True, errors="replace", max_num_fields=_MOST_FIELDS)
    except ValueError:
        return Link(unused=(Unused("link", Why.UNREADABLE),))
    action = (parts.netloc + parts.path).strip("/").lower()
    if action != _ACTION:
        return Link(unused=(Unused(shown(action), Why.ACTION),))
    given: dict[str, str] = {}
    unused = [Unused(shown(name), why, shown(value)) for name, value, why in _sort_out(fields, given)]
    return _made(given, unused)


def fit(link: Link, catalog: Catalog, model: str) -> Link:
    """The link with what the catalog knows of it; `model` is the one that is chosen where the link names none."""
    unused = list(link.unused)
    named = catalog.get(link.model) if link.model else None
    if link.model and named is None:
        unused.append(Unused("model", Why.NOT_OFFERED, shown(link.model)))
    spec = named or catalog.get(model)
    values: dict[str, Value] = {}
    for name, text in link.values.items():
        parameter = spec.parameter(name) if spec else None
        if parameter is not None and parameter.accepts(text):
            values[name] = text
        else:
            unused.append(Unused(name, Why.NOT_OFFERED, shown(str(text))))
    chosen = named.id if named else ""
    return Link(link.prompt, chosen, MappingProxyType(values), link.count, tuple(unused))


def shown(text: str) -> str:
    """A stranger's word, short and harmless enough to be said again."""
    words = clean(text).replace("\n", " ").strip()
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def clean(text: str) -> str:
    """The text without control characters, halves of characters, and signs that turn the direction of writing."""
    text = text.replace("\r\n", "\n").translate(_BREAKS)
    return "".join(c for c in text if c == "\n" or (unicodedata.category(c) not in ("Cc", "Cs") and c not in _TURNING))


def _sort_out(fields: list[tuple[str, str]], given: dict[str, str]) -> Iterator[tuple[str, str, Why]]:
    """Put what may be used into `given`; yields the rest with the reason."""
    for name, value in fields:
        longest = LONGEST_PROMPT if name == "prompt" else _LONGEST_VALUE
        if name not in _KNOWN:
            yield name, "", Why.UNKNOWN  # its value is nobody's business: it may be a key
        elif name in given:
            yield name, "", Why.TWICE
        elif len(value) > longest:
            yield name, "", Why.TOO_LONG
        else:
            given[name] = clean(value)


def _made(given: Mapping[str, str], unused: list[Unused]) -> Link:
    count = _count_of(given.get("n", ""))
    if "n" in given and count is None:
        unused.append(Unused("n", Why.NO_COUNT, shown(given["n"])))
    values = {name: given[name].strip() for name in _PARAMETERS if given.get(name, "").strip()}
    prompt = given.get("prompt", "").strip()
    return Link(prompt or None, given.get("model", "").strip(), MappingProxyType(dict(values)), count, tuple(unused))


def _count_of(text: str) -> int | None:
    text = text.strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(MAX_COUNT))):
        return None
    return int(text) if 1 <= int(text) <= MAX_COUNT else None
