"""What a second start tells the first: what it was given to open, and its right to come to the front."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path

from imagestudio.core.link import LONGEST_LINK, is_link

MOST_BYTES = 4 << 20  # more than a system lets stand on a command line
_VERSION = 1
_MOST_GIVEN = 50_000
_LONGEST_TOKEN = 512


class Answer(StrEnum):
    """What became of a hand-over."""

    TAKEN = "taken"
    REFUSED = "refused"  # what was sent makes no sense to the other
    SILENT = "silent"  # it is there, and says nothing


class HandOverError(ValueError):
    """What came is no hand-over, or more than may come."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """Files (absolute paths) and links to open; with none, the window only comes to the front.

    `token` is the desktop's word that the person asked for it (XDG activation, or X11 start-up notification); `demo`
    and `base_url` are how it was started, which is never taken over, only told where it differs.
    """

    given: tuple[str, ...] = field(default=(), repr=False)
    token: str = ""
    demo: bool = False
    base_url: str = ""

    def to_bytes(self) -> bytes:
        """One line. Raises HandOverError where it is more than is taken."""
        data = {"imagestudio": _VERSION, **asdict(self)}
        line = json.dumps(data).encode() + b"\n"
        if len(line) > MOST_BYTES:
            raise HandOverError("more than can be handed over")
        return line

    @classmethod
    def from_bytes(cls, line: bytes) -> HandOver:
        """What came over the wire, checked. Raises HandOverError."""
        try:
            data = json.loads(line.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise HandOverError("no JSON") from error
        if not isinstance(data, dict) or data.get("imagestudio") != _VERSION:
            raise HandOverError("no hand-over of this version")
        given, token, base_url = data.get("given"), data.get("token"), data.get("base_url")
        if not isinstance(given, list) or len(given) > _MOST_GIVEN or not all(map(_is_sound, given)):
            raise HandOverError("what is given is no list of files and links")
        sound = [text if isinstance(text, str) and is_token(text) else "" for text in (token, base_url)]
        return cls(tuple(given), sound[0], data.get("demo") is True, sound[1])


def is_token(text: str) -> bool:
    """Whether it can be the desktop's: short, and printable ASCII."""
    return len(text) <= _LONGEST_TOKEN and text.isascii() and text.isprintable()


def sorted_out(given: Sequence[str]) -> tuple[list[str], list[Path]]:
    """The links and the files of what is given."""
    links = [one for one in given if is_link(one)]
    return links, [Path(one) for one in given if not is_link(one)]


def _is_sound(one: object) -> bool:
    if not isinstance(one, str) or not 0 < len(one) <= LONGEST_LINK or "\0" in one:
        return False
    return is_link(one) or Path(one).is_absolute()
