"""Shown when the program has made a mistake: says so, and shows the report, to be read, copied and saved."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from imagestudio.ui.desktop import copy_text
from imagestudio.ui.dialogs.fitting import open_at
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

_SIZE = (640, 480)


class BugDialog(QDialog):
    """Stands beside the window without being in its way; further bugs are added to the same report.

    Signals:
        save_requested(Path): write the report there.
    """

    save_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(self.tr("This is a bug in Image Studio"), self)
        self._meaning = QLabel(self)
        self._told = QLabel(self)
        self.report_edit = QPlainTextEdit(self)
        self.copy_button = QPushButton(self.tr("&Copy report"), self)
        self.save_button = QPushButton(self.tr("&Save report…"), self)
        self.close_button = QPushButton(self.tr("C&lose"), self)
        self._chooser: QFileDialog | None = None
        self._build_layout()
        self._connect_signals()

    def report(self) -> str:
        return self.report_edit.toPlainText()

    def add_report(self, report: str, fault: str = "", of_program: bool = False) -> None:
        """Show a report, below those that stand here already.

        `fault` is what the computer refused, if it did; `of_program` says that this was a part of the program itself.
        """
        if fault:
            self._blame_machine(fault, of_program)
        if self.report_edit.document().isEmpty():
            self.report_edit.setPlainText(report)
        else:
            self.report_edit.appendPlainText("\n" + report)

    def call_it_an_end(self) -> None:
        """Say that the report is of the last session, which ended by itself."""
        self.setWindowTitle(self.tr("Image Studio ended unexpectedly"))
        self.setAccessibleName(self.windowTitle())
        self._title.setText(self.tr("Image Studio ended unexpectedly last time"))
        self._meaning.setText(
            self.tr(
                "Pictures and jobs are on the disk, and what was paid for is listed under Jobs. You need not do "
                "anything.\n\nThis report helps to mend it. It holds no key, no prompt and no address of a picture, "
                "and goes nowhere unless you send it."
            )
        )

    def _blame_machine(self, fault: str, of_program: bool) -> None:
        self.setWindowTitle(
            self.tr("A part of Image Studio could not be read")
            if of_program
            else self.tr("A file could not be read or written")
        )
        self.setAccessibleName(self.windowTitle())
        self._title.setText(self.windowTitle())
        self._meaning.setText(self._said_of_program(fault) if of_program else self._said_of_file(fault))

    def _said_of_program(self, fault: str) -> str:
        return self.tr(
            "This computer said: “{0}”. Nothing is lost: pictures and jobs are on the disk, and what was paid for is "
            "listed under Jobs. Try again; if it comes back, look after the disk and start Image Studio again, or "
            "install it anew.\n\nThe report says where it happened. It holds no key, no prompt and no address of a "
            "picture, and goes nowhere unless you send it."
        ).format(fault)

    def _said_of_file(self, fault: str) -> str:
        return self.tr(
            "This computer said: “{0}”. Look after its disk, then start Image Studio again. What was sent or paid "
            "for is kept in the library and listed under Jobs.\n\nThe report says where it happened. It holds no "
            "key, no prompt and no address of a picture, and goes nowhere unless you send it."
        ).format(fault)

    def tell(self, text: str) -> None:
        """Say how saving went."""
        self._told.setText(text)
        self._told.setAccessibleName(text)

    def _build_layout(self) -> None:
        self.setWindowTitle(self.tr("A bug in Image Studio"))
        self.setAccessibleName(self.windowTitle())
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._meaning.setText(
            self.tr(
                "Something happened that its makers did not foresee. You can go on; pictures and jobs are on the disk, "
                "and what was paid for is listed under Jobs.\n\nThis report helps to mend it. It holds no key, no "
                "prompt and no address of a picture, and goes nowhere unless you send it."
            )
        )
        set_role(self._title, "title")
        set_role(self._told, "note")
        for label in (self._title, self._meaning, self._told):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.report_edit.setReadOnly(True)
        self.report_edit.setTabChangesFocus(True)
        self.report_edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report_edit.setAccessibleName(self.tr("Report"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        layout.setSpacing(SPACE_M)
        for widget in (self._title, self._meaning):
            layout.addWidget(widget)
        layout.addWidget(self.report_edit, 1)
        layout.addWidget(self._told)
        layout.addLayout(self._buttons())
        open_at(self, *_SIZE)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        for button in (self.copy_button, self.save_button, self.close_button):
            set_role(button, "tall")
            button.setAutoDefault(False)
        row.addWidget(self.copy_button)
        row.addWidget(self.save_button)
        row.addStretch()
        row.addWidget(self.close_button)
        return row

    def _connect_signals(self) -> None:
        self.copy_button.clicked.connect(self._on_copy)
        self.save_button.clicked.connect(self._on_save)
        self.close_button.clicked.connect(self.close)

    def _on_copy(self) -> None:
        copy_text(self.report())
        self.tell(self.tr("The report is on the clipboard."))

    def _on_save(self) -> None:
        """Ask where; the chooser does not hold up the window either."""
        if self._chooser is None:
            folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            self._chooser = QFileDialog(self, self.tr("Save the report"), folder)
            self._chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            self._chooser.setDefaultSuffix("txt")
            self._chooser.fileSelected.connect(self._on_chosen)
        self._chooser.selectFile(f"imagestudio-report-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.txt")
        self._chooser.open()

    def _on_chosen(self, path: str) -> None:
        self.save_requested.emit(Path(path))
