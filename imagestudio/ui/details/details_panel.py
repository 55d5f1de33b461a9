"""The right panel: the selected picture large, its prompt, everything known of it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from imagestudio.core.catalog import Catalog
from imagestudio.core.job import Job
from imagestudio.core.record import Record
from imagestudio.ui.details.facts import facts_of, moment_text
from imagestudio.ui.details.job_details import JobDetails
from imagestudio.ui.details.prompt_text import PromptText
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from imagestudio.ui.widgets import ElidedLabel, PicturePreview, hairline

_PREVIEW_HEIGHT = 340
_LONG_WORD = 16


class DetailsPanel(QWidget):
    """Shows one record, one job, or how many are selected.

    Signals:
        use_settings_requested(Record), copy_image_requested(Record), copy_prompt_requested(Record),
        show_in_folder_requested(Record), opened(Record): the person asked for it.
        retry_requested(Job), stop_requested(Job), dismiss_requested(Job): likewise, for a job.
    """

    use_settings_requested = Signal(object)
    copy_image_requested = Signal(object)
    copy_prompt_requested = Signal(object)
    show_in_folder_requested = Signal(object)
    opened = Signal(object)
    retry_requested = Signal(object)
    stop_requested = Signal(object)
    dismiss_requested = Signal(object)

    def __init__(self, catalog: Catalog, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("DetailsPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._catalog = catalog
        self._theme = theme
        self._record: Record | None = None
        self.preview = PicturePreview(theme, _PREVIEW_HEIGHT, self)
        self.job_details = JobDetails(catalog, theme, self)
        self._trouble = QLabel(self)
        self._badge = QLabel(self.tr("Demo"), self)
        self._made = QLabel(self)
        self._prompt = PromptText(self)
        self._facts = QGridLayout()
        self._use = QPushButton(self.tr("&Use these settings"), self)
        self._copy_image = QPushButton(self.tr("Copy &image"), self)
        self._copy_prompt = QPushButton(self.tr("Copy p&rompt"), self)
        self._folder = QPushButton(self.tr("Show in fo&lder"), self)
        self._message = QLabel(self)
        self._stack = QStackedLayout()
        self._build_layout()
        self._connect_signals()
        self.show_nothing()

    # what others may do

    @property
    def record(self) -> Record | None:
        return self._record

    def show_record(self, record: Record, thumbnail: QImage | None) -> None:
        """Show one picture; a larger image may follow by `set_preview`."""
        self._record = record
        if thumbnail is None:
            self.preview.await_image(record.width, record.height)
        else:
            self.preview.set_image(thumbnail, record.width, record.height)
        self._trouble.setVisible(False)
        self._badge.setVisible(record.is_demo)
        self._made.setText(moment_text(record.time))
        self._prompt.set_text(record.prompt)
        self._fill_facts(facts_of(record, self._catalog))
        self._stack.setCurrentIndex(0)

    def set_preview(self, time: int, image: QImage) -> None:
        """The sharp preview of a record has come; ignored when another is shown by now."""
        if self._record is not None and self._record.time == time:
            self.preview.set_image(image, self._record.width, self._record.height)

    def show_trouble(self, time: int, text: str) -> None:
        """The picture of a record cannot be shown, and why; ignored when another is shown by now."""
        if self._record is not None and self._record.time == time:
            self.preview.set_image(None, self._record.width, self._record.height)
            self._trouble.setText(text)
            self._trouble.setVisible(True)

    def show_job(
        self, job: Job, in_background: bool = False, waits_for_click: bool = False, is_trying: bool = False
    ) -> None:
        self._record = None
        self.job_details.show_job(job, in_background, waits_for_click, is_trying)
        self._stack.setCurrentIndex(1)

    def show_many(self, records: Sequence[Record]) -> None:
        self._record = None
        self._message.setText(self.tr("%n picture(s) selected", "", len(records)))
        self._stack.setCurrentIndex(2)

    def show_nothing(self) -> None:
        self._record = None
        self._message.setText(self.tr("Select a picture to see how it was made."))
        self._stack.setCurrentIndex(2)

    # building

    def _build_layout(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        holder = QWidget(self)
        holder.setLayout(self._stack)
        layout.addWidget(holder)
        for page in (self._record_page(), _scrolling(self.job_details, self), self._message_page()):
            self._stack.addWidget(page)

    def _record_page(self) -> QScrollArea:
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addWidget(self.preview)
        column.addWidget(self._trouble)
        column.addLayout(self._head_row())
        column.addWidget(_with_role(QLabel(self.tr("Prompt"), self), "label"))
        column.addWidget(self._prompt)
        column.addSpacing(SPACE_S)
        column.addWidget(hairline(self))
        column.addSpacing(SPACE_S)
        column.addLayout(self._facts)
        column.addSpacing(SPACE_M)
        column.addWidget(self._use)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self._copy_image)
        row.addWidget(self._copy_prompt)
        column.addLayout(row)
        column.addWidget(self._folder)
        column.addStretch()
        self._style_record_page()
        page = QWidget(self)
        page.setLayout(column)
        return _scrolling(page, self)

    def _style_record_page(self) -> None:
        _with_role(self._trouble, "value")
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        self._trouble.setWordWrap(True)
        self._trouble.setMinimumWidth(1)
        _with_role(self._badge, "badge")
        _with_role(self._made, "label")
        self._prompt.set_name(self.tr("Prompt of the picture"))
        self._facts.setHorizontalSpacing(SPACE_M)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        self.preview.setAccessibleName(self.tr("Preview"))

    def _head_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._badge)
        row.addStretch()
        row.addWidget(self._made)
        return row

    def _message_page(self) -> QWidget:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        layout.addWidget(_with_role(self._message, "hint"))
        return page

    def _connect_signals(self) -> None:
        self.preview.clicked.connect(self._on_opened)
        self._use.clicked.connect(self._on_use)
        self._copy_image.clicked.connect(self._on_copy_image)
        self._copy_prompt.clicked.connect(self._on_copy_prompt)
        self._folder.clicked.connect(self._on_folder)
        self.job_details.retry_requested.connect(self.retry_requested)
        self.job_details.stop_requested.connect(self.stop_requested)
        self.job_details.dismiss_requested.connect(self.dismiss_requested)

    def _fill_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for row, (name, text) in enumerate(facts):
            label, value = _with_role(QLabel(name, self), "label"), self._value(text)
            value.setAccessibleName(f"{name}: {text}")
            self._facts.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(value, row, 1)

    def _value(self, text: str) -> QLabel:
        """What can be broken is; a single long word, as the name of a file, is elided in its middle."""
        if " " not in text and len(text) > _LONG_WORD:
            return ElidedLabel(text, Qt.TextElideMode.ElideMiddle, self)
        value = QLabel(text, self)
        value.setTextFormat(Qt.TextFormat.PlainText)
        value.setWordWrap(True)
        value.setMinimumWidth(1)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return value

    # what happens

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
        if self._record is not None:
            signal.emit(self._record)


def _with_role(label: QLabel, role: str) -> QLabel:
    set_role(label, role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _scrolling(page: QWidget, parent: QWidget) -> QScrollArea:
    """The page in an area that scrolls it up and down; it is never wider than the area."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setMinimumWidth(1)  # else its widest child would be cut off at the right
    area.setWidget(page)
    return area
