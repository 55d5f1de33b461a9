"""The text that AUTOMATIC1111 began and many programs write: prompt, negative prompt, and a line of settings."""

from __future__ import annotations

import json
import re

from imagestudio.library.foreign.foreign import LONGEST_PROMPT, Foreign, model_name, name_of, parameters_of, text_of

A1111 = "AUTOMATIC1111"
_LEAST_PAIRS = 3
_LONGEST_LINE = 200_000
_NEGATIVE = "Negative prompt:"
_STEPS = "Steps:"
# As in their own reader (infotext_utils.py), but with a bounded name and no way back, so that no text takes long.
_PAIR = re.compile(r'(\w[\w \-/]{1,60}?):\s*+("(?:\\.|[^\\"])++"(?=\s*(?:,|$))|[^,]*)\s*(?:,|$)')
_ELSEWHERE = frozenset({"model", "software", "version", "app"})
_NO_STEPS = ("Steps", "0")

Pairs = list[tuple[str, str]]


def read_infotext(text: str) -> Foreign:
    """What the text tells; one without settings is all prompt."""
    lines = text_of(text, LONGEST_PROMPT * 2 + _LONGEST_LINE).split("\n")
    place, pairs = _settings(lines)
    prompt, negative = _prompts(lines[:place])
    values = {name.lower(): value for name, value in reversed(pairs)}
    # our own text says `Steps: 0` only because some readers want the line to begin so
    kept = [(name, value) for name, value in pairs if name.lower() not in _ELSEWHERE and (name, value) != _NO_STEPS]
    rest: list[tuple[object, object]] = [*kept, ("negative_prompt", negative)]
    return Foreign(
        program=_program(values) if pairs else "",
        prompt=prompt,
        model=model_name(values.get("model", "")),
        parameters=parameters_of(rest),
    )


def _settings(lines: list[str]) -> tuple[int, Pairs]:
    """Which line holds the settings, and what they are; extensions put lines of their own behind it."""
    last = len(lines) - 1
    candidates = [last, *(place for place in range(last - 1, -1, -1) if lines[place].lstrip().startswith(_STEPS))]
    for place in candidates[:3]:
        pairs = pairs_of(lines[place])
        if len(pairs) >= _LEAST_PAIRS:
            return place, pairs
    return len(lines), []


def pairs_of(line: str) -> Pairs:
    """`Name: value` again and again, with commas between; a value with commas in it stands in quotes as JSON's do."""
    if len(line) > _LONGEST_LINE:
        return []
    return [(name.strip(), _unquoted(value.strip())) for name, value in _PAIR.findall(line)]


def _unquoted(value: str) -> str:
    if len(value) < 2 or value[0] != '"' or value[-1] != '"':
        return value
    try:
        plain = json.loads(value)
    except ValueError:
        return value
    return plain if isinstance(plain, str) else value


def _prompts(lines: list[str]) -> tuple[str, str]:
    prompt: list[str] = []
    negative: list[str] | None = None
    for line in lines:
        if line.lstrip().startswith(_NEGATIVE):
            negative = [line.lstrip().removeprefix(_NEGATIVE).strip()]
        else:
            (prompt if negative is None else negative).append(line.rstrip())
    return text_of("\n".join(prompt)), text_of("\n".join(negative or ()))


def _program(values: dict[str, str]) -> str:
    """Which program wrote it: most of them call themselves something, the first of them only has versions."""
    if software := name_of(values.get("software") or values.get("app")):
        return "Image Studio" if software.lower().startswith("imagestudio") else software
    version = name_of(values.get("version"))
    known = {"comfyui": "ComfyUI", "fooocus": "Fooocus", "imagestudio": "Image Studio", "sd.next": "SD.Next"}
    for start, program in known.items():
        if version.lower().startswith(start):
            return program
    if re.match(r"f\d", version):
        return "Forge"
    return "Forge Neo" if version.lower().startswith("neo") else A1111
