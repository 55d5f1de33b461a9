"""The menu of orders, their directions, and groups."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from imagestudio.core.search_query import Order
from imagestudio.ui.gallery.arrangement import Arrangement, Group
from imagestudio.ui.menu_keys import guard


class ArrangeMenu(QMenu):
    """Chooses an arrangement.

    Signals:
        chosen: this Arrangement was.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.arrangement = Arrangement()
        self.key_titles = {
            Order.TIME: self.tr("Time"),
            Order.COST: self.tr("Cost"),
            Order.RATING: self.tr("Rating"),
            Order.MODEL: self.tr("Model"),
            Order.DURATION: self.tr("Duration"),
        }
        self.order_titles = {
            Order.TIME: self.tr("Newest first"),
            Order.OLDEST: self.tr("Oldest first"),
            Order.COST: self.tr("Highest cost first"),
            Order.CHEAPEST: self.tr("Lowest cost first"),
            Order.RATING: self.tr("Best rated first"),
            Order.LOWEST: self.tr("Lowest rated first"),
            Order.MODEL: self.tr("Model, A to Z"),
            Order.MODEL_BACKWARDS: self.tr("Model, Z to A"),
            Order.DURATION: self.tr("Slowest first"),
            Order.QUICKEST: self.tr("Fastest first"),
        }
        self.group_titles = {
            Group.DAY: self.tr("By day"),
            Group.PROMPT: self.tr("By prompt"),
            Group.JOB: self.tr("By job"),
            Group.NONE: self.tr("No groups"),
        }
        self._keys: dict[Order, QAction] = {}
        self._directions: dict[bool, QAction] = {}  # whether it is the reversed one
        self._groups: dict[Group, QAction] = {}
        self._build()
        self.show_arrangement(self.arrangement)

    def _build(self) -> None:
        self.addAction(self.tr("Sort by")).setEnabled(False)
        keys = QActionGroup(self)
        for key, title in self.key_titles.items():
            self._keys[key] = self._add(title, keys, key)
        self.addSeparator()
        directions = QActionGroup(self)
        for reverse in (False, True):
            self._directions[reverse] = self._add("", directions)
        self.addSeparator()
        self.addAction(self.tr("Group")).setEnabled(False)
        groups = QActionGroup(self)
        for group, title in self.group_titles.items():
            self._groups[group] = self._add(title, groups, group)
        self.triggered.connect(self._on_triggered)
        guard(self)

    def _add(self, title: str, exclusive: QActionGroup, data: Order | Group | None = None) -> QAction:
        action = self.addAction(title)
        action.setCheckable(True)
        action.setData(data)
        exclusive.addAction(action)
        return action

    def show_arrangement(self, arrangement: Arrangement) -> None:
        """Tick what is in force, and offer the two directions of its key."""
        self.arrangement = arrangement
        order = arrangement.order
        self._keys[order.key].setChecked(True)
        for reverse, action in self._directions.items():
            one = order if reverse is order.is_reversed else order.opposite
            action.setText(self.order_titles[one])
            action.setData(one)
            action.setChecked(one is order)
        self._groups[arrangement.group].setChecked(True)

    def summary(self) -> str:
        """What is in force, in a few words."""
        order, group = self.arrangement.order, self.arrangement.group
        return self.group_titles[group] if group in (Group.PROMPT, Group.JOB) else self.order_titles[order]

    def _on_triggered(self, action: QAction) -> None:
        data, arranged = action.data(), self.arrangement
        if action in self._groups.values():
            chosen = arranged.by(Group(data))
        elif action in self._directions.values() or Order(data) is not arranged.order.key:
            chosen = arranged.in_order(Order(data))
        else:
            chosen = arranged  # the same key again, in the direction it has
        self.show_arrangement(chosen)
        self.chosen.emit(chosen)
