"""What lies over the whole window while pictures are looked at: the viewer, and the comparison."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from imagestudio.ui.viewer.chosen_keys import ChosenKeys, Scope
from imagestudio.ui.viewer.full_screen import FullScreen
from imagestudio.ui.viewer.keys import LISTING, KeyRow, pressed, told
from imagestudio.ui.viewer.keys_card import KeysCard


class OverlayKeys(Protocol):
    """What the keys do in an overlay; they are asked by the usual ones, whatever the person has chosen."""

    @property
    def scope(self) -> Scope:
        """Under which others of its keys can be chosen."""

    def rows(self) -> list[KeyRow]:
        """All of them, as the person is told."""

    def knows(self, event: QKeyEvent) -> bool: ...

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key means; whether it means anything now."""


class Overlay(QWidget):
    """Covers the window it is given as a parent; its keys come before the window's, and Tab stays in it.

    Signals:
        closed: it was left; it is hidden by then.
    """

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys: OverlayKeys | None = None
        self._chosen = ChosenKeys()
        self.full_screen = FullScreen(self)
        self.keys_card = KeysCard(self)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # its parts cover it: nothing below is painted
        parent.installEventFilter(self)
        self.hide()

    # what each kind of it says for itself

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, in its order; those that cannot be used now are passed over."""
        return [self]

    def let_go(self) -> None:
        """Give back what is only needed while it is seen."""

    def keys_chosen(self) -> None:
        """Tell the keys anew where they are told."""

    # what others may do

    def hear(self, keys: OverlayKeys) -> None:
        """Let the keys do this."""
        self._keys = keys

    @property
    def scope(self) -> Scope | None:
        return None if self._keys is None else self._keys.scope

    @property
    def chosen_keys(self) -> ChosenKeys:
        return self._chosen

    def choose_keys(self, chosen: ChosenKeys) -> None:
        """Hear these in place of the usual ones from now on."""
        self._chosen = chosen
        if self.keys_card.isVisible():
            self._show_keys()
        self.keys_chosen()

    def with_key(self, text: str, usual: str) -> str:
        """The text of a line in a menu, with the key that does it now in place of the usual one."""
        return "\t".join([text, *map(told, self._chosen.in_force(usual)[:1])])

    def cover(self) -> None:
        """Lie over the whole window, and take the keys."""
        if (parent := self.parentWidget()) is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Let the window be seen again."""
        if self.isVisible():
            self.full_screen.leave(self.window())
            self.keys_card.hide()
            self.hide()
            self.let_go()
            self.closed.emit()
            self._hand_keys_on()

    def _hand_keys_on(self) -> None:
        """Where this one lay over another, that one has the keys again."""
        if below := overlays_on(self.window()):
            below[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle_full_screen(self) -> None:
        self.full_screen.toggle(self.window())

    def toggle_keys(self) -> None:
        """Show what the keys do here, or no longer."""
        if self.keys_card.isVisible():
            self.keys_card.hide()
        else:
            self._show_keys()

    def _show_keys(self) -> None:
        if self._keys is not None:
            self.keys_card.show_rows(self._keys.rows(), self._chosen, self.actions())

    # events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
            self.keys_card.place()
        elif event.type() is QEvent.Type.Close:
            self.full_screen.leave(self.window())  # else the window would open like that the next time
        return False

    def event(self, event: QEvent) -> bool:
        """Take our keys before the window's shortcuts do."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._knows(event):
            event.accept()
            return True
        return super().event(event)

    def _knows(self, event: QKeyEvent) -> bool:
        if (meant := self._chosen.meant(event)) is None:
            return False
        return pressed(meant) in LISTING or (self._keys is not None and self._keys.knows(meant))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        meant = self._chosen.meant(event)
        if meant is not None and pressed(meant) in LISTING:
            self.toggle_keys()
        elif self.keys_card.isVisible() and event.key() == Qt.Key.Key_Escape:
            self.keys_card.hide()
        elif meant is None or self._keys is None or not self._keys.press(meant):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays here: what lies under it cannot be seen."""
        stops = [stop for stop in self.stops() if stop.isEnabled() and stop.isVisible()]
        if not stops:  # it is being hidden
            return False
        focus = self.window().focusWidget()
        at = stops.index(focus) if focus in stops else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True


def overlays_on(window: QWidget) -> list[Overlay]:
    """Those that are shown, the one on top last."""
    return [one for one in window.children() if isinstance(one, Overlay) and one.isVisible()]
