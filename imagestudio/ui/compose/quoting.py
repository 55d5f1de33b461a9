"""Says at the foot of the compose panel what the wish comes to, or why nothing can be asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from imagestudio.core.errors import RequestError
from imagestudio.core.request import Request
from imagestudio.core.wording import Wording
from imagestudio.ui.compose.price_footer import PriceFooter
from imagestudio.ui.compose.prompt_note import PromptNote
from imagestudio.ui.compose.till import MOST_AT_ONCE, Till


class Quoting:
    """Between the till, which knows prices, and the places where they are shown."""

    def __init__(self, till: Till, footer: PriceFooter, note: PromptNote, has_models: bool) -> None:
        self._till = till
        self._footer = footer
        self._note = note
        self._has_models = has_models

    def show(
        self, wording: Wording, request_of: Callable[[Wording], Request], each: int, expected_s: float | None
    ) -> None:
        """`request_of` makes the first request of a wording, and raises RequestError where that cannot be sent."""
        if wording.is_waiting:
            self._footer.show_reason(_tr("One moment …"))
        elif wording.template is not None and not wording.is_sound:
            self._note.show_template(wording.template)
            self._footer.show_reason(_tr("See the note above"))
        else:
            self._show_quote(wording, request_of, each, expected_s)

    def _show_quote(
        self, wording: Wording, request_of: Callable[[Wording], Request], each: int, expected_s: float | None
    ) -> None:
        try:
            offer = self._till.quote(wording, request_of(wording), each)
        except RequestError as problem:
            self._show_problem(problem, empty=not wording.typed.strip())
            return
        self._note.show_template(wording.template)
        if self._till.asks_first(wording, offer):
            self._footer.ask_first(offer, self._till.limit, MOST_AT_ONCE)
        else:
            self._footer.show_quote(offer, expected_s)

    def _show_problem(self, problem: RequestError, empty: bool) -> None:
        about_prompt = problem.parameter == "prompt" and not empty
        text = _tr("The prompt is {0}; what can be sent: {1}.")
        self._note.show_problem(text.format(problem.value, problem.allowed) if about_prompt else "")
        if not self._has_models:
            self._footer.show_reason(_tr("No model can be used; see the notice above."))
        elif empty:
            self._footer.show_reason(_tr("Write a prompt first"))
        else:
            self._footer.show_reason(_tr("See the note above"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ComposePanel", text)
