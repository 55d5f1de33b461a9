"""What a search does not understand, said right below its field."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_XS


class SearchNote(QLabel):
    """Stands over the pictures, so that nothing moves for it."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self.setObjectName("SearchProblem")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        set_role(self, "note")
        self.hide()

    def tell_of(self, search: str, allowed: bool) -> None:
        """Say what the first problem of this search is, where there is one and room for it."""
        from imagestudio.core.search_language import parse  # when somebody has typed, not before
        from imagestudio.ui.finding.words import problem_text

        problems = parse(search).problems
        self.setText(problem_text(problems[0]) if problems else "")
        self.setVisible(bool(problems) and allowed)
        self.place()

    def place(self) -> None:
        """Go below the field, wherever that is now."""
        panel = self.parentWidget()
        if panel is None or self.isHidden():
            return
        self.setFixedWidth(self._field.width())
        self.adjustSize()
        self.move(self._field.mapTo(panel, QPoint(0, self._field.height() + SPACE_XS)))
        self.raise_()
