"""Names for files from a template like `{date}_{model}_{prompt:40}_{n}`, safe on Linux, Windows and macOS."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from imagestudio.core.errors import RequestError
from imagestudio.core.record import Record
from imagestudio.core.times import to_datetime

DEFAULT_TEMPLATE = "{date}_{model}_{prompt:40}_{n}"
FIELDS = ("date", "time", "model", "quality", "size", "prompt", "rating", "n", "id")
MOST_BYTES = 200  # of 255 that a name may have, so that there is room for what is added on the way

_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"}
    | {f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"}
)
_LONGEST_TEMPLATE = 300
_MOST_LENGTH = 200
_PROMPT_LENGTH = 60
_BETWEEN = frozenset("_-")


class TemplateError(RequestError):
    """A template for names that cannot be understood; `place` is where, counted from 0, `why` a short name of what."""

    def __init__(self, template: str, place: int, why: str, what: str, allowed: str) -> None:
        super().__init__("name", template, allowed)
        self.place = place
        self.why = why
        self.what = what
        self.said = f"{what[:1].upper()}{what[1:]}, at character {place + 1} of the name. {allowed}"
        self.args = (self.said,)


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a template, with the length its text may have, 0 for its own."""

    name: str
    length: int


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was understood: texts and fields in their order."""

    text: str
    parts: tuple[str | _Field, ...]

    def stem(self, record: Record, number: int, total: int) -> str:
        """The name of one picture without its extension; `number` counts from 1."""
        parts: list[str] = []
        for part in self.parts:
            if not isinstance(part, str):
                parts.append(_value(part, record, number, total))
            elif part not in _BETWEEN or not parts or parts[-1]:  # a field with nothing in it needs nothing behind it
                parts.append(part)
        return safe_name("".join(parts))


def parse_template(text: str) -> Template:
    """Understand a template. Raises TemplateError, which names the place."""
    if not text.strip():
        raise TemplateError(text, 0, "empty", "the name is empty", _offered())
    if len(text) > _LONGEST_TEMPLATE:
        raise TemplateError(text, _LONGEST_TEMPLATE, "long", "the name is too long", "Up to 300 characters are read.")
    parts: list[str | _Field] = []
    place = 0
    while place < len(text):
        character = text[place]
        if text[place : place + 2] in ("{{", "}}"):
            parts.append(character)
            place += 2
        elif character == "{":
            field, place = _read_field(text, place)
            parts.append(field)
        else:
            _check_character(text, place)
            parts.append(character)
            place += 1
    return Template(text, tuple(parts))


class Names:
    """Gives each file a name that no other has, whatever its capitals or its way of writing an accent."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {_key(name) for name in taken}
        self._next: dict[str, int] = {}

    def take(self, stem: str, extension: str) -> str:
        """`stem.extension`, or with -2, -3 … where that is taken."""
        name = f"{stem}.{extension}"
        key = _key(name)
        number = self._next.get(key, 2)
        while _key(name) in self._taken:
            name = f"{stem}-{number}.{extension}"
            number += 1
        self._next[key] = number
        self._taken.add(_key(name))
        return name


def safe_name(text: str) -> str:
    """The text as a file's name without extension: never empty, reserved, hidden, too long or for one system only."""
    whole = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode())
    line = "".join(_plain(character) for character in whole)
    name = _cut(" ".join(line.split()).strip(" ."), MOST_BYTES).strip(" .")
    name = name.lstrip("-~. ") or "picture"
    return f"_{name}" if name.partition(".")[0].rstrip().casefold() in _RESERVED else name


def _read_field(text: str, place: int) -> tuple[_Field, int]:
    end = text.find("}", place)
    if end < 0:
        raise TemplateError(text, place, "open", "a { is not closed", "Write {{ for a { itself.")
    name, colon, length = text[place + 1 : end].partition(":")
    if name.strip() not in FIELDS:
        raise TemplateError(text, place, "field", f"“{name.strip()}” is not known", _offered())
    if colon and not (length.isascii() and length.isdigit() and 1 <= int(length) <= _MOST_LENGTH):
        at = place + 2 + len(name)
        raise TemplateError(text, at, "length", "this is no length", "A number from 1 to 200 may follow the colon.")
    return _Field(name.strip(), int(length) if colon else 0), end + 1


def _check_character(text: str, place: int) -> None:
    character = text[place]
    if character == "}":
        raise TemplateError(text, place, "closed", "a } closes nothing", "Write }} for a } itself.")
    if character in _FORBIDDEN or not character.isprintable():
        shown = character if character.isprintable() else f"U+{ord(character):04X}"
        what = f"“{shown}” cannot stand in a file's name"
        raise TemplateError(text, place, "character", what, 'Not possible are < > : " / \\ | ? * and line breaks.')


def _offered() -> str:
    return f"Fields: {' '.join('{' + name + '}' for name in FIELDS)}; {{prompt:40}} takes 40 characters."


def _value(field: _Field, record: Record, number: int, total: int) -> str:
    if field.name == "n":
        return str(number).zfill(field.length or len(str(total)))
    text = _VALUES[field.name](record)
    length = field.length or (_PROMPT_LENGTH if field.name == "prompt" else 0)
    text = " ".join("".join(_plain(character) for character in text).split())
    return _shortened(text, length) if length else text


def _when(record: Record) -> datetime:
    """The moment where the person is."""
    return to_datetime(record.time).astimezone()


_VALUES: dict[str, Callable[[Record], str]] = {
    "date": lambda record: f"{_when(record):%Y-%m-%d}",
    "time": lambda record: f"{_when(record):%H-%M-%S}",
    "model": lambda record: record.model.rpartition("/")[2],
    "quality": lambda record: str(record.parameters.get("quality", "")),
    "size": lambda record: f"{record.width}x{record.height}",
    "prompt": lambda record: record.prompt,
    "rating": lambda record: str(record.organisation.rating),
    "id": lambda record: record.id,
}


def _plain(character: str) -> str:
    """What stands for a character in a name: itself, a space, a dash, or nothing."""
    if character in _FORBIDDEN:
        return "-" if character in "/\\:|" else ""
    if character.isspace():
        return " "
    return character if character.isprintable() else ""


def _shortened(text: str, length: int) -> str:
    """So many characters, up to the end of a word where one ends in the second half."""
    if len(text) <= length:
        return text
    cut, next_ = text[:length], text[length]
    space = cut.rfind(" ")
    return cut[:space] if next_ != " " and space >= length // 2 else _whole_character(cut, next_)


def _whole_character(cut: str, next_: str) -> str:
    """Without a last letter whose accents would stay behind."""
    return cut[:-1] if unicodedata.combining(next_) else cut


def _cut(text: str, most_bytes: int) -> str:
    return text.encode()[:most_bytes].decode("utf-8", "ignore")


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
