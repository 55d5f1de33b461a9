"""What the person made of one or many pictures, to see and to change: tags, collections, a note."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from imagestudio.core.organisation import Change, Pick
from imagestudio.ui.details.note_edit import NoteEdit
from imagestudio.ui.details.survey import Survey
from imagestudio.ui.organise.tags_editor import ShareChips, TagsEditor
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_M, SPACE_S
from imagestudio.ui.viewer.marks import Marks


class MarksRow(QWidget):
    """Stars and pick, and a word where the pictures differ in them.

    Signals:
        change_requested(Change): somebody wants that.
    """

    change_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks = Marks(theme, self)
        self._mixed = QLabel(self)
        set_role(self._mixed, "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.marks, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._mixed)
        self.marks.rate_requested.connect(self._on_rate)
        self.marks.pick_requested.connect(self._on_pick)

    def show_survey(self, survey: Survey) -> None:
        self.marks.show_organisation(survey.common)
        texts = {
            frozenset({"rating"}): self.tr("Ratings differ"),
            frozenset({"pick"}): self.tr("Some are picked or rejected, not all"),
            frozenset({"rating", "pick"}): self.tr("Ratings and picks differ"),
        }
        told = texts.get(survey.mixed & {"rating", "pick"}, "")
        self._mixed.setText(told)
        self._mixed.setVisible(bool(told))

    def _on_rate(self, stars: int) -> None:
        self.change_requested.emit(Change(rating=stars))

    def _on_pick(self, pick: Pick) -> None:
        self.change_requested.emit(Change(pick=pick))


class OrganiseBox(QWidget):
    """Tags, collections and the note.

    Signals:
        change_requested(Change): somebody wants that.
        note_written(str, list): this is the note of the pictures of these times.
        collections_requested(QWidget): somebody wants to put them into a collection; the menu belongs below this.
    """

    change_requested = Signal(object)
    note_written = Signal(str, list)
    collections_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tags = TagsEditor(theme, self)
        self.collections = ShareChips(theme, self)
        self.collect_button = QPushButton(self.tr("Put into a collection…"), self)
        self.note = NoteEdit(self)
        self._build_layout()
        self._connect_signals()

    def _build_layout(self) -> None:
        set_role(self.collect_button, "unfold")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        for title, widgets in (
            (self.tr("Tags"), (self.tags,)),
            (self.tr("Collections"), (self.collections, self.collect_button)),
            (self.tr("Note"), (self.note,)),
        ):
            label = QLabel(title, self)
            set_role(label, "label")
            column.addWidget(label)
            for widget in widgets:
                column.addWidget(
                    widget, 0, Qt.AlignmentFlag.AlignLeft if widget is self.collect_button else Qt.AlignmentFlag(0)
                )
            column.addSpacing(SPACE_M - SPACE_S)

    def _connect_signals(self) -> None:
        self.tags.add_requested.connect(self._on_add_tags)
        self.tags.remove_requested.connect(self._on_remove_tags)
        self.collections.add_requested.connect(self._on_put_into)
        self.collections.remove_requested.connect(self._on_take_out)
        self.collections.emptied.connect(self.collect_button.setFocus)
        self.collect_button.clicked.connect(self._on_collect)
        self.note.written.connect(self.note_written)

    def show_survey(self, survey: Survey) -> None:
        self.tags.show_tags(survey.tags)
        self.collections.show_shares(survey.collections)
        self.note.show_note(survey.times, survey.common.note, "note" in survey.mixed)

    def set_known_tags(self, tags: Iterable[str]) -> None:
        self.tags.set_known(tags)

    def _on_add_tags(self, tags: tuple[str, ...]) -> None:
        self.change_requested.emit(Change(add_tags=tags))

    def _on_remove_tags(self, tags: tuple[str, ...]) -> None:
        self.change_requested.emit(Change(remove_tags=tags))

    def _on_put_into(self, name: str) -> None:
        self.change_requested.emit(Change(add_to=(name,)))

    def _on_take_out(self, name: str) -> None:
        self.change_requested.emit(Change(remove_from=(name,)))

    def _on_collect(self) -> None:
        self.collections_requested.emit(self.collect_button)
