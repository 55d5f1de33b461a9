"""What no log and no report may hold, and how it is taken out of a text: keys, prompts, the rest of addresses."""

from __future__ import annotations

import base64
import json
import re
import threading
from pathlib import Path
from urllib.parse import quote, quote_plus

GONE = "[…]"
_MOST_PROMPTS = 500
_MOST_CHARACTERS = 500_000  # of all prompts together; the oldest are forgotten first
_SHORT = 8

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    # Only the host of an address is for others to know: a query is a signature, a path may be one.
    (re.compile(r"(?i)\b([a-z][a-z0-9+.]{1,15}://)[^\s/?#\"'<>]*@"), rf"\1{GONE}@"),
    (re.compile(r"(?i)\b((?:https?|wss?|ftp)://[^\s/?#\"'<>\\]+)[/?#][^\s\"'<>]*"), rf"\1/{GONE}"),
    (re.compile(r"(?i)\b(bearer|basic)(\s+|%20|\+)[a-z0-9._~+/=%-]{6,}"), rf"\1 {GONE}"),
    (
        re.compile(
            r"(?i)\b(authorization|cookie|set-cookie|[a-z_-]*api[_-]?key|password|signature|token)"
            r"([\"']?\s*[:=]\s*[\"']?)(?!\[…\]|bearer |basic )[^\s\"',;&)}]{6,}"
        ),
        rf"\1\2{GONE}",
    ),
    (re.compile(r"(?i)\b(?:sk|pk|rk|key|api)[-_](?=[a-z0-9_-]*[0-9])[a-z0-9_-]{8,}"), GONE),
    # Long words of letters and digits mixed; but an attempt's id helps whoever reads the log, and opens nothing.
    (re.compile(r"(?<!\bis1\.)(?<![A-Za-z0-9])(?=[A-Za-z]*[0-9])(?=[0-9]*[A-Za-z])[A-Za-z0-9]{24,}"), GONE),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Secrets:
    """The keys and prompts of this session; may be told of and asked from any thread.

    All keys are remembered, of prompts the latest only: so many, and so many characters.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._keys: dict[str, tuple[str, ...]] = {}
        self._prompts: dict[str, tuple[str, ...]] = {}
        self._home = _home()

    def add_key(self, key: str) -> None:
        """Remember a key, in whatever form it may turn up."""
        if key.strip():
            with self._guard:
                self._keys[key.strip()] = _forms_of_key(key.strip())

    def add_prompt(self, prompt: str) -> None:
        if not prompt.strip():
            return
        with self._guard:
            self._prompts.pop(prompt, None)
            self._prompts[prompt] = _forms_of_prompt(prompt)
            size = sum(map(len, self._prompts))
            while len(self._prompts) > 1 and (len(self._prompts) > _MOST_PROMPTS or size > _MOST_CHARACTERS):
                size -= len(next(iter(self._prompts)))
                del self._prompts[next(iter(self._prompts))]

    def clean(self, text: str) -> str:
        """The text without any of it, and without what could command a terminal or fake a line's direction."""
        with self._guard:
            forms = {form for kept in (*self._keys.values(), *self._prompts.values()) for form in kept if form in text}
        for form in sorted(forms, key=len, reverse=True):
            text = _without(text, form)
        for pattern, replacement in _PATTERNS:
            text = pattern.sub(replacement, text)
        if self._home:
            text = text.replace(self._home, "~")
        return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def _without(text: str, form: str) -> str:
    """Short ASCII words only where they stand alone: a prompt “a” is not every a."""
    if len(form) >= _SHORT or not form.isascii():
        return text.replace(form, GONE)
    return re.sub(rf"(?<![A-Za-z0-9]){re.escape(form)}(?![A-Za-z0-9])", lambda _found: GONE, text)


def _forms_of_key(key: str) -> tuple[str, ...]:
    raw = key.encode("utf-8", "replace")
    wide = key.encode("utf-16-le", "replace")
    coded = [base64.b64encode(data).decode().rstrip("=") for data in (raw, wide)]
    safe = [text.translate(str.maketrans("+/", "-_")) for text in coded]
    spaced = "\0".join(key)
    return tuple(dict.fromkeys([*_spellings(key), *coded, *safe, raw.hex(), spaced]))


def _forms_of_prompt(prompt: str) -> tuple[str, ...]:
    """The prompt whole, and its longer lines, since a traceback may show only one."""
    lines = [line.strip() for line in prompt.splitlines() if len(line.strip()) >= _SHORT]
    forms = [form for text in (prompt, prompt.strip(), *lines) for form in _spellings(text)]
    return tuple(dict.fromkeys(form for form in forms if form))


def _spellings(text: str) -> tuple[str, ...]:
    """The text as it is, as Python and JSON quote it, once and again, and as addresses hold it."""
    once = _quoted(text)
    twice = [again for form in once for again in _quoted(form)]
    encodable = text.encode("utf-8", "replace")
    return (text, *once, *twice, quote(encodable, safe=""), quote(encodable), quote_plus(encodable))


def _quoted(text: str) -> list[str]:
    """Which quotes are escaped depends on what else stands in the same text."""
    forms = [ascii(text)[1:-1], json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1], repr(text)[1:-1]]
    plain = [form.replace("\\'", "'").replace('\\"', '"') for form in forms]
    escaped = [form.replace("'", "\\'") for form in plain]
    return list(dict.fromkeys([*forms, *plain, *escaped]))


def _home() -> str:
    try:
        home = str(Path.home())
    except RuntimeError:  # nobody's home is known
        return ""
    return home if len(home) > 1 else ""
