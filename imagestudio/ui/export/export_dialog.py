"""Where the person says how copies of pictures are to be written, and sees what that will be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from imagestudio.core.errors import ImageStudioError, RequestError
from imagestudio.core.export import Choices, Exporter, Listing, make_choices
from imagestudio.core.ports import History
from imagestudio.ui.error_text import describe
from imagestudio.ui.export.foretaste import Foretaste, taste
from imagestudio.ui.export.foretaste_view import ForetasteView
from imagestudio.ui.export.kind_choice import KindChoice
from imagestudio.ui.export.name_field import NameField
from imagestudio.ui.export.picture_form import PictureForm
from imagestudio.ui.export.target_field import TargetField
from imagestudio.ui.export.tasting_dialog import TastingDialog
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_M, SPACE_XS
from imagestudio.workers.task import TaskRunner

_LEFT, _RIGHT = 460, 360
_PAUSE_MS = 120  # of typing, before names are planned


class ExportDialog(TastingDialog):
    """Left what is chosen, right the first names it leads to.

    Signals:
        chosen(Choices, Path): the copies are to be written so.
        sheet_requested: a contact sheet is wanted rather.
    """

    chosen = Signal(object, object)
    sheet_requested = Signal()

    def __init__(
        self,
        times: Sequence[int],
        history: History,
        make_exporter: Callable[[], Exporter],
        tasks: TaskRunner,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tasks, theme, _PAUSE_MS, parent)
        self.times = times
        self._history = history
        self._make_exporter = make_exporter
        self.kind_choice = KindChoice(self)
        self.picture_form = PictureForm(self)
        self.name_field = NameField(self)
        self.target_field = TargetField(self)
        self.list_combo = QComboBox(self)
        self.foretaste_view = ForetasteView(self)
        self.sheet_button = QPushButton(self.tr("Contact sheet or pr&int…"), self)
        self.close_button = QPushButton(self.tr("Cancel"), self)
        self.export_button = QPushButton(self.tr("&Export %n picture(s)", "", len(times)), self)
        self._build_layout()
        self._connect_signals()

    def set_choices(self, choices: Choices, target: str) -> None:
        """Show how it was done the last time."""
        self.kind_choice.set_kind(choices.kind)
        self.kind_choice.personal_box.setChecked(choices.personal)
        self.picture_form.set_choices(choices)
        self.name_field.set_text(choices.name)
        self.list_combo.setCurrentIndex(self.list_combo.findData(choices.listing))
        self.target_field.set_target(target)
        self._on_changed()

    def choices(self) -> Choices | None:
        """What is chosen; None where that is not possible yet."""
        try:
            return make_choices(
                kind=self.kind_choice.kind(),
                personal=self.kind_choice.personal_box.isChecked(),
                name=self.name_field.text(),
                listing=Listing(self.list_combo.currentData()),
                **self.picture_form.chosen(),
            )
        except RequestError:
            return None

    # building

    def _build_layout(self) -> None:
        self.setWindowTitle(self.tr("Export"))
        self.foretaste_view.setFixedWidth(_RIGHT)
        buttons = self.button_row([self.sheet_button], [self.close_button], self.export_button)
        self.place(self._left(), _LEFT, self.foretaste_view, buttons)

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_XS)
        for title, widget, buddy in (
            (self.tr("What is inside"), self.kind_choice, None),
            (self.tr("Picture"), self.picture_form, None),
            (self.tr("&Name"), self.name_field, self.name_field.edit),
            (self.tr("&To"), self.target_field, self.target_field.edit),
        ):
            label = QLabel(title, self)
            set_role(label, "section")
            if buddy is not None:
                label.setBuddy(buddy)
            column.addWidget(label)
            column.addWidget(widget)
            column.addSpacing(SPACE_M)
        column.addLayout(self._list_row())
        column.addStretch()
        return column

    def _list_row(self) -> QGridLayout:
        for listing, name in (
            (Listing.NONE, self.tr("None")),
            (Listing.CSV, self.tr("As a table (CSV)")),
            (Listing.JSON_LINES, self.tr("As JSON lines")),
        ):
            self.list_combo.addItem(name, listing)
        label = QLabel(self.tr("&List of the pictures"), self)
        label.setBuddy(self.list_combo)
        row = QGridLayout()
        row.setHorizontalSpacing(SPACE_M)
        row.addWidget(label, 0, 0)
        row.addWidget(self.list_combo, 0, 1)
        row.setColumnStretch(2, 1)
        return row

    def _connect_signals(self) -> None:
        for part in (self.kind_choice, self.picture_form, self.name_field, self.target_field):
            part.changed.connect(self._on_changed)
        self.list_combo.currentIndexChanged.connect(self._on_changed)
        self.close_button.clicked.connect(self.reject)
        self.export_button.clicked.connect(self._on_export)
        self.sheet_button.clicked.connect(self._on_sheet)

    # what happens

    def _on_changed(self) -> None:
        self.picture_form.set_kind(self.kind_choice.kind())
        possible = self.choices() is not None
        self.export_button.setEnabled(possible and self.target_field.target() is not None)
        if possible:
            self.taste_soon()
        else:
            self.foretaste_view.show_nothing()

    def taste(self) -> None:
        """Ask for the names."""
        if (choices := self.choices()) is not None:
            target = self.target_field.target()
            call = partial(taste, self._history, self._make_exporter, self.times, choices, target)
            self.ask(call, self._on_tasted, self._on_refused)

    def _on_tasted(self, found: Foretaste) -> None:
        self.foretaste_view.show_foretaste(found)

    def _on_refused(self, error: ImageStudioError) -> None:
        told = describe(error.failure)
        self.foretaste_view.show_nothing()
        self.foretaste_view.say(f"{told.title}. {told.what}")

    def _on_export(self) -> None:
        choices, target = self.choices(), self.target_field.target()
        if choices is not None and target is not None:
            self.accept()
            self.chosen.emit(choices, target)

    def _on_sheet(self) -> None:
        self.reject()
        self.sheet_requested.emit()
