"""Draws every kind of control in every state, to look at side by side: python -m tests.outside.control_sheet FOLDER.

It needs no screen; there is a picture for each scheme.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QStringListModel, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from imagestudio.profile.paths import resources_dir
from imagestudio.ui.focus_ring import FocusRing
from imagestudio.ui.theme import ICON_SIZE, Theme, indent, set_role
from imagestudio.ui.widgets import Stepper

STATES = ("at rest", "hover", "pressed", "focus", "disabled", "checked", "checked, disabled")
_ROLES = (
    *("", "primary", "tall", "small", "chip", "chip-quick", "chip-mixed", "example", "fold", "link"),
    *("unfold", "status", "picture"),
)
_TILE, _NAME, _HEAD = (190, 62), 150, 34
Make = Callable[[Theme, QWidget], QWidget]


def kinds() -> dict[str, Make]:
    """The name of every kind of control, and how one is made."""
    found: dict[str, Make] = {f"button {role}": _button(role) for role in _ROLES}
    return found | {
        "tool button": _tool,
        "step button": lambda theme, parent: _tool(theme, parent, "step"),
        "line edit": lambda _, parent: QLineEdit("misty forest", parent),
        "line edit, empty": lambda _, parent: _hinted(QLineEdit(parent)),
        "text edit": lambda _, parent: QPlainTextEdit("misty forest", parent),
        "combo box": lambda _, parent: _filled(QComboBox(parent)),
        "combo box, small": lambda _, parent: _filled(QComboBox(parent), "small"),
        "spin box": _spin,
        "date edit": lambda _, parent: QDateEdit(parent),
        "stepper": lambda theme, parent: Stepper(theme, 1, 9, parent),
        "check box": lambda _, parent: QCheckBox("Prompts", parent),
        "radio button": lambda _, parent: QRadioButton("Everything", parent),
        "slider": lambda _, parent: QSlider(Qt.Orientation.Horizontal, parent),
        "tab bar": _tabs,
        "list": _list,
    }


def sheet(theme: Theme) -> QImage:
    """All of them in the scheme of the theme."""
    made = kinds()
    width, height = _NAME + _TILE[0] * len(STATES), _HEAD + _TILE[1] * len(made)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(theme.color("surface"))
    painter = QPainter(image)
    painter.setPen(theme.color("text2"))
    for column, state in enumerate(STATES):
        painter.drawText(QPoint(_NAME + column * _TILE[0] + 12, 22), state)
    for row, (name, make) in enumerate(made.items()):
        top = _HEAD + row * _TILE[1]
        painter.drawText(QRect(12, top, _NAME - 12, _TILE[1]), Qt.AlignmentFlag.AlignVCenter, name)
        for column, state in enumerate(STATES):
            if tile := _tile(theme, make, state):
                painter.drawImage(QPoint(_NAME + column * _TILE[0], top), tile)
    painter.end()
    return image


def _tile(theme: Theme, make: Make, state: str) -> QImage | None:
    """One control in one state, on the ground of a panel; None where it has no such state."""
    host = QWidget()
    host.setObjectName("ComposePanel")
    host.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    host.setFixedSize(*_TILE)
    FocusRing(theme, host)
    control = make(theme, host)
    column = QVBoxLayout(host)
    column.setContentsMargins(12, 8, 12, 8)
    column.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
    host.show()
    host.activateWindow()
    host.setFocus()
    QApplication.processEvents()
    image = host.grab().toImage() if _bring(control, state) else None
    host.hide()
    host.deleteLater()
    QApplication.sendPostedEvents(host, QEvent.Type.DeferredDelete)
    return image


def _bring(control: QWidget, state: str) -> bool:
    """Let it be in this state, as mouse and keys would."""
    if state == "focus":
        QTest.keyClick(control.window(), Qt.Key.Key_Tab)
        return QApplication.focusWidget() is not control.window()
    if state.startswith("checked"):
        if not isinstance(control, QAbstractButton):
            return False
        control.setCheckable(True)
        control.setChecked(True)
    if state in ("hover", "pressed"):
        control.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
        middle = QPointF(control.rect().center())
        none = Qt.MouseButton.NoButton
        over = QMouseEvent(QEvent.Type.MouseMove, middle, middle, none, none, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(control, over)
    if state == "pressed":
        if not isinstance(control, QAbstractButton):
            return False
        control.setDown(True)
    control.setEnabled("disabled" not in state)
    return True


def _button(role: str) -> Make:
    def make(theme: Theme, parent: QWidget) -> QWidget:
        button = QPushButton("" if role == "picture" else "Show these", parent)
        if role == "picture":
            button.setIcon(theme.icon("plus"))
        set_role(button, role)
        return button

    return make


def _tool(theme: Theme, parent: QWidget, role: str = "") -> QWidget:
    button = QToolButton(parent)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setIcon(theme.icon("filter"))
    button.setIconSize(ICON_SIZE)
    set_role(button, role)
    return button


def _hinted(edit: QLineEdit) -> QLineEdit:
    edit.setPlaceholderText("Search prompts")
    return edit


def _filled(combo: QComboBox, role: str = "") -> QComboBox:
    combo.addItems(["GPT Image 1 mini", "GPT Image 1"])
    set_role(combo, role)
    return combo


def _spin(_theme: Theme, parent: QWidget) -> QWidget:
    spin = QSpinBox(parent)
    indent(spin)
    return spin


def _tabs(_theme: Theme, parent: QWidget) -> QWidget:
    bar = QTabBar(parent)
    for name in ("Sums", "Compare"):
        bar.addTab(name)
    return bar


def _list(_theme: Theme, parent: QWidget) -> QWidget:
    view = QListView(parent)
    view.setObjectName("NamedTexts")
    view.setFrameShape(QFrame.Shape.NoFrame)
    model = QStringListModel(["animals", "places"], view)
    view.setModel(model)
    view.setCurrentIndex(model.index(0))
    return view


def main(target: Path) -> None:
    """A picture for each scheme."""
    target.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    theme = Theme(resources_dir(), app)
    theme.start()
    for scheme in ("light", "dark"):
        theme.choose(scheme)
        sheet(theme).save(str(target / f"controls-{scheme}.png"))
    theme.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
