"""What a service says in the body of an error: its words, made safe to show, and whether they are its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from imagestudio.api.payloads import clean_id, load_json

LONGEST = 500
_SHORTEST_SECRET = 8
_JOINERS = "\u200c\u200d"  # parts of words and emoji in some scripts
_QUERY = re.compile(r"(https?://[^\s?#\"'<>]+)[?#][^\s\"'<>]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of an error; `by_service` is true where the form of the body is the service's own."""

    said: str = ""
    by_service: bool = False
    request_id: str = ""


def understand(body: bytes, secrets: Iterable[str] = ()) -> Spoken:
    """What an error's body says, leniently: the documented example is not even valid itself.

    A gateway's bare {"message": …} is not the service's own: the service names itself by statusCode or requestId.
    """
    try:
        content = load_json(body)
    except ValueError:
        return Spoken(clean_text(_plain_text(body), secrets))
    if not isinstance(content, dict):
        return Spoken()
    own = "statusCode" in content or "requestId" in content
    for name in ("message", "error", "detail"):
        if text := _text(content.get(name)):
            return Spoken(clean_text(text, secrets), own, clean_id(content.get("requestId")))
    return Spoken("", own, clean_id(content.get("requestId")))


def clean_text(text: str, secrets: Iterable[str] = ()) -> str:
    """The text on one line, cut, without control characters, the queries of addresses, and these secrets."""
    for secret in secrets:
        if len(secret) >= _SHORTEST_SECRET:
            text = text.replace(secret, "[…]")
    text = _QUERY.sub(r"\1", text[: LONGEST * 20])
    shown = "".join(character if _may_be_shown(character) else " " for character in text)
    line = " ".join(shown.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _may_be_shown(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _text(value: object, depth: int = 0) -> str:
    """The words in a message that may be a text, a list of such, or an object that holds one."""
    if isinstance(value, str):
        return value
    if depth < 3 and isinstance(value, list):
        return "; ".join(filter(None, (_text(item, depth + 1) for item in value[:20])))
    if depth < 3 and isinstance(value, dict):
        return next(filter(None, (_text(value.get(name), depth + 1) for name in ("message", "msg", "detail"))), "")
    return ""


def _plain_text(body: bytes) -> str:
    """A body that is no JSON, unless it is a page for a browser or bytes of something else."""
    if b"<" in body[:200] or b"\0" in body or len(body) > 4 * LONGEST:
        return ""
    text = body.decode("utf-8", "replace")
    return "" if "\ufffd" in text or text.lstrip().startswith(("{", "[")) else text
