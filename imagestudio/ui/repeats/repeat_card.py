"""“You already have this”: the pictures there are, what they cost, and the way on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from imagestudio.core.record import Record
from imagestudio.core.repeats import Repeated
from imagestudio.ui.details.facts import moment_text
from imagestudio.ui.repeats.small_picture import SmallPicture
from imagestudio.ui.theme import ICON_SIZE, Theme, set_role
from imagestudio.ui.tokens import SPACE_M, SPACE_S, SPACE_XS

MOST_SHOWN = 4


class RepeatCard(QFrame):
    """Stands above Generate until the person goes on, goes back or asks for something else.

    Signals:
        again_requested(): all that was asked for is wanted all the same.
        missing_requested(): only what is not there yet.
        closed(): none of it.
        picture_chosen(Record): this one is to be seen in the gallery.
        never_requested(): this is not to be shown any more.
    """

    again_requested = Signal()
    missing_requested = Signal()
    closed = Signal()
    picture_chosen = Signal(object)
    never_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = QLabel(self)
        self._text = QLabel(self)
        self._keys = QLabel(self)
        self._row = QHBoxLayout()
        self._more = QLabel(self)
        self.pictures: list[SmallPicture] = []
        self.missing_button = QPushButton(self)
        self.again_button = QPushButton(self)
        self.never_button = QPushButton(self.tr("Do not ask again"), self)
        self.close_button = QToolButton(self)
        self._build_layout()
        self._connect_signals()
        self._on_theme_changed()
        self.hide()

    def text(self) -> str:
        return self._text.text()

    def show_repeated(self, repeated: Repeated, price_of_missing: str) -> None:
        """Come up with what is there; pictures are shown by `show_image` as they are read."""
        self._text.setText(self._said(repeated))
        self._show_pictures(repeated.records)
        self.again_button.setText(self._again_text(repeated))
        some = 0 < len(repeated.missing) < len(repeated.asked)
        self.missing_button.setVisible(some)
        count = sum(one.request.count for one in repeated.missing)
        text = self.tr("Make only the {0} missing") if not price_of_missing else self.tr("Make the {0} missing · {1}")
        self.missing_button.setText(text.format(f"{count:,}", price_of_missing))
        self.setAccessibleName(f"{self._title.text()}. {self._text.text()}")
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))

    def show_image(self, time: int, image: QImage) -> None:
        """The thumbnail of the picture with this time is there."""
        for picture in self.pictures:
            if picture.record.time == time:
                picture.show_image(image)

    def tab_stops(self) -> list[QWidget]:
        """The controls from top to bottom."""
        buttons = [self.missing_button, self.again_button, self.never_button]
        return [self.close_button, *self.pictures, *buttons]

    def _said(self, repeated: Repeated) -> str:
        count, latest = len(repeated.records), moment_text(repeated.records[0].time)
        if all(record.is_demo for record in repeated.records):
            cost = self.tr("free")
        elif any(record.cost is None for record in repeated.records):
            cost = self.tr("{0} as far as known").format(repeated.cost)
        else:
            cost = str(repeated.cost)
        if repeated.requests > 1:
            made = self.tr("{0} of these {1} prompts were made already, with %n picture(s): {2}.", "", count)
            return made.format(f"{repeated.known:,}", f"{repeated.requests:,}", cost)
        return self.tr("%n picture(s) of exactly this: {0}, the latest {1}.", "", count).format(cost, latest)

    def _again_text(self, repeated: Repeated) -> str:
        if repeated.requests > 1:
            return self.tr("Make all {0}").format(f"{repeated.pictures:,}")
        return self.tr("Make another") if repeated.pictures == 1 else self.tr("Make {0} more").format(repeated.pictures)

    def _show_pictures(self, records: tuple[Record, ...]) -> None:
        for old in self.pictures:
            old.deleteLater()
            self._row.removeWidget(old)
        self.pictures = [SmallPicture(record, self._theme, self) for record in records[:MOST_SHOWN]]
        for place, picture in enumerate(self.pictures):
            picture.chosen.connect(self.picture_chosen)
            self._row.insertWidget(place, picture)
        rest = len(records) - len(self.pictures)
        self._more.setText(f"+{rest:,}")
        self._more.setVisible(rest > 0)

    def _build_layout(self) -> None:
        set_role(self, "card")
        self._title.setText(self.tr("You already have this"))
        self._keys.setText(self.tr("Ctrl + Enter makes it, Esc goes back"))
        for label, role in ((self._title, "section"), (self._text, "note"), (self._keys, "hint"), (self._more, "hint")):
            set_role(label, role)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._keys.setWordWrap(True)
        self._row.setSpacing(SPACE_XS)
        self._row.addWidget(self._more)
        self._row.addStretch()
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_M, SPACE_S, SPACE_S, SPACE_S)
        layout.setSpacing(SPACE_XS)
        layout.addLayout(head)
        layout.addWidget(self._text)
        layout.addSpacing(SPACE_XS)
        layout.addLayout(self._row)
        layout.addSpacing(SPACE_XS)
        layout.addLayout(self._foot())
        layout.addSpacing(SPACE_XS)
        layout.addWidget(self._keys)

    def _foot(self) -> QVBoxLayout:
        for button, role in ((self.missing_button, "small"), (self.again_button, "small"), (self.never_button, "link")):
            set_role(button, role)
        self.close_button.setIconSize(ICON_SIZE)
        for set_text in (self.close_button.setAccessibleName, self.close_button.setToolTip):
            set_text(self.tr("Go back (Esc)"))
        foot = QVBoxLayout()
        foot.setSpacing(SPACE_XS)
        foot.addWidget(self.missing_button)
        row = QHBoxLayout()
        row.addWidget(self.again_button, 1)
        row.addWidget(self.never_button)
        foot.addLayout(row)
        return foot

    def _connect_signals(self) -> None:
        self.again_button.clicked.connect(self.again_requested)
        self.missing_button.clicked.connect(self.missing_requested)
        self.never_button.clicked.connect(self.never_requested)
        self.close_button.clicked.connect(self.closed)
        self._theme.changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self.close_button.setIcon(self._theme.icon("close"))
