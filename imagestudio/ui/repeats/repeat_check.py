"""Looks whether the library already has what is asked for, and shows that before anything is paid for it again."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut

from imagestudio.core.account import Account
from imagestudio.core.errors import ImageStudioError, RequestError
from imagestudio.core.origin import Task as Purpose
from imagestudio.core.ports import Thumbnails
from imagestudio.core.pricing import FREE, Estimate
from imagestudio.core.record import Record
from imagestudio.core.repeats import LookUp, Repeated, repeated
from imagestudio.core.thumbnail import ThumbnailSize
from imagestudio.core.wording import Asked
from imagestudio.ui.compose.compose_panel import ComposePanel
from imagestudio.ui.compose.price_footer import amount_text
from imagestudio.ui.finding.scope import EVERYTHING
from imagestudio.ui.repeats.repeat_card import MOST_SHOWN, RepeatCard
from imagestudio.ui.tab_order import put_in_order
from imagestudio.ui.workspace import Parts, Workspace

ASK_REPEATS = "ask_repeats"  # the setting
_NEVER_ASKED = frozenset({Purpose.AGAIN.value, Purpose.FINAL.value})  # who asks for these knows what is there


class RepeatCheck(QObject):
    """What is asked for goes on at once where it is new, else when the person says so.

    Signals:
        cleared(list[Asked]): this is to be made.
    """

    cleared = Signal(object)

    def __init__(self, workspace: Workspace, parts: Parts, look_up: LookUp) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._panel: ComposePanel = workspace.compose_panel
        self._gallery = parts.gallery
        self._settings = parts.settings
        self._thumbnails: Thumbnails = parts.thumbnails
        self._tasks = parts.tasks
        self._theme = parts.theme
        self._look_up = look_up
        self._waiting: deque[tuple[list[Asked], str]] = deque()
        self._looking = False
        self._shown: Repeated | None = None
        self._about: object = None
        self.card: RepeatCard | None = None
        parts.watch.changed.connect(self._on_account_changed)
        self._panel.worded.connect(self._on_worded)

    def ask(self, asked: list[Asked], provider: str) -> None:
        """Let this go on, now or when the person has seen what is there; asking for it again means yes."""
        if self._shown is not None and self._shown.asked == tuple(asked):
            self._go_on(self._shown.again)
            return
        self.close()
        if not self._settings.get(ASK_REPEATS, True) or all(one.task in _NEVER_ASKED for one in asked):
            self.cleared.emit(asked)
            return
        self._waiting.append((asked, provider))
        self._look()

    def close(self) -> None:
        """Put the card away; nothing is made of what it was about."""
        self._shown = None
        if self.card is not None:
            self.card.hide()
            self._escape.setEnabled(False)

    def _look(self) -> None:
        """One after the other, so that jobs stand in the order in which they were asked for."""
        if self._waiting and not self._looking:
            self._looking = True
            asked, provider = self._waiting.popleft()
            call = partial(repeated, asked, self._look_up, provider)
            self._tasks.run(call, self._on_looked, partial(self._on_not_looked, asked))

    def _on_looked(self, found: Repeated) -> None:
        self._looking = False
        if found.records:
            self._show(found)
        else:
            self.cleared.emit(list(found.asked))
        self._look()

    def _on_not_looked(self, asked: list[Asked], _error: ImageStudioError) -> None:
        """What ails the library is told when the jobs are to be written down."""
        self._looking = False
        self.cleared.emit(asked)
        self._look()

    # the card

    def _show(self, found: Repeated) -> None:
        card = self._made_card()
        self._shown, self._about = found, self._wish()
        card.show_repeated(found, self._price_of(found.missing))
        *before, button = self._panel.tab_stops()
        put_in_order([*before, *card.tab_stops(), button])
        self._escape.setEnabled(True)
        self._tasks.run(partial(_images, self._thumbnails, found.records[:MOST_SHOWN]), self._on_images)

    def _made_card(self) -> RepeatCard:
        if self.card is None:
            card = self.card = RepeatCard(self._theme, self._panel.footer)
            self._panel.footer.put_above(card)
            card.again_requested.connect(self._on_again)
            card.missing_requested.connect(self._on_missing)
            card.closed.connect(self._on_closed)
            card.picture_chosen.connect(self._on_picture_chosen)
            card.never_requested.connect(self._on_never)
            self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self._panel)
            self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._escape.activated.connect(self._on_closed)
        return self.card

    def _price_of(self, missing: Sequence[Asked]) -> str:
        """As the button says it; nothing where it is free or not known."""
        total: Estimate = FREE
        for one in missing:
            total = total.together(self._panel.estimate(one.request))
        return amount_text(total) if total.amount else ""

    def _wish(self) -> object:
        """What stands in the panel, to know when that is something else."""
        try:
            request: object = self._panel.request()
        except RequestError:
            request = None
        return self._panel.prompt_box.wording(), request, self._panel.count_stepper.value()

    def _go_on(self, asked: Sequence[Asked]) -> None:
        self.close()
        self.cleared.emit(list(asked))

    # what happens

    def _on_images(self, images: list[tuple[int, QImage]]) -> None:
        if self.card is not None:
            for time, image in images:
                self.card.show_image(time, image)

    def _on_again(self) -> None:
        if self._shown is not None:
            self._panel.prompt_edit.setFocus()
            self._go_on(self._shown.again)

    def _on_missing(self) -> None:
        if self._shown is not None:
            self._panel.prompt_edit.setFocus()
            self._go_on(self._shown.missing)

    def _on_never(self) -> None:
        """Only from the next time on: whether this one is made is another question."""
        self._settings.set(ASK_REPEATS, False)
        self._on_closed()

    def _on_closed(self) -> None:
        self._panel.prompt_edit.setFocus()
        self.close()

    def _on_worded(self, _wording: object) -> None:
        if self._shown is not None and self._wish() != self._about:
            self.close()

    def _on_account_changed(self, account: Account) -> None:
        if self._shown is not None and self._shown.records[0].provider != account.provider:
            self.close()

    def _on_picture_chosen(self, record: Record) -> None:
        panel = self._workspace.gallery_panel
        if self._gallery.row_of(record.time) < 0:  # what is searched for hides it
            panel.show_scope(EVERYTHING)
        panel.select_record(record.time)


def _images(thumbnails: Thumbnails, records: Sequence[Record]) -> list[tuple[int, QImage]]:
    """Runs in a worker thread. A picture whose file is gone keeps an empty place."""
    images = []
    for record in records:
        try:
            image = QImage.fromData(thumbnails.load(record, ThumbnailSize.SMALL))
        except ImageStudioError:
            continue
        images.append((record.time, image))
    return images
