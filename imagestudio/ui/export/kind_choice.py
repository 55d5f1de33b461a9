"""The three kinds of copy, each with what it means."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from imagestudio.core.export import Kind
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_S, SPACE_XL, SPACE_XXS

_CONTEXT = "KindChoice"
_KINDS = (
    (
        Kind.AS_RECEIVED,
        QT_TRANSLATE_NOOP("KindChoice", "As &received"),
        QT_TRANSLATE_NOOP("KindChoice", "The very bytes that came, with their Content Credentials."),
    ),
    (
        Kind.WITH_PROMPT,
        QT_TRANSLATE_NOOP("KindChoice", "With the &prompt inside"),
        QT_TRANSLATE_NOOP(
            "KindChoice",
            "Prompt and settings, to be read by other programs. Content Credentials are left out: they would not hold.",
        ),
    ),
    (
        Kind.CLEAN,
        QT_TRANSLATE_NOOP("KindChoice", "C&lean"),
        QT_TRANSLATE_NOOP("KindChoice", "The picture and nothing else: no prompt, no credentials, no metadata."),
    ),
)


class KindChoice(QWidget):
    """Lets the person choose what is inside the copies.

    Signals:
        changed: another kind is chosen, or what is told of the person.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[Kind, QRadioButton] = {}
        self.personal_box = QCheckBox(self.tr("Pri&ces, ratings, tags and notes too"), self)
        self._group = QButtonGroup(self)
        self._build_layout()
        self._group.buttonToggled.connect(self._on_toggled)
        self.personal_box.toggled.connect(self.changed)

    def kind(self) -> Kind:
        return next(kind for kind, button in self.buttons.items() if button.isChecked())

    def set_kind(self, kind: Kind) -> None:
        self.buttons[kind].setChecked(True)
        self._on_toggled()

    def _build_layout(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XXS)
        for kind, name, meaning in _KINDS:
            button = QRadioButton(QCoreApplication.translate(_CONTEXT, str(name)), self)
            said = QCoreApplication.translate(_CONTEXT, str(meaning))
            button.setAccessibleDescription(said)
            label = QLabel(said, self)
            set_role(label, "hint")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setContentsMargins(SPACE_XL, 0, 0, SPACE_S)
            self._group.addButton(button)
            self.buttons[kind] = button
            column.addWidget(button)
            column.addWidget(label)
            if kind is Kind.WITH_PROMPT:
                row = QHBoxLayout()
                row.addSpacing(SPACE_XL)
                row.addWidget(self.personal_box)
                row.addStretch()
                column.addLayout(row)
                column.addSpacing(SPACE_S)
        self.buttons[Kind.WITH_PROMPT].setChecked(True)

    def _on_toggled(self) -> None:
        self.personal_box.setEnabled(self.kind() is Kind.WITH_PROMPT)
        self.changed.emit()
