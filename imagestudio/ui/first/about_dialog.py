"""What this program is: its version, what it is made of and under which licences, and where its things are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QIcon
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from imagestudio import __version__
from imagestudio.ui.dialogs.fitting import open_at
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from imagestudio.ui.widgets import ElidedLabel, hairline

_LOGO, _SHOWN = 64, 3
_WIDTH, _HEIGHT, _LEAST = 620, 540, 72


@dataclass(frozen=True, slots=True)
class AboutTexts:
    """What is read for the box: versions, a line each, and the licences."""

    versions: Sequence[str]
    licences: str


class AboutDialog(QDialog):
    """Shows versions, folders and licences; everything can be copied for a report."""

    def __init__(
        self,
        logo: QIcon,
        folders: Sequence[tuple[str, Path]],
        texts: AboutTexts,
        parent: QWidget | None = None,
    ) -> None:
        """`folders` are titles with what they name."""
        super().__init__(parent)
        self._folders = tuple(folders)
        self._versions = (self.tr("Image Studio {0}").format(__version__), *texts.versions)
        self.copy_button = QPushButton(self.tr("&Copy for a report"), self)
        self.close_button = QPushButton(self.tr("C&lose"), self)
        self.licences_edit = QPlainTextEdit(self)
        self._build(logo, texts.licences)
        self.copy_button.clicked.connect(self._on_copy)
        self.close_button.clicked.connect(self.close)

    def _build(self, logo: QIcon, licences: str) -> None:
        self.setWindowTitle(self.tr("About Image Studio"))
        self.setFixedWidth(_WIDTH)
        open_at(self, _WIDTH, _HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addLayout(self._head(logo))
        column.addWidget(hairline(self))
        column.addLayout(self._places())
        column.addWidget(hairline(self))
        title = QLabel(self.tr("Made with, and under which licences"), self)
        set_role(title, "section")
        title.setBuddy(self.licences_edit)
        self.licences_edit.setReadOnly(True)
        self.licences_edit.setAccessibleName(title.text())
        self.licences_edit.setMinimumHeight(_LEAST)
        self.licences_edit.setPlainText(licences)
        column.addWidget(title)
        column.addWidget(self.licences_edit, 1)
        line = QHBoxLayout()
        line.addWidget(self.copy_button)
        line.addStretch()
        line.addWidget(self.close_button)
        column.addLayout(line)
        self.close_button.setFocus()

    def _head(self, logo: QIcon) -> QHBoxLayout:
        sign = QLabel(self)
        sign.setPixmap(logo.pixmap(QSize(_LOGO, _LOGO), self.devicePixelRatioF()))
        name = QLabel(self._versions[0], self)
        set_role(name, "title")
        what = QLabel(self.tr("Pictures from paid image models, every one kept on this computer."), self)
        set_role(what, "note")
        versions = QLabel("\n".join(self._versions[1:_SHOWN]), self)
        versions.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(versions, "hint")
        texts = QVBoxLayout()
        texts.setSpacing(SPACE_S)
        for label in (name, what, versions):
            label.setTextFormat(Qt.TextFormat.PlainText)
            texts.addWidget(label)
        line = QHBoxLayout()
        line.setSpacing(SPACE_L)
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(texts, 1)
        return line

    def _places(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(1, 1)
        for row, (title, path) in enumerate(self._folders):
            label = QLabel(title, self)
            set_role(label, "label")
            shown = ElidedLabel(str(path), Qt.TextElideMode.ElideMiddle, self)
            button = QPushButton(self.tr("Show"), self)
            button.setAccessibleName(self.tr("Show in the file manager: {0}").format(title))
            button.setAutoDefault(False)
            set_role(button, "small")
            button.clicked.connect(lambda _checked=False, path=path: _show(path))
            for place, widget in enumerate((label, shown, button)):
                grid.addWidget(widget, row, place)
        return grid

    def _on_copy(self) -> None:
        """Versions alone: the folders have the person's name in them."""
        QApplication.clipboard().setText("\n".join(self._versions))
        self.copy_button.setText(self.tr("Copied"))


def _show(path: Path) -> None:
    folder = path if path.suffix == "" else path.parent
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
