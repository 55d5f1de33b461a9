"""Where a picture is asked for: prompt, model, options, count, and the button that says the price."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from imagestudio.core.catalog import Catalog, ModelSpec
from imagestudio.core.errors import RequestError
from imagestudio.core.money import Money
from imagestudio.core.pricing import FREE, Estimate, estimate
from imagestudio.core.request import MAX_COUNT, Request, make_request
from imagestudio.ui.compose.options_form import OptionsForm
from imagestudio.ui.compose.price_footer import PriceFooter
from imagestudio.ui.compose.prompt_edit import PromptEdit
from imagestudio.ui.tab_order import put_in_order
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from imagestudio.ui.widgets import Stepper


class ComposePanel(QWidget):
    """The left panel.

    Signals:
        generate_requested(list[Request]): one request a picture, checked.
        settings_changed(str, dict): the model and its values, when one of them is another.
    """

    generate_requested = Signal(object)
    settings_changed = Signal(str, object)

    def __init__(self, catalog: Catalog, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ComposePanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._catalog = catalog
        self._theme = theme
        self._paid: Money | None = None
        self._typical_s: float | None = None
        self._free = False
        self._blocked = ""
        self.prompt_edit = PromptEdit(self)
        self.model_combo = QComboBox(self)
        self.options_form = OptionsForm(theme, self)
        self.count_stepper = Stepper(theme, 1, MAX_COUNT, self)
        self.footer = PriceFooter(self)
        self._characters = QLabel(self)
        self._summary = QLabel(self)
        self._problem = QLabel(self)
        self._build_layout()
        self._connect_signals()
        self._fill_models()

    # what others may do

    def spec(self) -> ModelSpec | None:
        return self._catalog.get(str(self.model_combo.currentData()))

    def request(self) -> Request:
        """The request as it stands. Raises RequestError."""
        spec = self.spec()
        if spec is None:
            raise RequestError("model", "", ", ".join(model.id for model in self._catalog.models))
        return make_request(spec, self.prompt_edit.prompt(), self.options_form.values())

    def use(self, request: Request) -> None:
        """Take over prompt, model and parameters of an earlier picture."""
        self.prompt_edit.set_prompt(request.prompt)
        self.choose_model(request.model)
        self.options_form.set_values(request.parameters)

    def restore(self, model: str, values: Mapping[str, Any], prompt: str, count: int, more_shown: bool) -> None:
        """Bring back what stood here when the window was left."""
        self.choose_model(model)
        self.options_form.set_values(values)
        self.options_form.show_more(more_shown)
        self.prompt_edit.setPlainText(prompt)
        self.count_stepper.set_value(count)

    def block(self, reason: str) -> None:
        """Nothing can be made for now, and why; an empty reason ends it."""
        self._blocked = reason
        self._update()

    def choose_model(self, model: str) -> None:
        """Choose a model by its id or another name of it; an unknown one changes nothing."""
        spec = self._catalog.get(model)
        if spec is not None:
            self.model_combo.setCurrentIndex(self.model_combo.findData(spec.id))

    def set_known(self, paid: Money | None, typical_s: float | None) -> None:
        """What the library knows of these settings: the latest price and the usual seconds."""
        self._paid, self._typical_s = paid, typical_s
        self._update()

    def set_free(self, free: bool) -> None:
        """Whether the pictures are the demo's."""
        self._free = free
        self._update()

    def estimate(self, request: Request) -> Estimate:
        spec = self.spec()
        return FREE if self._free or spec is None else estimate(spec, request, self._paid)

    def expected_s(self) -> float | None:
        spec = self.spec()
        if self._typical_s is not None or spec is None:
            return self._typical_s
        return None if self._free else spec.expected_for(self.options_form.values())

    def tab_stops(self) -> list[QWidget]:
        """The controls from top to bottom."""
        main, more = self.options_form.tab_stops()
        begin = [self.prompt_edit, self.model_combo]
        return [*begin, *main, self.count_stepper.spin, *more, self.footer.generate_button]

    # building

    def _build_layout(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_S)
        column.addLayout(self._prompt_row())
        column.addWidget(self.prompt_edit)
        column.addWidget(self._problem)
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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.footer)
        for label, role in ((self._characters, "label"), (self._summary, "hint"), (self._problem, "danger")):
            set_role(label, role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(label is not self._characters)
        self._problem.setVisible(False)

    def _prompt_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._label(self.tr("&Prompt"), self.prompt_edit))
        row.addStretch()
        row.addWidget(self._characters)
        return row

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
        self.prompt_edit.textChanged.connect(self._update)
        self.prompt_edit.send_requested.connect(self.generate)
        self.model_combo.currentIndexChanged.connect(self._on_model_changed)
        self.options_form.changed.connect(self._on_options_changed)
        self.count_stepper.value_changed.connect(self._update)
        self.footer.generate_clicked.connect(self.generate)

    def _fill_models(self) -> None:
        for spec in self._catalog.models:
            self.model_combo.addItem(spec.name, spec.id)
        self._update()

    # what happens

    def generate(self) -> None:
        """Ask for the pictures, if what is chosen is allowed."""
        try:
            request = self.request()
        except RequestError:
            self._update()
            self.prompt_edit.setFocus()
            return
        if self._blocked:
            return
        self.generate_requested.emit([request] * self.count_stepper.value())

    def _on_model_changed(self) -> None:
        spec = self.spec()
        if spec is not None:
            self._summary.setText(QCoreApplication.translate("Catalog", spec.summary))
            self.options_form.set_model(spec)
            put_in_order(self.tab_stops())

    def _on_options_changed(self) -> None:
        spec = self.spec()
        if spec is not None:
            self.settings_changed.emit(spec.id, self.options_form.values())
        self._update()

    def _update(self) -> None:
        spec = self.spec()
        limit = spec.prompt_limit if spec else 0
        length = len(self.prompt_edit.prompt().strip())
        self._characters.setText(f"{length:,} / {limit:,}")
        set_role(self._characters, "danger" if length > limit else "label")
        if self._blocked:
            self.footer.show_reason(self._blocked)
            return
        try:
            request = self.request()
        except RequestError as problem:
            self._show_problem(problem, empty=length == 0)
            return
        self._problem.setVisible(False)
        self.footer.show_price(self.count_stepper.value(), self.estimate(request), self.expected_s())

    def _show_problem(self, problem: RequestError, empty: bool) -> None:
        about_prompt = problem.parameter == "prompt" and not empty
        self._problem.setVisible(about_prompt)
        if about_prompt:
            text = self.tr("The prompt is {0}; what can be sent: {1}.")
            self._problem.setText(text.format(problem.value, problem.allowed))
        if not self._catalog.models:
            self.footer.show_reason(self.tr("No model can be used; see the notice above."))
        elif empty:
            self.footer.show_reason(self.tr("Write a prompt first"))
        else:
            self.footer.show_reason(self.tr("See the note above"))
