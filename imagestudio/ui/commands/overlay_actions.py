"""The commands of what lies over the window, so that they can be given other keys as all others can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

from imagestudio.ui.viewer.chosen_keys import Scope

_Row = tuple[str, Any, tuple[str, ...]]
_PICTURES = (Scope.VIEWER, Scope.COMPARE, Scope.MASK)
_ZOOMED = (*_PICTURES, Scope.FAMILY)
_ALL = (*_ZOOMED, Scope.GRID)
_EVERYWHERE: tuple[_Row, ...] = (
    ("view.full_screen", QT_TRANSLATE_NOOP("OverlayActions", "Full screen"), ("F11",)),
    ("view.keys", QT_TRANSLATE_NOOP("OverlayActions", "What the keys do"), ("?", "F1")),
)
_ZOOMS: tuple[_Row, ...] = (
    ("view.zoom_in", QT_TRANSLATE_NOOP("OverlayActions", "Zoom in"), ("+", "=", "Ctrl++", "Ctrl+=")),
    ("view.zoom_out", QT_TRANSLATE_NOOP("OverlayActions", "Zoom out"), ("-", "Ctrl+-")),
    ("view.fit", QT_TRANSLATE_NOOP("OverlayActions", "All of it"), ("F", "Ctrl+0")),
    ("view.actual", QT_TRANSLATE_NOOP("OverlayActions", "100 % and back"), ("Z", "Ctrl+1")),
)
_FILLS: tuple[_Row, ...] = (("view.fill", QT_TRANSLATE_NOOP("OverlayActions", "Fill the window"), ("G", "Ctrl+2")),)
_VIEWER: tuple[_Row, ...] = (("viewer.info", QT_TRANSLATE_NOOP("OverlayActions", "About this picture"), ("I",)),)
_COMPARE: tuple[_Row, ...] = (
    ("compare.keep_a", QT_TRANSLATE_NOOP("OverlayActions", "Keep picture A"), ("A",)),
    ("compare.keep_b", QT_TRANSLATE_NOOP("OverlayActions", "Keep picture B"), ("B",)),
    ("compare.keep_c", QT_TRANSLATE_NOOP("OverlayActions", "Keep picture C"), ("C",)),
    ("compare.keep_d", QT_TRANSLATE_NOOP("OverlayActions", "Keep picture D"), ("D",)),
    ("compare.leave_out", QT_TRANSLATE_NOOP("OverlayActions", "Let the picture with the frame go"), ("R",)),
    ("compare.side", QT_TRANSLATE_NOOP("OverlayActions", "Side by side"), ("S",)),
    ("compare.wipe", QT_TRANSLATE_NOOP("OverlayActions", "Over each other"), ("W",)),
    ("compare.flicker", QT_TRANSLATE_NOOP("OverlayActions", "One at a time"), ("L",)),
    ("compare.blind", QT_TRANSLATE_NOOP("OverlayActions", "Blind: hide model, price, quality and size"), ("H",)),
    ("compare.strip", QT_TRANSLATE_NOOP("OverlayActions", "What differs: show it or hide it"), ("I",)),
    ("compare.wins", QT_TRANSLATE_NOOP("OverlayActions", "Wins by model, quality and price"), ("T",)),
)
_FAMILY: tuple[_Row, ...] = (
    ("family.compare", QT_TRANSLATE_NOOP("OverlayActions", "Compare it with its parent"), ("C",)),
    ("family.use", QT_TRANSLATE_NOOP("OverlayActions", "Use its settings"), ("Ctrl+U",)),
    ("family.show", QT_TRANSLATE_NOOP("OverlayActions", "Show it in the gallery"), ("G",)),
)
_GRID: tuple[_Row, ...] = (
    ("grid.make", QT_TRANSLATE_NOOP("OverlayActions", "Make what is missing"), ("Ctrl+Return", "Ctrl+Enter")),
    ("grid.compare", QT_TRANSLATE_NOOP("OverlayActions", "Compare the selected pictures"), ("C",)),
    ("grid.show", QT_TRANSLATE_NOOP("OverlayActions", "Show the picture in the gallery"), ("G",)),
    ("grid.larger", QT_TRANSLATE_NOOP("OverlayActions", "Larger pictures"), ("+", "=")),
    ("grid.smaller", QT_TRANSLATE_NOOP("OverlayActions", "Smaller pictures"), ("-",)),
    ("grid.new", QT_TRANSLATE_NOOP("OverlayActions", "New grid"), ("Ctrl+N",)),
    ("grid.rename", QT_TRANSLATE_NOOP("OverlayActions", "Rename the grid"), ("F2",)),
    ("grid.save", QT_TRANSLATE_NOOP("OverlayActions", "Save the grid as a PDF or a picture"), ("Ctrl+E",)),
)
_MASK: tuple[_Row, ...] = (
    ("mask.brush", QT_TRANSLATE_NOOP("OverlayActions", "Brush"), ("B",)),
    ("mask.eraser", QT_TRANSLATE_NOOP("OverlayActions", "Eraser"), ("E",)),
    ("mask.rectangle", QT_TRANSLATE_NOOP("OverlayActions", "Rectangle"), ("R",)),
    ("mask.lasso", QT_TRANSLATE_NOOP("OverlayActions", "Lasso"), ("L",)),
    ("mask.area", QT_TRANSLATE_NOOP("OverlayActions", "Fill an area"), ("A",)),
    ("mask.narrower", QT_TRANSLATE_NOOP("OverlayActions", "Smaller brush"), ("[",)),
    ("mask.wider", QT_TRANSLATE_NOOP("OverlayActions", "Larger brush"), ("]",)),
    ("mask.much_narrower", QT_TRANSLATE_NOOP("OverlayActions", "Much smaller brush"), ("{",)),
    ("mask.much_wider", QT_TRANSLATE_NOOP("OverlayActions", "Much larger brush"), ("}",)),
    ("mask.undo", QT_TRANSLATE_NOOP("OverlayActions", "Undo"), ("Ctrl+Z",)),
    ("mask.redo", QT_TRANSLATE_NOOP("OverlayActions", "Redo"), ("Ctrl+Y", "Ctrl+Shift+Z")),
    ("mask.invert", QT_TRANSLATE_NOOP("OverlayActions", "Invert"), ("I",)),
    ("mask.soften", QT_TRANSLATE_NOOP("OverlayActions", "Soft edge"), ("S",)),
    ("mask.clear", QT_TRANSLATE_NOOP("OverlayActions", "Clear"), ("Del", "Backspace")),
    ("mask.pen", QT_TRANSLATE_NOOP("OverlayActions", "Put the pen down, lift it"), ("D",)),
    ("mask.whole", QT_TRANSLATE_NOOP("OverlayActions", "Whole picture, no mask"), ("W",)),
)


@dataclass(frozen=True, slots=True)
class OverlayGroup:
    """Commands under the title of their group, and where they are heard."""

    title: str
    scopes: tuple[Scope, ...]
    actions: dict[str, QAction]


def overlay_groups(parent: QObject) -> list[OverlayGroup]:
    """All of them. The actions belong to no widget: what lies over the window hears by itself, by their keys."""
    every, pictures = _tr("Viewer, comparison, family, grid, mask"), _tr("Viewer, comparison, mask")
    groups = (
        (every, _ALL, _EVERYWHERE),
        (_tr("Viewer, comparison, family, mask"), _ZOOMED, _ZOOMS),
        (pictures, _PICTURES, _FILLS),
        (_tr("Viewer"), (Scope.VIEWER,), _VIEWER),
        (_tr("Comparison"), (Scope.COMPARE,), _COMPARE),
        (_tr("Family"), (Scope.FAMILY,), _FAMILY),
        (_tr("Grid"), (Scope.GRID,), _GRID),
        (_tr("Mask"), (Scope.MASK,), _MASK),
    )
    return [
        OverlayGroup(title, scopes, {row[0]: _action(row, parent) for row in rows}) for title, scopes, rows in groups
    ]


def _action(row: _Row, parent: QObject) -> QAction:
    name, text, keys = row
    action = QAction(_tr(text), parent)
    action.setObjectName(name)
    action.setShortcuts([QKeySequence(key) for key in keys])
    return action


def _tr(text: str) -> str:
    return QCoreApplication.translate("OverlayActions", text)
