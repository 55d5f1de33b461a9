"""What is searched in: all pictures, the picked or rejected ones, the trash, or a collection."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

from imagestudio.core.search_terms import quoted


class ScopeKind(Enum):
    """The places pictures can be looked at."""

    ALL = ""
    PICKED = "is:picked"
    REJECTED = "is:rejected"
    TRASH = "is:trashed"
    COLLECTION = "in:"


@dataclass(frozen=True, slots=True)
class Scope:
    """One place, with the name of the collection where it is one."""

    kind: ScopeKind = ScopeKind.ALL
    name: str = ""

    @property
    def search(self) -> str:
        """What finds the pictures of this place, in the language of searches."""
        return self.kind.value + (quoted(self.name) if self.kind is ScopeKind.COLLECTION else "")

    def with_text(self, text: str) -> str:
        """A search for this text among the pictures of this place."""
        return f"{self.search} {text}" if self.search and text.strip() else self.search or text

    @property
    def title(self) -> str:
        if self.kind is ScopeKind.COLLECTION:
            return self.name
        return {
            ScopeKind.ALL: _tr("All pictures"),
            ScopeKind.PICKED: _tr("Picked"),
            ScopeKind.REJECTED: _tr("Rejected"),
            ScopeKind.TRASH: _tr("Trash"),
        }[self.kind]

    @property
    def icon(self) -> str:
        return {
            ScopeKind.ALL: "image",
            ScopeKind.PICKED: "pick",
            ScopeKind.REJECTED: "reject",
            ScopeKind.TRASH: "trash",
            ScopeKind.COLLECTION: "collection",
        }[self.kind]


EVERYTHING = Scope()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Scope", text)
