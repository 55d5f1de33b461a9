"""One picture large with everything known of it, or what many share; and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from imagestudio.core.catalog import Catalog
from imagestudio.core.organisation import Change
from imagestudio.core.record import Record
from imagestudio.ui.details.facts import facts_of, ids_of, moment_text
from imagestudio.ui.details.facts_table import FactsTable
from imagestudio.ui.details.made_from import MadeFrom
from imagestudio.ui.details.organise_box import MarksRow, OrganiseBox
from imagestudio.ui.details.prompt_text import PromptText
from imagestudio.ui.details.survey import Survey, survey_of
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from imagestudio.ui.widgets import PicturePreview, hairline

_PREVIEW_HEIGHT = 340


class RecordPage(QWidget):
    """What the details show of pictures.

    Signals:
        use_settings_requested(Record), copy_image_requested(Record), copy_prompt_requested(Record),
        show_in_folder_requested(Record), opened(Record): the person asked for it.
        change_requested(Change, list): that is wanted for the pictures of these times.
        surveyed(Survey): that is known of what is selected now.
        collections_requested(QWidget): a menu of collections is wanted below this.
        compare_requested, export_requested: of what is selected.
    """

    use_settings_requested = Signal(object)
    copy_image_requested = Signal(object)
    copy_prompt_requested = Signal(object)
    show_in_folder_requested = Signal(object)
    opened = Signal(object)
    change_requested = Signal(object, object)
    collections_requested = Signal(object)
    surveyed = Signal(object)
    compare_requested = Signal()
    export_requested = Signal()

    def __init__(self, catalog: Catalog, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self.record: Record | None = None
        self.survey = Survey()
        self.preview = PicturePreview(theme, _PREVIEW_HEIGHT, self)
        self._title = QLabel(self)
        self._trouble = QLabel(self)
        self._badge = QLabel(self.tr("Demo"), self)
        self._made = QLabel(self)
        self._marks = MarksRow(theme, self)
        self._prompt_label = QLabel(self.tr("Prompt"), self)
        self._prompt = PromptText(self)
        self.made_from = MadeFrom(theme, self)
        self.box = OrganiseBox(theme, self)
        self._facts = FactsTable(self)
        self._more = QPushButton(self)
        self._ids = FactsTable(self)
        self._compare = QPushButton(self.tr("Compare"), self)
        self._use = QPushButton(self.tr("&Use these settings"), self)
        self._tools = QWidget(self)  # here, since the Tab key comes by in the order in which they were made
        self._copy_image = QPushButton(self.tr("Copy &image"), self)
        self._copy_prompt = QPushButton(self.tr("Copy p&rompt"), self)
        self._folder = QPushButton(self.tr("Show in fo&lder"), self)
        self._export = QPushButton(self.tr("Export…"), self)
        self._of_one = (self.preview, self._made, self._more)
        self._buttons: tuple[QWidget, ...] = (self._use, self._copy_image, self._copy_prompt, self._folder)
        self._build_layout()
        self._style()
        self._connect_signals()

    # what others may do

    def show_record(self, record: Record, thumbnail: QImage | None) -> None:
        """Show one picture; a larger image may follow by `set_preview`."""
        again = self.record is not None and self.record.time == record.time
        if thumbnail is not None:
            self.preview.set_image(thumbnail, record.width, record.height)
        elif not again:
            self.preview.await_image(record.width, record.height)
        if not again:
            self._trouble.setVisible(False)
        if record == self.record and thumbnail is None and record.missing == self.record.missing:
            return
        self.record = record
        self._show_survey(survey_of(1, [record.time], [record], self._catalog))
        self._made.setText(moment_text(record.time))
        self._facts.show_facts(facts_of(record, self._catalog))
        self._ids.show_facts(ids_of(record))

    def show_many(self, survey: Survey) -> None:
        """Show what several share."""
        self.record = None
        self._title.setText(self.tr("%n picture(s) selected", "", survey.pictures))
        self._trouble.hide()
        self._show_survey(survey)
        self._facts.show_facts(survey.facts)

    def set_preview(self, time: int, image: QImage) -> None:
        """The sharp preview of a record has come; ignored when another is shown by now."""
        if self.record is not None and self.record.time == time:
            self.preview.set_image(image, self.record.width, self.record.height)

    def show_trouble(self, time: int, text: str) -> None:
        """The picture of a record cannot be shown, and why; ignored when another is shown by now."""
        if self.record is not None and self.record.time == time:
            self.preview.set_image(None, self.record.width, self.record.height)
            self._trouble.setText(text)
            self._trouble.setVisible(True)

    def add_tools(self, tools: QWidget) -> None:
        """Put more of what can be done below the settings; what is not for several pictures hides itself."""
        tools.setParent(self._tools)
        self._tool_column.addWidget(tools)
        tools.show()
        self._tools.show()

    def block_organising(self) -> None:
        """Stars, tags and notes are only looked at."""
        self._marks.setEnabled(False)
        self.box.setEnabled(False)

    def forget(self) -> None:
        """None of them is shown any more; a note that is being written is kept."""
        self.record = None
        self.survey = Survey()
        self.box.note.keep()

    def _show_survey(self, survey: Survey) -> None:
        one = self.record is not None
        self.survey = survey
        for widget in self._of_one:
            widget.setVisible(one)
        self._ids.setVisible(one and self._more.isChecked())
        self._badge.setVisible(self.record is not None and self.record.is_demo)
        self._title.setVisible(not one)
        for button in self._buttons:
            button.setVisible(one)
        self._compare.setVisible(survey.pictures > 1)
        self._prompt_label.setVisible(bool(survey.prompt))
        self._prompt.setVisible(bool(survey.prompt))
        self._prompt.set_text(survey.prompt or "")
        self._marks.show_survey(survey)
        self.box.show_survey(survey)
        self.surveyed.emit(survey)

    # building

    def _build_layout(self) -> None:
        self._tool_column = QVBoxLayout(self._tools)
        self._tool_column.setContentsMargins(0, 0, 0, 0)
        self._tool_column.setSpacing(SPACE_S)
        self._tools.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addWidget(self._title)
        column.addWidget(self.preview)
        column.addWidget(self._trouble)
        column.addWidget(self._marks)
        column.addLayout(self._head_row())
        column.addWidget(self._prompt)
        column.addWidget(self.made_from)
        column.addSpacing(SPACE_S)
        column.addWidget(self.box)
        column.addWidget(hairline(self))
        column.addSpacing(SPACE_S)
        column.addWidget(self._facts)
        column.addWidget(self._more, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._ids)
        column.addSpacing(SPACE_M)
        column.addWidget(self._compare)
        column.addWidget(self._use)
        column.addWidget(self._tools)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self._copy_image)
        row.addWidget(self._copy_prompt)
        column.addLayout(row)
        last = QHBoxLayout()
        last.setSpacing(SPACE_S)
        last.addWidget(self._folder)
        last.addWidget(self._export)
        column.addLayout(last)
        column.addStretch()

    def _head_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._prompt_label)
        row.addStretch()
        row.addWidget(self._badge)
        row.addWidget(self._made)
        return row

    def _style(self) -> None:
        roles = {"value": self._trouble, "badge": self._badge, "label": self._made, "section": self._title}
        for role, label in (*roles.items(), ("label", self._prompt_label)):
            set_role(label, role)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._trouble.setWordWrap(True)
        self._trouble.setMinimumWidth(1)
        self._compare.setToolTip(self.tr("Side by side, by wipe or blind (C)"))
        self._export.setToolTip(self.tr("As received, with the prompt inside, or clean (Ctrl+E)"))
        self._prompt.set_name(self.tr("Prompt of the picture"))
        self.preview.setAccessibleName(self.tr("Preview"))
        set_role(self._more, "unfold")
        self._more.setCheckable(True)
        self._on_more(False)

    def _connect_signals(self) -> None:
        self.preview.clicked.connect(self._on_opened)
        self._compare.clicked.connect(self.compare_requested)
        self._use.clicked.connect(self._on_use)
        self._copy_image.clicked.connect(self._on_copy_image)
        self._copy_prompt.clicked.connect(self._on_copy_prompt)
        self._folder.clicked.connect(self._on_folder)
        self._export.clicked.connect(self.export_requested)
        self._more.toggled.connect(self._on_more)
        self._marks.change_requested.connect(self._on_change)
        self.box.change_requested.connect(self._on_change)
        self.box.note_written.connect(self._on_note_written)
        self.box.collections_requested.connect(self.collections_requested)

    # what happens

    def _on_more(self, shown: bool) -> None:
        self._ids.setVisible(shown and self.record is not None)
        self._more.setText(self.tr("Fewer facts") if shown else self.tr("File and ids"))

    def _on_change(self, change: Change) -> None:
        self.change_requested.emit(change, self.survey.times)

    def _on_note_written(self, note: str, times: list[int]) -> None:
        self.change_requested.emit(Change(note=note), times)

    def _on_opened(self) -> None:
        self._tell(self.opened)

    def _on_use(self) -> None:
        self._tell(self.use_settings_requested)

    def _on_copy_image(self) -> None:
        self._tell(self.copy_image_requested)

    def _on_copy_prompt(self) -> None:
        self._tell(self.copy_prompt_requested)

    def _on_folder(self) -> None:
        self._tell(self.show_in_folder_requested)

    def _tell(self, signal: SignalInstance) -> None:
        if self.record is not None:
            signal.emit(self.record)
