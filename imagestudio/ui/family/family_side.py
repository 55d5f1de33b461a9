"""The column beside a family: the current picture, what became different on the way to it, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from imagestudio.core.differences import Run
from imagestudio.core.family_tree import FamilyTree, Place
from imagestudio.ui.details.facts import cost_text, moment_text
from imagestudio.ui.family.revision_text import RevisionText
from imagestudio.ui.family.step import Step
from imagestudio.ui.family.words import branch_text, kind_text, state_text
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from imagestudio.ui.widgets import PicturePreview, hairline

_WIDTH = 312
_PREVIEW_HEIGHT = 240


class FamilySide(QFrame):
    """Says everything of one card, and holds the buttons for it.

    Signals:
        open_clicked, compare_clicked, use_clicked, show_clicked: of the current picture, what their names say.
    """

    open_clicked = Signal()
    compare_clicked = Signal()
    use_clicked = Signal()
    show_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview = PicturePreview(theme, _PREVIEW_HEIGHT, self)
        self._kind = QLabel(self)
        self._moment = QLabel(self)
        self._state = QLabel(self)
        self._words_title = QLabel(self)
        self._words = RevisionText(theme, self)
        self._settings = QLabel(self)
        self._facts = QLabel(self)
        self.compare_button = QPushButton(self.tr("&Compare with its parent"), self)
        self.use_button = QPushButton(self.tr("&Use these settings"), self)
        self.show_button = QPushButton(self.tr("Show in the &gallery"), self)
        self._build_layout()
        self._style()
        self._connect_signals()

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        return [self.preview, self.compare_button, self.use_button, self.show_button]

    def show_place(self, place: Place, tree: FamilyTree) -> None:
        """Say what is known of it at once; what became different may follow by `show_step`."""
        record = place.record
        self._kind.setText(kind_text(place))
        self._moment.setText(moment_text(record.time) if record is not None else "")
        self._moment.setVisible(record is not None)
        state = state_text(record) if record is not None else self.tr("It was deleted, or never taken in here.")
        self._state.setText(state)
        self._state.setVisible(bool(state))
        self._facts.setText(_facts_text(place, tree))
        self._show_words("" if record is None or tree.continues(place.id) is not None else record.prompt)
        for button in (self.use_button, self.show_button):
            button.setEnabled(record is not None)
        self.compare_button.setEnabled(record is not None and tree.continues(place.id) is not None)
        if record is not None:
            self.preview.await_image(record.width, record.height)
        self.preview.setVisible(record is not None)

    def show_step(self, step: Step) -> None:
        """What became different from the picture it continues."""
        self._words_title.setText(self.tr("What changed in the prompt"))
        self._words_title.setVisible(not step.same_words)
        self._words.setVisible(not step.same_words)
        self._words.show_runs(step.runs)
        settings = [setting.text for setting in step.settings]
        if step.same_words:
            settings.insert(0, self.tr("The same words.") if settings else self.tr("The same words and settings."))
        self._settings.setText("\n".join(settings))
        self._settings.setVisible(bool(settings))

    def show_image(self, image: QImage | None) -> None:
        self.preview.set_image(image)

    def _show_words(self, prompt: str) -> None:
        self._words_title.setText(self.tr("Prompt"))
        self._words_title.setVisible(bool(prompt))
        self._words.setVisible(bool(prompt))
        self._words.show_runs([Run(prompt)] if prompt else [])
        self._settings.hide()

    # building

    def _build_layout(self) -> None:
        self.setObjectName("FamilySide")
        self.setFixedWidth(_WIDTH)
        area, page = QScrollArea(self), QWidget(self)
        area.setWidgetResizable(True)
        area.setWidget(page)
        area.setFocusPolicy(self.focusPolicy())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_XS)
        column.addWidget(self.preview)
        column.addSpacing(SPACE_S)
        for widget in (self._kind, self._moment, self._state):
            column.addWidget(widget)
        column.addSpacing(SPACE_S)
        column.addWidget(self._words_title)
        column.addWidget(self._words)
        column.addWidget(self._settings)
        column.addSpacing(SPACE_S)
        column.addWidget(self._facts)
        column.addStretch()
        outer.addWidget(hairline(self))
        outer.addLayout(self._buttons())

    def _buttons(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_S)
        for button in (self.compare_button, self.use_button, self.show_button):
            column.addWidget(button)
        return column

    def _style(self) -> None:
        roles = {"section": self._kind, "hint": self._words_title, "danger": self._state}
        for role, label in (*roles.items(), ("label", self._moment), ("label", self._settings), ("label", self._facts)):
            set_role(label, role)
            label.setTextFormat(label.textFormat().PlainText)
            label.setWordWrap(True)
        self.preview.setAccessibleName(self.tr("Preview; opens the picture"))
        self.compare_button.setToolTip(self.tr("Beside the picture it continues (C)"))
        self.use_button.setToolTip(self.tr("Prompt, settings, pictures and mask of it, to go on from here (Ctrl+U)"))
        self.show_button.setToolTip(self.tr("Leave the family and select it (G)"))

    def _connect_signals(self) -> None:
        self.preview.clicked.connect(self.open_clicked)
        self.compare_button.clicked.connect(self.compare_clicked)
        self.use_button.clicked.connect(self.use_clicked)
        self.show_button.clicked.connect(self.show_clicked)


def _facts_text(place: Place, tree: FamilyTree) -> str:
    """What it and its branch cost, and what else it was made of."""
    lines = []
    if place.record is not None:
        lines.append(_tr("Cost: {0}").format(cost_text(place.record)))
    if branch := branch_text(place):
        lines.append(branch)
    if place.others:
        gone = sum(other not in tree.places or tree.places[other].record is None for other in place.others)
        count = len(place.others)
        others = QCoreApplication.translate("Family", "Also made of %n other picture(s)", None, count)
        lines.append(_tr("{0}, {1} of them gone").format(others, gone) if gone else others)
    return "\n".join(lines)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Family", text)
