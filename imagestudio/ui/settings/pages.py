"""Which settings there are, page by page, with their usual values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from imagestudio.ui.finished import NOTIFY, NOTIFY_PROMPT
from imagestudio.ui.look import ACCENT, OURS, SYSTEM, TEXT_SIZE, TEXT_STEP, THEME, USUAL_TEXT
from imagestudio.ui.recent_libraries import name_of
from imagestudio.ui.repeats.repeat_check import ASK_REPEATS
from imagestudio.ui.settings.controls import Preference
from imagestudio.ui.tokens import LEAST_TEXT, MOST_TEXT

MAX_RUNNING, MOST_RUNNING, USUAL_RUNNING = "max_running", 16, 4
CACHE_MB, USUAL_CACHE_MB = "thumbnail_cache_mb", 256
FREE_MB, USUAL_FREE_MB = "free_space_mb", 500
TEMPLATE_CAP, USUAL_CAP = "template_cap", 100
KEYS = "keys"
SPENDING, STORAGE = "spending", "storage"
LIBRARY = "library"


def look_page() -> tuple[Preference, ...]:
    """How the window looks."""
    return (
        Preference(
            THEME,
            _tr("Light or dark"),
            _tr("Dark is the darkroom: nothing is brighter than the pictures."),
            SYSTEM,
            ((SYSTEM, _tr("As the system")), ("dark", _tr("Dark")), ("light", _tr("Light"))),
            also=_tr("theme colors scheme"),
        ),
        Preference(
            ACCENT,
            _tr("Accent"),
            _tr("The one colour of selection, progress and the button that spends money."),
            SYSTEM,
            ((SYSTEM, _tr("As the system")), (OURS, _tr("Safelight"))),
            also=_tr("color theme highlight"),
        ),
        Preference(
            TEXT_SIZE,
            _tr("Size of the text"),
            _tr("Of the size the system has."),
            USUAL_TEXT,
            bounds=(LEAST_TEXT, MOST_TEXT),
            suffix=" %",
            step=TEXT_STEP,
            also=_tr("font zoom scale"),
        ),
    )


def making_page() -> tuple[Preference, ...]:
    """What concerns pictures that are being made."""
    return (
        Preference(
            MAX_RUNNING,
            _tr("Pictures on their way at once"),
            _tr("More wait in the queue. The service may slow down who asks for many."),
            USUAL_RUNNING,
            bounds=(1, MOST_RUNNING),
            also=_tr("parallel concurrent jobs"),
        ),
        Preference(
            TEMPLATE_CAP,
            _tr("Ask before a template makes more than"),
            _tr("So many pictures are made without a question. Nothing makes more than 1,000 at once."),
            USUAL_CAP,
            bounds=(1, 1_000),
            also=_tr("combinations limit cap"),
        ),
        Preference(
            ASK_REPEATS,
            _tr("Show what you already have"),
            _tr("Before the very same words and settings are paid for again. Ctrl+Enter goes on."),
            True,
        ),
        Preference(
            NOTIFY,
            _tr("Tell me when pictures are done"),
            _tr("With a notification of the system, when the window is not in front."),
            True,
        ),
        Preference(
            NOTIFY_PROMPT,
            _tr("Show the prompt in notifications"),
            _tr("Others may see it on the screen, also while that is locked."),
            False,
        ),
    )


def spending_page() -> tuple[Preference, ...]:
    """How much may be spent before one is asked, and how much at all."""
    never, no_limit = _tr("never"), _tr("no limit")
    run = _tr("A run is one press of Generate, a grid, or what is sent again at one go.")
    day = _tr("With all that waits to be sent and is on its way. A day ends at midnight.")
    month = _tr("From the first of the month, with all that waits to be sent and is on its way.")
    stop = _tr("Above it nothing is sent: it is kept for later.")
    also = _tr("budget limit cost money dollars cap price")
    rows = (
        ("run_ask", _tr("Ask before a run above"), run, never),
        ("run_stop", _tr("Send no run above"), stop, no_limit),
        ("day_ask", _tr("Ask when a day comes to more than"), day, never),
        ("day_stop", _tr("Spend in a day no more than"), stop, no_limit),
        ("month_ask", _tr("Ask when a month comes to more than"), month, never),
        ("month_stop", _tr("Spend in a month no more than"), stop, no_limit),
    )
    return tuple(
        Preference(f"limit_{name}", label, hint, "", nothing=nothing, also=also) for name, label, hint, nothing in rows
    )


def storage_page() -> tuple[Preference, ...]:
    """What is kept in memory and on the disk."""
    return (
        Preference(
            FREE_MB,
            _tr("Always leave free on the disk"),
            _tr("Nothing is bought while there is less. Holds from the next start."),
            USUAL_FREE_MB,
            bounds=(50, 100_000),
            suffix=" MB",
            step=100,
            also=_tr("space reserve"),
        ),
        Preference(
            CACHE_MB,
            _tr("Memory for thumbnails"),
            _tr("More makes going back and forth in large libraries smoother. Holds from the next start."),
            USUAL_CACHE_MB,
            bounds=(16, 4_096),
            suffix=" MB",
            step=64,
            also=_tr("cache RAM"),
        ),
    )


def start_library(libraries: Sequence[Path], chosen: str) -> Preference:
    """Which library a start without any other wish opens: the usual one, or one of these."""
    paths = dict.fromkeys([*map(str, libraries), *([chosen] if chosen else [])])
    return Preference(
        LIBRARY,
        _tr("Library at the start"),
        _tr("Where new pictures are kept. Holds from the next start; others stay where they are."),
        "",
        (("", _tr("The usual folder")), *((path, name_of(Path(path))) for path in paths)),
        also=_tr("default folder place"),
    )


PAGES: dict[str, Callable[[], tuple[Preference, ...]]] = {
    "look": look_page,
    "making": making_page,
    SPENDING: spending_page,
    STORAGE: storage_page,
}


def page_titles() -> list[tuple[str, str]]:
    """The names of the pages with what they are called, the shortcuts last."""
    return [
        ("look", _tr("Appearance")),
        ("making", _tr("Making pictures")),
        (SPENDING, _tr("Spending")),
        (STORAGE, _tr("Storage")),
        (KEYS, _tr("Shortcuts")),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("SettingsPages", text)
