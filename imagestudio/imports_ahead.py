"""Imports what is needed next in a thread: the window answers, however long the disk takes to bring it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module

FILLING = ("platformdirs", "resource", "imagestudio.filling")
FIRST_SCREEN = (
    "imagestudio.library.queue",
    "imagestudio.library.exploring",
    "imagestudio.library.originals",
    "imagestudio.ui.first.welcome",
    "imagestudio.ui.workspace",
    "imagestudio.services",
    "imagestudio.studio",
)
EQUIPMENT = (
    "imagestudio.safekeeping",
    "imagestudio.ui.leaving",
    "imagestudio.library.elsewhere",
    "imagestudio.ui.jobs.jobs_panel",
    "imagestudio.recovery",
    "imagestudio.ui.jobs.holding",
    "imagestudio.ui.jobs.queue_host",
    "imagestudio.ui.details.record_page",
    "imagestudio.ui.details.job_details",
    "imagestudio.core.keeping",
    "imagestudio.profile.style_exchange",
    "imagestudio.profile.style_file",
    "imagestudio.profile.word_lists",
    "imagestudio.ui.craft.craft",
    "imagestudio.ui.picture_actions",
    "imagestudio.ui.selection",
    "imagestudio.ui.organise.organising",
    "imagestudio.library.organiser",
    "imagestudio.ui.organise.organise_host",
    "imagestudio.ui.finding.finder",
    "imagestudio.ui.finding.places",
    "imagestudio.library.reading",
    "imagestudio.ui.looking",
    "imagestudio.library.comparisons",
    "imagestudio.ui.export.giving_away",
    "imagestudio.ui.first.first_steps",
    "imagestudio.ui.key_access",
    "imagestudio.ui.taking_in.taking_in",
    "imagestudio.library.taking_in",
    "imagestudio.library.preparing",
    "imagestudio.ui.edits.edits_host",
    "imagestudio.library.locking",
    "imagestudio.ui.family.family_host",
    "imagestudio.ui.grid.grid_door",
    "imagestudio.money_in_sight",
    "imagestudio.ui.dialog_rings",
    "imagestudio.frontdoor",
)


def import_ahead(names: Iterable[str]) -> None:
    """Import these modules, in this order; runs in a thread.

    What cannot be imported is told where it is imported for its use: Python tries again there. No two of our modules
    import each other, so that no thread sees half of one.
    """
    for name in names:
        with suppress(Exception):
            import_module(name)
