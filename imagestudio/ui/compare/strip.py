"""Below the pictures: what each is rated, and in what they differ."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from imagestudio.core.differences import Part
from imagestudio.core.organisation import Organisation
from imagestudio.ui.compare.contest import LETTERS, MOST
from imagestudio.ui.compare.differing import Differing
from imagestudio.ui.compare.differing_text import DifferingText
from imagestudio.ui.giving_way import GivingWay
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, SPACE_XXS
from imagestudio.ui.viewer.marks import Marks
from imagestudio.ui.viewer.rows import fill_rows

_HIGHEST = 260
_BLANK = "\u00a0"  # takes as much place as any other line
_PAIRED = 390  # from this width on a picture's values stand in two columns


class Column(QWidget):
    """What belongs to one picture.

    Signals:
        keep_clicked: this one is to be kept.
        rate_requested(int), pick_requested(Pick): somebody wants that of this picture.
    """

    keep_clicked = Signal()
    rate_requested = Signal(int)
    pick_requested = Signal(object)

    def __init__(self, letter: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter = QLabel(letter, self)
        self.marks = Marks(theme, self)
        self.keep_button = QPushButton(self.tr("Keep {0}").format(letter), self)
        self.text = DifferingText(theme, self)
        self._rows = QGridLayout()
        self._build_layout(letter)
        self.keep_button.clicked.connect(self.keep_clicked)
        self.marks.rate_requested.connect(self.rate_requested)
        self.marks.pick_requested.connect(self.pick_requested)

    def show_active(self, active: bool) -> None:
        set_role(self._letter, "letter-active" if active else "letter")

    def show_prompt(self, parts: Sequence[Part]) -> None:
        self.text.setVisible(bool(parts))
        self.text.show_parts(parts)

    def show_rows(self, rows: Sequence[tuple[str, str]], pairs: int) -> None:
        """Values that differ, so many beside each other."""
        fill_rows(self._rows, rows, ("label", "fact"), self, pairs=pairs)
        self.setAccessibleDescription(". ".join(f"{name}: {value}" for name, value in rows if name != _BLANK))

    def facts(self) -> str:
        """What is told of it besides the prompt."""
        return self.accessibleDescription()

    def _build_layout(self, letter: str) -> None:
        self.setAccessibleName(self.tr("Picture {0}").format(letter))
        self._letter.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.keep_button.setToolTip(
            self.tr("Keep this picture; the next one comes in place of the other ({0})").format(letter)
        )
        self.keep_button.setAccessibleName(self.tr("Keep picture {0}").format(letter))
        set_role(self.keep_button, "small")
        top = QWidget(self)
        top.setMinimumWidth(1)  # of four pictures in a narrow window the keys rate
        head = QHBoxLayout(top)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(SPACE_S)
        head.addWidget(self._letter)
        head.addWidget(self.marks)
        head.addStretch()
        head.addWidget(self.keep_button)
        GivingWay(top, head, (self.marks,))
        self._rows.setHorizontalSpacing(SPACE_M)
        self._rows.setVerticalSpacing(SPACE_XXS)
        self._rows.setColumnStretch(4, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(top)
        column.addWidget(self.text)
        column.addLayout(self._rows)
        column.addStretch()


class Strip(QFrame):
    """A column a picture, and a line for what is true of all of them.

    Signals:
        kept(int): the picture at this place is to be kept.
        rate_requested(int, int), pick_requested(int, Pick): of the picture at this place.
    """

    kept = Signal(int)
    rate_requested = Signal(int, int)
    pick_requested = Signal(int, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = [Column(letter, theme, self) for letter in LETTERS]
        self._said = QLabel(self)
        self._count = 0
        self._build_layout()

    def show_count(self, count: int) -> None:
        self._count = count
        for place, column in enumerate(self.columns):
            column.setVisible(place < count)
            column.keep_button.setVisible(count > 1)

    def show_active(self, active: int) -> None:
        for place, column in enumerate(self.columns):
            column.show_active(place == active)

    def show_marks(self, place: int, organisation: Organisation) -> None:
        self.columns[place].marks.show_organisation(organisation)

    def show_differing(self, differing: Differing | None, hidden: bool) -> None:
        """What differs; `hidden` leaves only the prompts and place for the rest, None nothing: it is not known yet."""
        prompts = () if differing is None or differing.same_prompts else differing.prompts
        rows = [] if differing is None else differing.rows
        rows = [(_BLANK, (_BLANK,) * len(values)) for _name, values in rows] if hidden else rows
        pairs = 2 if self.width() >= _PAIRED * self._count else 1
        for place, column in enumerate(self.columns[: self._count]):
            column.show_prompt(prompts[place] if place < len(prompts) else ())
            column.show_rows([(name, values[place]) for name, values in rows if place < len(values)], pairs)

    def settle(self) -> None:
        """Be as high as it ever was, so that the pictures do not move from round to round."""
        layout = self.layout()
        if layout is not None and self.width() > 0:
            layout.activate()
            wanted = layout.heightForWidth(self.width()) if layout.hasHeightForWidth() else layout.sizeHint().height()
            self.setMinimumHeight(max(self.minimumHeight(), min(wanted, _HIGHEST)))

    def unsettle(self) -> None:
        """Begin small again."""
        self.setMinimumHeight(0)

    def say(self, text: str) -> None:
        """One line for all of them."""
        self._said.setText(text)
        self._said.setVisible(bool(text))

    def said(self) -> str:
        return "" if self._said.isHidden() else self._said.text()

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, picture by picture."""
        shown = self.columns[: self._count]
        return [stop for column in shown for stop in (*column.marks.stops(), column.keep_button)]

    def _build_layout(self) -> None:
        self.setObjectName("CompareStrip")
        set_role(self._said, "note")
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        policy = self._said.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that the pictures stay where they are when something is said
        self._said.setSizePolicy(policy)
        row = QHBoxLayout()
        row.setSpacing(SPACE_L)
        for place in range(MOST):
            column = self.columns[place]
            row.addWidget(column, 1)
            column.keep_clicked.connect(self._on_keep)
            column.rate_requested.connect(self._on_rate)
            column.pick_requested.connect(self._on_pick)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        layout.setSpacing(SPACE_S)
        layout.addLayout(row, 1)
        layout.addWidget(self._said)

    def _place_of(self, sender: object) -> int:
        return next((place for place, column in enumerate(self.columns) if column is sender), 0)

    def _on_keep(self) -> None:
        self.kept.emit(self._place_of(self.sender()))

    def _on_rate(self, stars: int) -> None:
        self.rate_requested.emit(self._place_of(self.sender()), stars)

    def _on_pick(self, pick: object) -> None:
        self.pick_requested.emit(self._place_of(self.sender()), pick)
