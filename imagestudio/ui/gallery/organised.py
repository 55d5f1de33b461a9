"""Whether what the person made of pictures decides which of them are shown, and where."""

from __future__ import annotations

from imagestudio.core.ports import Changed
from imagestudio.core.search_language import parse
from imagestudio.core.search_query import Key, Order
from imagestudio.ui.gallery.arrangement import Question

_ABOUT = frozenset({Key.RATING, Key.TAG, Key.IN, Key.IS, Key.HAS})
_MOST_LOOKED_AT = 10_000


def is_about(question: Question, changed: Changed) -> bool:
    """Whether these changes may bring pictures into the list, take them out of it or move them."""
    if question.arrangement.order.key is Order.RATING or len(changed) > _MOST_LOOKED_AT:
        return True
    query = parse(question.search)
    if query.trashed or any(condition.key in _ABOUT for condition in query.conditions):
        return True
    return any(before.is_trashed != after.is_trashed for before, after in changed.values())
