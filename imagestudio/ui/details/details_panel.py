"""The right panel: what is selected, everything known of it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from imagestudio.core.catalog import Catalog
from imagestudio.core.job import Job
from imagestudio.core.record import Record
from imagestudio.ui.steady import Steady
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_XL

if TYPE_CHECKING:
    from imagestudio.ui.details.job_details import JobDetails
    from imagestudio.ui.details.record_page import RecordPage
    from imagestudio.ui.details.survey import Survey
    from imagestudio.ui.widgets import PicturePreview


class DetailsPanel(QWidget):
    """Shows one record, what several share, one job, or that nothing is selected.

    What the person asks for here is told by `page` for pictures, and by `job_details` for a job.
    """

    def __init__(self, catalog: Catalog, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("DetailsPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._catalog = catalog
        self._theme = theme
        self._message = QLabel(self)
        self._nothing = QWidget(self)
        self._stack = QStackedLayout()
        self._areas: dict[QWidget, QScrollArea] = {}
        self._build_layout()
        self.show_nothing()

    # both are made when they are first asked for: the first screen shows nothing here

    @cached_property
    def page(self) -> RecordPage:
        from imagestudio.ui.details.record_page import RecordPage

        page = RecordPage(self._catalog, self._theme, self)
        self._add(page)
        return page

    @cached_property
    def job_details(self) -> JobDetails:
        from imagestudio.ui.details.job_details import JobDetails

        details = JobDetails(self._catalog, self._theme, self)
        self._add(details)
        return details

    def _add(self, page: QWidget) -> None:
        area = self._areas[page] = _scrolling(page, self)
        self._stack.addWidget(area)

    @property
    def _has_page(self) -> bool:
        return "page" in vars(self)

    # what others may do

    @property
    def record(self) -> Record | None:
        """The one picture that is shown."""
        return self.page.record if self._has_page else None

    @property
    def survey(self) -> Survey:
        """What the pictures that are shown share."""
        return self.page.survey

    @property
    def preview(self) -> PicturePreview:
        return self.page.preview

    def show_record(self, record: Record, thumbnail: QImage | None) -> None:
        """Show one picture; a larger image may follow by `set_preview`."""
        self.page.show_record(record, thumbnail)
        self._show(self.page)

    def show_many(self, survey: Survey) -> None:
        """Show what several pictures share."""
        self.page.show_many(survey)
        self._show(self.page)

    def set_preview(self, time: int, image: QImage) -> None:
        """The sharp preview of a record has come; ignored when another is shown by now."""
        self.page.set_preview(time, image)

    def show_trouble(self, time: int, text: str) -> None:
        """The picture of a record cannot be shown, and why; ignored when another is shown by now."""
        self.page.show_trouble(time, text)

    def show_job(self, job: Job, in_background: bool = False, is_kept: bool = False, is_trying: bool = False) -> None:
        self.page.forget()
        self.job_details.show_job(job, in_background, is_kept, is_trying)
        self._show(self.job_details)

    def show_nothing(self) -> None:
        if self._has_page:
            self.page.forget()
        self._message.setText(self.tr("Select a picture to see how it was made."))
        self._stack.setCurrentWidget(self._nothing)

    def set_known_tags(self, tags: Iterable[str]) -> None:
        """The tags in use, which are offered while one types."""
        self.page.box.set_known_tags(tags)

    def focus_note(self) -> None:
        """Go on with the note of what is shown."""
        area, note = self._areas[self.page], self.page.box.note
        if self._stack.currentWidget() is area:
            note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            area.ensureWidgetVisible(note)

    def block_organising(self) -> None:
        """Show what was made of pictures, but let nothing of it be changed."""
        self.page.block_organising()

    def keep_note(self) -> None:
        """Let a note that is being written be kept, since the window closes."""
        if self._has_page:
            self.page.box.note.keep()

    def _show(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(self._areas[page])

    # building

    def _build_layout(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        holder = QWidget(self)
        holder.setLayout(self._stack)
        layout.addWidget(holder)
        self._fill_nothing()
        self._stack.addWidget(self._nothing)

    def _fill_nothing(self) -> None:
        layout = QVBoxLayout(self._nothing)
        layout.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setWordWrap(True)
        set_role(self._message, "hint")
        layout.addWidget(self._message)


def _scrolling(page: QWidget, parent: QWidget) -> QScrollArea:
    """The page in an area that scrolls it up and down; it is never wider than the area."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setMinimumWidth(1)  # else its widest child would be cut off at the right
    area.setWidget(page)
    if (layout := page.layout()) is not None:
        Steady(area, layout)
    return area
