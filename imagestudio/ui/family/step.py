"""What became different from a picture to one that was made of it: words, and settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from imagestudio.core.catalog import Catalog
from imagestudio.core.differences import Run, Sign, nearby, revision
from imagestudio.core.record import Record
from imagestudio.ui.compare.differing import NOTHING, settings_differing


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that is another one now."""

    name: str
    before: str
    after: str

    @property
    def text(self) -> str:
        return _tr("{0}: {1} → {2}").format(self.name, self.before, self.after)


@dataclass(frozen=True, slots=True)
class Step:
    """From a picture to the next; words that were kept stand only beside those that were not."""

    runs: tuple[Run, ...] = ()
    settings: tuple[Setting, ...] = ()

    @property
    def same_words(self) -> bool:
        return all(run.sign is Sign.KEPT for run in self.runs)

    @property
    def spoken(self) -> str:
        """For who does not see it."""
        return spoken(self.runs, [setting.text for setting in self.settings])


def step_between(before: Record, after: Record, catalog: Catalog) -> Step:
    """For worker threads: very long prompts take a moment."""
    runs = nearby(revision(before.prompt, after.prompt))
    settings = settings_differing([before, after], catalog)
    both = [(name, values) for name, values in settings if NOTHING not in values]  # an edit has fewer to choose from
    return Step(runs, tuple(Setting(name, *values) for name, values in both))


def spoken(runs: Sequence[Run], more: Sequence[str] = ()) -> str:
    """What was added and what was removed, in words."""
    said = []
    for sign, text in ((Sign.ADDED, _tr("Added: {0}.")), (Sign.REMOVED, _tr("Removed: {0}."))):
        found = "; ".join(bare(run.text) for run in runs if run.sign is sign)
        if found:
            said.append(text.format(found))
    return " ".join([*(said or [_tr("The same words.")]), *(f"{text}." for text in more)])


def bare(text: str) -> str:
    """Some words out of a prompt without the commas they stood between, where anything else is left."""
    words = " ".join(text.split())
    return words.strip(" ,;") or words


def _tr(text: str) -> str:
    return QCoreApplication.translate("Step", text)
