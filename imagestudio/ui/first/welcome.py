"""What an empty library shows: two ways to begin, and three prompts to begin with."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS

_WIDTH = 620
_LOGO = 56


class WelcomeArea(QScrollArea):
    """Scrolls the welcome where the window is low; then it goes without the logo first."""

    def __init__(self, welcome: Welcome, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.welcome = welcome
        self.setObjectName("WelcomeArea")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(welcome)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.welcome.fit(self.viewport().height())


class Welcome(QWidget):
    """Stands in the middle of the gallery until there is a picture.

    Signals:
        demo_requested: a first picture is to be drawn on this computer, for nothing.
        key_requested: the person wants to give a key.
        prompt_chosen(str): this example is to stand in the editor; nothing is sent.
    """

    demo_requested = Signal()
    key_requested = Signal()
    prompt_chosen = Signal(str)

    def __init__(self, logo: QIcon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._logo = logo
        self._logo_label = QLabel(self)
        self._column = QWidget(self)
        self.demo_button = QPushButton(self.tr("&Draw a demo picture"), self)
        self.key_button = QPushButton(self.tr("Add a &key…"), self)
        self.examples = [Example(text, self) for text in example_prompts()]
        self._ways = QWidget(self)
        self._build()
        self.demo_button.clicked.connect(self.demo_requested)
        self.key_button.clicked.connect(self.key_requested)
        for example in self.examples:
            example.clicked.connect(lambda _checked=False, text=example.prompt: self.prompt_chosen.emit(text))

    def show_ways(self, shown: bool) -> None:
        """Whether there is still a way to choose: who has a key has chosen."""
        self._ways.setVisible(shown)

    def fit(self, height: int) -> None:
        """Have a logo where there is room for it."""
        spared = 0 if self._logo_label.isVisibleTo(self) else _LOGO + SPACE_S
        self._logo_label.setVisible(self.heightForWidth(self.width()) + spared <= height)

    def _build(self) -> None:
        layout = QVBoxLayout(self._column)
        layout.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_S)
        self._logo_label.setPixmap(self._logo.pixmap(QSize(_LOGO, _LOGO), self.devicePixelRatioF()))
        self._logo_label.setFixedHeight(_LOGO)
        layout.addWidget(self._logo_label, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(_label(self.tr("Your pictures will be here"), "title", True, self))
        hint = self.tr("Describe a picture and press Generate. Every one is kept, with all its settings.")
        layout.addWidget(_label(hint, "note", True, self))
        layout.addSpacing(SPACE_M)
        layout.addWidget(self._ways)
        layout.addSpacing(SPACE_M)
        layout.addWidget(_label(self.tr("Or begin with one of these"), "label", False, self))
        for example in self.examples:
            layout.addWidget(example)
        layout.addSpacing(SPACE_S)
        last = self.tr("Drop pictures, folders or ZIPs here to take them in. Ctrl+K finds every command.")
        layout.addWidget(_label(last, "hint", True, self))
        self._build_ways()
        outer = QGridLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setRowStretch(0, 2)
        outer.setRowStretch(2, 3)
        outer.setColumnStretch(0, 1)
        outer.setColumnStretch(2, 1)
        self._column.setMaximumWidth(_WIDTH)
        self._column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        outer.addWidget(self._column, 1, 1)
        outer.setColumnStretch(1, 100)

    def _build_ways(self) -> None:
        cards = QGridLayout(self._ways)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(SPACE_M)
        for place, (title, text, button) in enumerate(
            (
                (
                    self.tr("Try it"),
                    self.tr("Demo pictures are drawn on this computer. They cost nothing, and nothing is sent."),
                    self.demo_button,
                ),
                (
                    self.tr("Use the AI models"),
                    self.tr("With a key of AI/ML API. Each picture is paid there; the price stands on the button."),
                    self.key_button,
                ),
            )
        ):
            cards.addWidget(_card(title, text, button, self), 0, place)
            cards.setColumnStretch(place, 1)


class Example(QPushButton):
    """A prompt that a click puts into the editor."""

    def __init__(self, prompt: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.prompt = prompt
        self._label = QLabel(prompt, self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_role(self, "example")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        layout.addWidget(self._label)
        self.setAccessibleName(self.tr("Use this prompt: {0}").format(prompt))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else super().heightForWidth(width)


def example_prompts() -> tuple[str, str, str]:
    """Three prompts that show what one can ask for: a photograph, an illustration, letters."""
    tr = QCoreApplication.translate
    return (
        tr("Welcome", "A red fox asleep in fresh snow, photographed at dawn, soft light, shallow depth of field"),
        tr("Welcome", "A cosy bookshop on a rainy street in the evening, watercolour, warm windows, loose lines"),
        tr("Welcome", "Poster for a jazz night: a trumpet made of cut paper, two colours, the words “Blue Hour”"),
    )


def _card(title: str, text: str, button: QPushButton, parent: QWidget) -> QFrame:
    card = QFrame(parent)
    set_role(card, "card")
    set_role(button, "tall")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
    layout.setSpacing(SPACE_XS)
    layout.addWidget(_label(title, "section", False, card))
    note = _label(text, "note", False, card)
    note.setAlignment(Qt.AlignmentFlag.AlignTop)
    layout.addWidget(note, 1)
    layout.addSpacing(SPACE_M)
    layout.addWidget(button)
    return card


def _label(text: str, role: str, centred: bool, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if centred:
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    set_role(label, role)
    return label
