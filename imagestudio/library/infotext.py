"""The text other programs read a prompt from, in the form of AUTOMATIC1111's web UI, and EXIF's way of holding it."""

from __future__ import annotations

import json
import struct

from imagestudio import __version__
from imagestudio.core.record import Record

SOFTWARE = f"imagestudio {__version__}"
UNICODE = b"UNICODE\0"

_NAMES = {"steps": "Steps", "sampler": "Sampler", "cfg_scale": "CFG scale", "seed": "Seed"}
_NEGATIVE = "negative_prompt"
_UNSAID = frozenset({"steps", "size", "output_format", "output_compression", "moderation", _NEGATIVE})
_ORIENTATION, _EXIF_POINTER, _USER_COMMENT = 0x0112, 0x8769, 0x9286
_SHORT, _LONG, _UNDEFINED = 3, 4, 7
_TIFF_HEAD = b"MM\0*\0\0\0\x08"
_ENTRY = 12


def infotext(record: Record) -> str:
    """Prompt, negative prompt, and a last line that begins with `Steps:` and has more than two `key: value`."""
    facts = {"Steps": str(record.parameters.get("steps", 0)), "Size": f"{record.width}x{record.height}"}
    facts["Model"] = record.model
    for name, value in record.parameters.items():
        if name not in _UNSAID and str(value):
            facts[_NAMES.get(name, name.replace("_", " ").capitalize())] = str(value)
    facts["Software"] = SOFTWARE
    lines = [record.prompt]
    if negative := str(record.parameters.get(_NEGATIVE, "")):
        lines.append(f"Negative prompt: {negative}")
    lines.append(", ".join(f"{_plain(key)}: {_quoted(value)}" for key, value in facts.items() if value))
    return "\n".join(lines)


def shortened(text: str, most_units: int) -> str:
    """The text with its prompt cut where all of it is longer than so many UTF-16 units; its last line stays."""
    surplus = _units(text) - most_units
    if surplus <= 0:
        return text
    prompt, _, facts = text.rpartition("\n")
    kept = prompt.encode("utf-16-be", "replace")[: max(0, 2 * (_units(prompt) - surplus - 1))]
    return f"{kept.decode('utf-16-be', 'ignore')}…\n{facts}"


def exif_of(text: str, orientation: int = 1) -> bytes:
    """A TIFF block with the text as UserComment, and how the picture is to be turned where it is not upright.

    Big-endian, so that the text's own order is the one EXIF asks for and the one that A1111's readers expect.
    """
    return _tiff(orientation, UNICODE + text.encode("utf-16-be", "replace"))


def exif_of_turn(orientation: int) -> bytes:
    """A TIFF block that says nothing but how the picture is to be turned; empty for an upright one."""
    return _tiff(orientation, b"") if orientation != 1 else b""


def _tiff(orientation: int, comment: bytes) -> bytes:
    entries = []
    if orientation != 1:
        entries.append(struct.pack(">HHIHH", _ORIENTATION, _SHORT, 1, orientation, 0))
    if comment:
        behind = len(_TIFF_HEAD) + 2 + _ENTRY * (len(entries) + 1) + 4
        entries.append(struct.pack(">HHII", _EXIF_POINTER, _LONG, 1, behind))
        place = behind + 2 + _ENTRY + 4
        inner = _directory([struct.pack(">HHII", _USER_COMMENT, _UNDEFINED, len(comment), place)])
        return _TIFF_HEAD + _directory(entries) + inner + comment
    return _TIFF_HEAD + _directory(entries)


def _directory(entries: list[bytes]) -> bytes:
    return struct.pack(">H", len(entries)) + b"".join(entries) + b"\0\0\0\0"


def _plain(key: str) -> str:
    return "".join(character for character in key if character.isalnum() or character in " _-/").strip() or "Value"


def _quoted(value: str) -> str:
    """A1111 puts values that hold its own signs in JSON's quotation marks."""
    return json.dumps(value, ensure_ascii=False) if set(value) & set(',:\n"') else value


def _units(text: str) -> int:
    return len(text.encode("utf-16-be", "replace")) // 2
