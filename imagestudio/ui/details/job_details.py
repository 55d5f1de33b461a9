"""What is told of a job that has no picture yet: where it stands, what happened, what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from imagestudio.core.catalog import Catalog
from imagestudio.core.job import RUNNING, Job, JobState
from imagestudio.ui.details.prompt_text import PromptText
from imagestudio.ui.error_text import describe, describe_job
from imagestudio.ui.jobs.another_try import Another, another_try, cost_of
from imagestudio.ui.jobs.limit_words import price_text
from imagestudio.ui.theme import ICON_SIZE, Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from imagestudio.ui.widgets import hairline


class JobDetails(QWidget):
    """One job in words, with Stop, Retry and Dismiss where they make sense.

    Signals:
        retry_requested(Job), stop_requested(Job), dismiss_requested(Job)
    """

    retry_requested = Signal(object)
    stop_requested = Signal(object)
    dismiss_requested = Signal(object)

    def __init__(self, catalog: Catalog, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._theme = theme
        self._job: Job | None = None
        self._icon = QLabel(self)
        self._title = QLabel(self)
        self._texts = [QLabel(self) for _ in range(3)]
        self._head = QLabel(self.tr("Prompt"), self)
        self._prompt = PromptText(self)
        self._model = QLabel(self)
        self._retry = QPushButton(self)
        self._stop = QPushButton(self)
        self._dismiss = QPushButton(self.tr("D&ismiss"), self)
        self._buttons = (self._retry, self._stop, self._dismiss)
        self._build_layout()
        self._connect_signals()

    def show_job(self, job: Job, in_background: bool, is_kept: bool, is_trying: bool) -> None:
        self._job = job
        described = describe_job(job)
        if described is not None:
            self._title.setText(described.title)
            texts = [described.what, described.money, described.remedy]
        else:
            title, text = self._state_text(job, in_background, is_kept, is_trying)
            self._title.setText(title)
            texts = [text, self.tr("Price: {0}.").format(price_text([job])) if job.unsent else "", ""]
        for label, text in zip(self._texts, texts, strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        self._icon.setVisible(described is not None)
        self._prompt.set_text(job.request.prompt)
        self._model.setText(self._catalog.name_of(job.request.model))
        self._offer(job, in_background, is_kept)

    def menu(self, parent: QWidget) -> QMenu:
        """What is offered for the job, as a menu."""
        menu = QMenu(parent)
        for button in self._buttons:
            if button.isVisibleTo(self):
                menu.addAction(button.text()).triggered.connect(button.click)
        return menu

    def _build_layout(self) -> None:
        self._style_labels()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_S)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        layout.addLayout(head)
        for label in self._texts:
            layout.addWidget(label)
        layout.addSpacing(SPACE_S)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        for button in self._buttons:
            row.addWidget(button)
        layout.addLayout(row)
        layout.addSpacing(SPACE_M)
        layout.addWidget(hairline(self))
        layout.addSpacing(SPACE_S)
        for widget in (self._head, self._prompt, self._model):
            layout.addWidget(widget)
        layout.addStretch()

    def _style_labels(self) -> None:
        set_role(self._title, "section")
        set_role(self._head, "label")
        set_role(self._model, "hint")
        self._prompt.set_name(self.tr("Prompt of the job"))
        selectable = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        for label in (self._title, *self._texts, self._model):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setMinimumWidth(1)
        for label in self._texts:
            label.setTextInteractionFlags(selectable)

    def _connect_signals(self) -> None:
        self._retry.clicked.connect(self._on_retry)
        self._stop.clicked.connect(self._on_stop)
        self._dismiss.clicked.connect(self._on_dismiss)
        self._theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _offer(self, job: Job, in_background: bool, is_kept: bool) -> None:
        """Only what is possible is offered."""
        running = job.state in RUNNING and not job.failed
        self._retry.setVisible(job.failed or is_kept)
        self._retry.setText(self._retry_text(job))
        self._retry.setToolTip(cost_of(job))
        self._stop.setVisible((running and not in_background) or job.unsent)
        self._stop.setText(self.tr("Cance&l") if job.unsent else self.tr("Stop &waiting"))
        self._dismiss.setVisible(job.failed)

    def _retry_text(self, job: Job) -> str:
        match another_try(job):
            case Another.SEND:
                return self.tr("Send no&w")
            case Another.FETCH:
                return self.tr("Fetch &again")
            case Another.BUY:
                return self.tr("Buy &again")
        return self.tr("&Retry")

    def _state_text(self, job: Job, in_background: bool, is_kept: bool, is_trying: bool) -> tuple[str, str]:
        if in_background:
            return self.tr("Still listening"), self.tr(
                "The picture is being paid for. If it comes, it goes to the gallery by itself."
            )
        if is_kept:
            met = f"{describe(job.failure).what} " if job.failure is not None else ""
            told = self.tr("It is not sent before you say so. Nothing is charged yet.")
            return self.tr("Kept for later"), f"{met}{told}"
        if is_trying:
            return self.tr("Trying to send"), self.tr(
                "The service does not answer, or asked to wait. It is tried again by itself. Nothing is charged yet."
            )
        if job.unsent:
            return self.tr("Waiting"), self.tr("It is sent when it is its turn. Nothing is charged yet.")
        if job.state is JobState.RECEIVED:
            return self.tr("The answer is here"), self.tr("The picture is being fetched.")
        return self.tr("On its way"), self.tr("The service is making the picture. From now on it is charged.")

    def _on_theme_changed(self) -> None:
        self._icon.setPixmap(self._theme.icon("alert", "danger").pixmap(ICON_SIZE, self.devicePixelRatioF()))

    def _on_retry(self) -> None:
        self.retry_requested.emit(self._job)

    def _on_stop(self) -> None:
        self.stop_requested.emit(self._job)

    def _on_dismiss(self) -> None:
        self.dismiss_requested.emit(self._job)
