"""Shows what an export would write: the first names, and how much it is."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from imagestudio.ui.export.foretaste import SHOWN, Foretaste
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_S
from imagestudio.ui.widgets import ElidedLabel, hairline


class ForetasteView(QFrame):
    """A quiet list that keeps its size whatever it shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(self.tr("What will be written"), self)
        self._names = [ElidedLabel("", Qt.TextElideMode.ElideMiddle, self) for _ in range(SHOWN)]
        self._more = QLabel(self)
        self._facts = QLabel(self)
        self._build_layout()

    def names(self) -> list[str]:
        return [label.full_text() for label in self._names if label.full_text()]

    def facts(self) -> str:
        return self._facts.text()

    def show_foretaste(self, found: Foretaste) -> None:
        for label, name in zip(self._names, [*found.names, *[""] * SHOWN], strict=False):
            label.set_text(name)
        more = found.count - len(found.names)
        self._more.setText(self.tr("… and {0} more").format(f"{more:,}") if more > 0 else "")
        self._facts.setText("\n".join(self._lines(found)))

    def say(self, text: str) -> None:
        self._facts.setText(text)

    def show_nothing(self) -> None:
        """While what is chosen cannot be written so."""
        for label in self._names:
            label.set_text("")
        self._more.clear()
        self._facts.clear()

    def _lines(self, found: Foretaste) -> list[str]:
        lines = [self.tr("%n file(s)", "", found.count)]
        if found.size_bytes:
            size = QLocale().formattedDataSize(found.size_bytes, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
            lines[0] = self.tr("{0}, about {1}").format(lines[0], size)
        if found.there:
            lines.append(self.tr("What is in the folder already stays as it is."))
        if found.credentials:
            lines.append(self.tr("The Content Credentials stay with the originals."))
        return lines

    def _build_layout(self) -> None:
        set_role(self, "card")
        set_role(self._title, "section")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addWidget(self._title)
        for label in self._names:
            set_role(label, "value")
            column.addWidget(label)
        set_role(self._more, "hint")
        column.addWidget(self._more)
        column.addStretch()
        column.addWidget(hairline(self))
        for quiet in (self._more, self._facts):
            quiet.setTextFormat(Qt.TextFormat.PlainText)
            quiet.setWordWrap(True)
        set_role(self._facts, "label")
        self._facts.setMinimumHeight(self._facts.fontMetrics().height() * 4)
        self._facts.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._facts)
