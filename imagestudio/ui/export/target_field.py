"""Where copies go: a folder or one ZIP."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from imagestudio.ui.tokens import SPACE_S

_ZIP = ".zip"
_MADE_NAME = "pictures.zip"


class TargetField(QWidget):
    """A line for the place, with a chooser.

    Signals:
        changed: it is another place.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind_combo = QComboBox(self)
        self.edit = QLineEdit(self)
        self.choose_button = QPushButton(self.tr("C&hoose…"), self)
        self._build_layout()
        self.kind_combo.currentIndexChanged.connect(self._on_kind)
        self.edit.textChanged.connect(self._on_text)
        self.choose_button.clicked.connect(self._on_choose)

    def target(self) -> Path | None:
        """The place; None where nothing is written that could be one."""
        text = self.edit.text().strip()
        path = Path(text).expanduser() if text and "\0" not in text else None
        return path if path is not None and path.is_absolute() else None

    def set_target(self, text: str) -> None:
        self.edit.setText(text or default_folder())

    @property
    def is_zip(self) -> bool:
        return self.edit.text().strip().casefold().endswith(_ZIP)

    def _build_layout(self) -> None:
        self.kind_combo.addItem(self.tr("Folder"))
        self.kind_combo.addItem(self.tr("ZIP file"))
        self.kind_combo.setAccessibleName(self.tr("Folder or ZIP"))
        self.edit.setAccessibleName(self.tr("Where the copies go"))
        self.choose_button.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self.kind_combo)
        row.addWidget(self.edit, 1)
        row.addWidget(self.choose_button)

    def _on_kind(self, index: int) -> None:
        """Make the written place one of the other kind."""
        text = self.edit.text().strip()
        if index == 1 and not self.is_zip:
            self.edit.setText(str(Path(text or default_folder()) / _MADE_NAME))
        elif index == 0 and self.is_zip:
            self.edit.setText(str(Path(text).parent))

    def _on_text(self) -> None:
        self.kind_combo.setCurrentIndex(1 if self.is_zip else 0)
        self.changed.emit()

    def _on_choose(self) -> None:
        """The system's own chooser; nothing there is replaced, so it need not ask."""
        dialog = QFileDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.is_zip:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setNameFilter(self.tr("ZIP file (*.zip)"))
            dialog.setDefaultSuffix("zip")
            dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
            dialog.selectFile(self.edit.text().strip())
        else:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
            dialog.setDirectory(self.edit.text().strip())
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, path: str) -> None:
        self.edit.setText(QDir.toNativeSeparators(path))


def default_folder() -> str:
    """Where pictures are, of the person."""
    pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    return str(Path(pictures or QDir.homePath()) / "Image Studio")
