"""Brief: what the painter takes from a prompt: its scene, its hour, its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from imagestudio.demo.colour import Colour, rgb

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)

_SCENES: dict[str, str] = {
    "poster": "poster typography typographic lettering logo slogan headline font type quote letters flyer cover",
    "fox": "fox foxes dog puppy wolf raccoon racoon cat kitten animal pet bear tiger lion fuchs hund katze",
    "owl": "owl bird birds parrot eagle raven chick eule vogel",
    "planet": "planet planets space galaxy saturn moon cosmos cosmic astronaut orbit nebula universe mars star rocket",
    "aurora": "aurora northern lights arctic iceland polar borealis winter snow ice frozen",
    "city": "city skyline street building buildings skyscraper tokyo york paris urban neon downtown cyberpunk stadt",
    "architecture": "house architecture interior room stairs staircase arch door window villa museum temple kitchen",
    "still_life": "still vase bottle cup coffee tea table bowl fruit apple lemon pear orange ceramic perfume food",
    "flower": "flower flowers blossom tulip rose bouquet poppy daisy blume sunflower peony lily",
    "botanical": "plant plants leaf leaves botanical garden fern branch spring herb jungle tropical monstera pattern",
    "forest": "forest wood woods tree trees pine fog foggy misty wald spruce moss birch",
    "mountains": "mountain mountains alps hill hills valley peak landscape lake fjord summit cliff berge dragon castle",
    "dunes": "desert dune dunes sahara sand camel canyon oasis egypt cactus wüste",
    "sea": "sea ocean beach wave waves coast island boat ship sail sailing lighthouse surf harbour harbor meer whale",
    "portrait": "portrait woman man girl boy face person model queen king lady people fashion frau mann child",
    "ink": "ink zen calligraphy japanese watercolor watercolour brush sumi enso bamboo kanji haiku minimal",
    "cutouts": "matisse collage cut paper papercut cutout cutouts craft dance origami",
    "gradient": "gradient abstract background wallpaper blur texture mesh soft glass fluid dream light",
    "geometric": "geometric bauhaus swiss shapes grid circles pattern modern minimalist icon vector cubist",
}
_SUBJECTS: dict[str, str] = {
    "gem": "gem jewel diamond crystal ruby emerald sapphire stone ring",
    "crown": "crown king queen royal princess prince gold throne",
    "flower": _SCENES["flower"] + " plant leaf leaves garden",
    "planet": _SCENES["planet"],
    "fox": _SCENES["fox"],
    "owl": _SCENES["owl"],
    "vase": _SCENES["still_life"],
    "balloon": "balloon air sky cloud travel toy party icon sticker",
}
_COLOURS = {
    "red": "d1382e",
    "orange": "e8772e",
    "yellow": "f2b632",
    "gold": "e0a93b",
    "golden": "e0a93b",
    "green": "3f8f5f",
    "emerald": "12805c",
    "teal": "1d8a8a",
    "turquoise": "2fb3ac",
    "blue": "2f62c4",
    "sapphire": "1f49b6",
    "violet": "6d4bc0",
    "purple": "7d3fb0",
    "pink": "e7799b",
    "ruby": "c01f45",
    "black": "26262b",
    "white": "eceae4",
}
_HOURS = {
    "night": "night midnight moon moonlight dark stars nacht neon",
    "dusk": "sunset dusk evening twilight golden warm autumn fall",
    "dawn": "sunrise dawn morning pastel spring soft pink",
    "day": "day noon sunny summer blue bright midday clear",
}
_DECISIVE = frozenset({"poster", "portrait", "bauhaus", "matisse", "ink", "skyline"})  # they name the whole picture
_EMPTY_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "with",
        "and",
        "or",
        "to",
        "for",
        "from",
        "by",
        "is",
        "it",
        "its",
        "as",
        "into",
        "over",
        "under",
        "very",
    ]
)


@dataclass(frozen=True)
class Brief:
    """What to paint: a scene's name, an hour of the day, a colour if one was named, and words for a poster."""

    scene: str
    hour: str
    colour: Colour | None
    words: tuple[str, ...]
    seen: frozenset[str]


def read_brief(prompt: str, rng: Random, clear: bool) -> Brief:
    """What a prompt asks for; what it leaves open is decided by chance."""
    words = _WORD.findall(prompt)[:400]
    lower = [word.lower() for word in words]
    scene = _match(lower, _SUBJECTS if clear else _SCENES) or rng.choice(list(_SUBJECTS if clear else _SCENES))
    hour = _match(lower, _HOURS) or rng.choice(list(_HOURS))
    colour = next((rgb(_COLOURS[word]) for word in lower if word in _COLOURS), None)
    chosen = [word for word in words if word.lower() not in _EMPTY_WORDS]
    return Brief(scene, hour, colour, tuple(chosen[:12] or words[:4]), frozenset(lower))


def names_subject(prompt: str) -> bool:
    """Whether a prompt names something that can stand by itself."""
    return _match([word.lower() for word in _WORD.findall(prompt)[:400]], _SUBJECTS) is not None


def _match(words: Iterable[str], table: dict[str, str]) -> str | None:
    """The entry most of the words belong to; the earliest word decides between equals."""
    votes: dict[str, int] = {}
    for word in words:
        for name, known in table.items():
            if word in known.split():
                votes[name] = votes.get(name, 0) + (3 if word in _DECISIVE else 1)
    return max(votes, key=lambda name: votes[name]) if votes else None
