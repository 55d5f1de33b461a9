"""What a picture continues, in the details: that picture small, and what became different since."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from imagestudio.ui.family.revision_text import RevisionText
from imagestudio.ui.family.step import Step
from imagestudio.ui.painting import rounded_picture
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import RADIUS, SPACE_S, SPACE_XS, SPACE_XXS

_SIDE = 44


class MadeFrom(QWidget):
    """Under the prompt of one picture; there only where it has a family.

    Signals:
        parent_clicked(), family_clicked(): the person wants to see it.
    """

    parent_clicked = Signal()
    family_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.parent_button = QPushButton(self)
        self._kind = QLabel(self)
        self._gone = QLabel(self)
        self._words = RevisionText(theme, self)
        self._settings = QLabel(self)
        self.family_button = QPushButton(self)
        self._build_layout()
        self.parent_button.clicked.connect(self.parent_clicked)
        self.family_button.clicked.connect(self.family_clicked)
        self.hide()

    def await_parent(self, kind: str) -> None:
        """It continues a picture, which is being looked for."""
        self._kind.setText(kind)
        self._kind.show()
        self.parent_button.setIcon(QIcon())
        self.parent_button.setEnabled(False)
        self.parent_button.setVisible(bool(kind))
        for widget in (self._gone, self._words, self._settings):
            widget.hide()
        self.family_button.setText(self.tr("Family…"))
        self.show()

    def show_parent(self, image: QImage | None, name: str) -> None:
        """The picture it continues."""
        self.parent_button.setEnabled(True)
        self.parent_button.setAccessibleName(self.tr("Go to the picture it was made of: {0}").format(name))
        self.parent_button.setToolTip(self.tr("Go to the picture it was made of"))
        if image is not None:
            ratio = self.devicePixelRatioF()
            shown = _square(image)
            picture = rounded_picture(shown, QSize(_SIDE, _SIDE), RADIUS, ratio, self._theme)
            self.parent_button.setIcon(QIcon(QPixmap(picture)))

    def show_no_parent(self) -> None:
        """The picture it continues is not in the library."""
        self.parent_button.hide()
        self._gone.setText(self.tr("The picture it was made of is no longer in the library."))
        self._gone.show()

    def show_step(self, step: Step) -> None:
        """What became different."""
        self._words.show_runs(step.runs)
        self._words.setVisible(not step.same_words)
        settings = [setting.text for setting in step.settings]
        if step.same_words:
            settings.insert(0, self.tr("The same words.") if settings else self.tr("The same words and settings."))
        self._settings.setText("\n".join(settings))
        self._settings.setVisible(bool(settings))

    def show_children(self, count: int) -> None:
        """How many pictures were made of it."""
        made = self.tr("%n picture(s) made of it", "", count)
        self.family_button.setText(self.tr("Family… {0}").format(made) if count else self.tr("Family…"))

    def text(self) -> str:
        """Everything it says."""
        shown = [self._kind, self._gone, self._settings]
        said = [label.text() for label in shown if label.isVisibleTo(self)]
        return "\n".join([*said, *([self._words.toPlainText()] if self._words.isVisibleTo(self) else [])])

    def _build_layout(self) -> None:
        self.parent_button.setIconSize(QSize(_SIDE, _SIDE))
        set_role(self.parent_button, "picture")
        set_role(self.family_button, "unfold")
        self.family_button.setToolTip(self.tr("What it came from and what came of it (L)"))
        for label, role in ((self._kind, "label"), (self._gone, "hint"), (self._settings, "label")):
            set_role(label, role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(SPACE_XXS)
        for widget in (self._kind, self._gone, self._words, self._settings):
            words.addWidget(widget)
        words.addStretch()
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.parent_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_XS, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.family_button, 0, Qt.AlignmentFlag.AlignLeft)


def _square(image: QImage) -> QImage:
    """The middle of it."""
    side = min(image.width(), image.height())
    return image.copy((image.width() - side) // 2, (image.height() - side) // 2, side, side)
