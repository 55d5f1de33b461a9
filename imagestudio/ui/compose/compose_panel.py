"""Where a picture is asked for: prompt, model, options, count, and the button that says the price."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from imagestudio.core.catalog import Catalog, ModelSpec
from imagestudio.core.errors import RequestError
from imagestudio.core.live_price import LivePrice
from imagestudio.core.origin import UNKNOWN_ORIGIN, Origin
from imagestudio.core.pricing import Estimate, Paid
from imagestudio.core.request import MAX_COUNT, Request, make_request
from imagestudio.core.wording import Asked, Wording, ask_for, check_typed
from imagestudio.ui.compose.options_form import OptionsForm
from imagestudio.ui.compose.price_footer import PriceFooter
from imagestudio.ui.compose.prompt_box import PromptBox, Reader
from imagestudio.ui.compose.quoting import Quoting
from imagestudio.ui.compose.till import Given, Till
from imagestudio.ui.craft.prompt_tools import PromptTools
from imagestudio.ui.steady import Steady
from imagestudio.ui.tab_order import put_in_order
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from imagestudio.ui.widgets import Stepper

_TOP = 10  # the words above the prompt stand level with the search field


class ComposePanel(QWidget):
    """The left panel.

    Signals:
        generate_requested(list[Asked]): one request a picture, checked, with where it comes from.
        edit_requested(list[Asked]): the same of requests whose pictures are still to be kept.
        settings_changed(str, dict): the model and its values, when one of them is another.
        worded(Wording): what is typed was understood anew.
        sample_requested(int): only so many of the prompts are wanted.
    """

    generate_requested = Signal(object)
    edit_requested = Signal(object)
    settings_changed = Signal(str, object)
    worded = Signal(object)
    sample_requested = Signal(int)

    def __init__(self, catalog: Catalog, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ComposePanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._catalog = catalog
        self._theme = theme
        self.till = Till()
        self._typical_s: float | None = None
        self._blocked = ""
        self.prompt_box = PromptBox(self)
        self.prompt_edit = self.prompt_box.prompt_edit
        self.prompt_tools = PromptTools(self.prompt_box, theme)
        self.model_combo = QComboBox(self)
        self.options_form = OptionsForm(theme, self)
        self.count_stepper = Stepper(theme, 1, MAX_COUNT, self)
        self.footer = PriceFooter(self)
        self._quoting = Quoting(self.till, self.footer, self.prompt_box.note, bool(catalog.models))
        self._summary = QLabel(self)
        self._build_layout()
        self._connect_signals()
        self._fill_models()

    # what others may do

    def spec(self) -> ModelSpec | None:
        return self._catalog.get(str(self.model_combo.currentData()))

    def request(self) -> Request:
        """The request as it stands, with the first of its prompts. Raises RequestError."""
        return self._request(self.prompt_box.wording(now=True))

    def _request(self, wording: Wording) -> Request:
        spec = self.spec()
        if spec is None:
            raise RequestError("model", "", ", ".join(model.id for model in self._catalog.models))
        if not wording.is_sound:
            raise RequestError("prompt", "not understood", "a template without mistakes")
        check_typed(wording, spec.prompt_limit)
        if wording.typed.strip() and not wording.first:
            raise RequestError("prompt", "empty", "at least one character")
        first = wording.first if wording.typed.strip() else ""  # styles alone are no prompt
        return self.till.dress(spec, make_request(spec, first, self.options_form.values()))

    def read_with(self, reader: Reader) -> None:
        """Understand from now on what only this reader can."""
        self.prompt_box.read_with(reader)

    def give(self, given: Given) -> None:
        """Let requests be given pictures from now on, or others than before."""
        self.till.given = given
        self._update()

    def ask_above(self, cap: Callable[[], int]) -> None:
        """Ask first above so many pictures of a template, as the person's setting says each time."""
        self.till.cap = cap

    def use(self, request: Request, origin: Origin = UNKNOWN_ORIGIN) -> None:
        """Take over model, parameters and what the prompt of an earlier picture was made of."""
        self.choose_model(request.model)
        self.options_form.set_values(request.parameters)
        self.prompt_box.bring_back(request.prompt, origin)

    def restore(
        self, model: str, values: Mapping[str, Any], prompt: str, count: int, more_shown: bool, styled: bool = False
    ) -> None:
        """Bring back what stood here when the window was left; with styles it waits for who knows them."""
        if styled:
            self.prompt_box.wait_for_reader()
        self.choose_model(model)
        self.options_form.set_values(values)
        self.options_form.show_more(more_shown)
        self.prompt_edit.setPlainText(prompt)
        self.count_stepper.set_value(count)

    @property
    def blocked(self) -> bool:
        return bool(self._blocked)

    def block(self, reason: str) -> None:
        """Nothing can be made for now, and why; an empty reason ends it."""
        self._blocked = reason
        self._update()

    def choose_model(self, model: str) -> None:
        """Choose a model by its id or another name of it; an unknown one changes nothing."""
        spec = self._catalog.get(model)
        if spec is not None:
            self.model_combo.setCurrentIndex(self.model_combo.findData(spec.id))

    def set_known(self, paid: Paid | None, typical_s: float | None) -> None:
        """What the library knows of these settings: the latest prices and the usual seconds."""
        self.till.paid, self._typical_s = paid, typical_s
        self._update()

    def set_live(self, prices: Mapping[str, LivePrice]) -> None:
        """What the service's catalogue says now of prices, by the names of models."""
        self.till.live = prices
        self._update()

    def set_free(self, free: bool) -> None:
        """Whether the pictures are the demo's."""
        self.till.is_free = free
        self._update()

    def estimate(self, request: Request) -> Estimate:
        return self.till.estimate(request)

    def expected_s(self) -> float | None:
        spec = self.spec()
        if self._typical_s is not None or spec is None:
            return self._typical_s
        return None if self.till.is_free else spec.expected_for(self.options_form.values())

    def tab_stops(self) -> list[QWidget]:
        """The controls from top to bottom."""
        main, more = self.options_form.tab_stops()
        begin = [*self.prompt_box.tab_stops(), self.model_combo]
        return [*begin, *main, self.count_stepper.spin, *more, self.footer.generate_button]

    # building

    def _build_layout(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_L, _TOP, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_S)
        column.addWidget(self.prompt_box)
        column.addSpacing(SPACE_S)
        column.addWidget(self._label(self.tr("&Model"), self.model_combo))
        column.addWidget(self.model_combo)
        column.addWidget(self._summary)
        column.addSpacing(SPACE_S)
        self.options_form.insert_after_main(self._count_row())
        column.addWidget(self.options_form)
        column.addStretch()
        inner = QWidget()
        inner.setLayout(column)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        Steady(scroll, column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.footer)
        set_role(self._summary, "hint")
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._summary.setWordWrap(True)

    def _count_row(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label(self.tr("Pi&ctures"), self.count_stepper.spin))
        row.addStretch()
        row.addWidget(self.count_stepper)
        self.count_stepper.spin.setAccessibleName(self.tr("Count"))
        return box

    def _label(self, text: str, buddy: QWidget) -> QLabel:
        label = QLabel(text, self)
        set_role(label, "label")
        label.setBuddy(buddy)
        return label

    def _connect_signals(self) -> None:
        self.prompt_box.changed.connect(self._update)
        self.prompt_edit.send_requested.connect(self.generate)
        self.model_combo.currentIndexChanged.connect(self._on_model_changed)
        self.options_form.changed.connect(self._on_options_changed)
        self.count_stepper.value_changed.connect(self._update)
        self.footer.generate_clicked.connect(self.generate)
        self.footer.allowed.connect(self._on_allowed)
        self.footer.sample_requested.connect(self.sample_requested)

    def _fill_models(self) -> None:
        for spec in self._catalog.models:
            self.model_combo.addItem(spec.name, spec.id)
        self._update()

    # what happens

    def generate(self) -> None:
        """Ask for the pictures, if what is chosen is allowed."""
        wording = self.prompt_box.wording(now=True)
        try:
            asked = self._asked(wording)
        except RequestError:
            asked = []
            self.prompt_edit.setFocus()
        if asked:
            self.till.forget()
            (self.edit_requested if asked[0].request.is_edit else self.generate_requested).emit(asked)
        self._update()

    def _asked(self, wording: Wording) -> list[Asked]:
        """Everything that is asked for; nothing where that is not possible now. Raises RequestError."""
        request, each = self._request(wording), self.count_stepper.value()
        spec = self.spec()
        if spec is None or self._blocked or self.till.asks_first(wording, self.till.quote(wording, request, each)):
            return []
        parents, task = self.prompt_box.lineage()
        return ask_for(wording, request, each, spec.prompt_limit, parents, task)

    def _on_allowed(self) -> None:
        wording = self.prompt_box.wording(now=True)
        self.till.allow(wording, self.till.quote(wording, self._request(wording), self.count_stepper.value()))
        self.prompt_edit.setFocus()  # where Enter buys nothing
        self._update()

    def _on_model_changed(self) -> None:
        spec = self.spec()
        if spec is not None:
            self.till.spec = spec
            self._summary.setText(QCoreApplication.translate("Catalog", spec.summary))
            self.options_form.set_model(spec)
            put_in_order(self.tab_stops())

    def _on_options_changed(self) -> None:
        spec = self.spec()
        if spec is not None:
            self.settings_changed.emit(spec.id, self.options_form.values())
        self._update()

    def _update(self) -> None:
        spec, wording = self.spec(), self.prompt_box.wording()
        self.prompt_box.show_length(wording.longest, spec.prompt_limit if spec else 0)
        if self._blocked:
            self.footer.show_reason(self._blocked)
        else:
            self._quoting.show(wording, self._request, self.count_stepper.value(), self.expected_s())
        self.worded.emit(wording)
