"""Where the person says by which model finals are made, sees what all of them cost, and says yes once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from imagestudio.core.catalog import ModelSpec
from imagestudio.core.finals import BEST, qualities_of
from imagestudio.core.pricing import Estimate, PriceSource
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

_WIDTH = 440
_SHOWN, _SIDE = 5, 72


class FinalDialog(QDialog):
    """The drafts, a model, a quality, the price of all, and one button that buys.

    Signals:
        changed(): another model or quality is chosen; the owner answers with `show_price`.
        confirmed(): these are to be made.
    """

    changed = Signal()
    confirmed = Signal()

    def __init__(
        self,
        pictures: int,
        images: Sequence[QImage],
        models: Sequence[ModelSpec],
        model: str,
        quality: str,
        parent: QWidget | None = None,
    ) -> None:
        """`images` are small copies of the first drafts; `model` and `quality` those that were chosen last."""
        super().__init__(parent)
        self._pictures = pictures
        self._models = {spec.id: spec for spec in models}
        self.model_combo = QComboBox(self)
        self.quality_combo = QComboBox(self)
        self.price_label = QLabel(self)
        self.note_label = QLabel(self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.make_button = QPushButton(self)
        self._fill(model, quality)
        self._build_layout(images)
        self.model_combo.currentIndexChanged.connect(self._on_model)
        self.quality_combo.currentIndexChanged.connect(self.changed)
        self.cancel_button.clicked.connect(self.reject)
        self.make_button.clicked.connect(self._on_make)

    @property
    def spec(self) -> ModelSpec:
        return self._models[self.model_combo.currentData()]

    @property
    def quality(self) -> str:
        return str(self.quality_combo.currentData() or "")

    def show_price(self, pictures: int, total: Estimate, note: str) -> None:
        """What so many of the drafts come to; `note` tells of the others."""
        self.make_button.setEnabled(pictures > 0)
        self.make_button.setText(self._button_text(pictures, total))
        self.price_label.setText(self._price_text(pictures, total))
        self.note_label.setText(note)
        self.note_label.setVisible(bool(note))

    def wait(self) -> None:
        """It is not known yet who makes the pictures."""
        self.make_button.setEnabled(False)
        self.make_button.setText(self.tr("One moment …"))

    # building

    def _fill(self, model: str, quality: str) -> None:
        for spec in self._models.values():
            self.model_combo.addItem(spec.name, spec.id)
        self.model_combo.setCurrentIndex(max(0, self.model_combo.findData(model)))
        self._fill_qualities(quality)

    def _fill_qualities(self, quality: str) -> None:
        self.quality_combo.blockSignals(True)
        self.quality_combo.clear()
        for choice in qualities_of(self.spec):
            self.quality_combo.addItem(QCoreApplication.translate("Catalog", choice.label), choice.value)
        chosen = self.quality_combo.findData(quality)
        self.quality_combo.setCurrentIndex(chosen if chosen >= 0 else max(0, self.quality_combo.findData(BEST)))
        self.quality_combo.setEnabled(self.quality_combo.count() > 0)
        self.quality_combo.blockSignals(False)

    def _build_layout(self, images: Sequence[QImage]) -> None:
        self.setWindowTitle(self.tr("Make final"))
        told = QLabel(
            self.tr("Each is made again in full quality, with the draft as reference. The draft stays."), self
        )
        for label, role in ((told, "value"), (self.price_label, "label"), (self.note_label, "hint")):
            set_role(label, role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        layout.setSpacing(SPACE_S)
        layout.addLayout(self._picture_row(images))
        layout.addWidget(told)
        layout.addSpacing(SPACE_S)
        layout.addLayout(self._choice_row())
        layout.addSpacing(SPACE_M)
        layout.addWidget(self.price_label)
        layout.addWidget(self.note_label)
        layout.addSpacing(SPACE_S)
        layout.addLayout(self._button_row())
        self.setFixedWidth(_WIDTH)

    def _picture_row(self, images: Sequence[QImage]) -> QHBoxLayout:
        """The first drafts, and how many more there are."""
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        for image in images[:_SHOWN]:
            label = QLabel(self)
            label.setPixmap(_small(image, self.devicePixelRatioF()))
            row.addWidget(label)
        more = self._pictures - min(len(images), _SHOWN)
        if more > 0 and images:
            label = QLabel(self.tr("+ {0}").format(f"{more:,}"), self)
            set_role(label, "label")
            row.addWidget(label)
        row.addStretch()
        return row

    def _choice_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        for text, combo, share in (
            (self.tr("&Model"), self.model_combo, 3),
            (self.tr("&Quality"), self.quality_combo, 2),
        ):
            label = QLabel(text, self)
            set_role(label, "label")
            label.setBuddy(combo)
            column = QVBoxLayout()
            column.setSpacing(SPACE_S)
            column.addWidget(label)
            column.addWidget(combo)
            row.addLayout(column, share)
        return row

    def _button_row(self) -> QHBoxLayout:
        set_role(self.make_button, "primary")
        set_role(self.cancel_button, "tall")
        self.make_button.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addStretch()
        row.addWidget(self.cancel_button)
        row.addWidget(self.make_button)
        return row

    # texts

    def _button_text(self, pictures: int, total: Estimate) -> str:
        finals = self.tr("Make %n final(s)", "", pictures)
        if total.source is PriceSource.FREE:
            return self.tr("{0}  ·  free demo").format(finals)
        amount = _amount(total)
        return self.tr("{0}  ·  {1}").format(finals, amount or self.tr("price unknown"))

    def _price_text(self, pictures: int, total: Estimate) -> str:
        if total.source is PriceSource.FREE:
            return self.tr("Demo pictures cost nothing.")
        if total.amount is None:
            return self.tr("No price is known for this model, size and quality.")
        text = self.tr("About {0} for %n picture(s). Nothing is sent before you say so.", "", pictures)
        return text.format(_amount(total))

    # what happens

    def _on_model(self) -> None:
        self._fill_qualities(self.quality)
        self.changed.emit()

    def _on_make(self) -> None:
        if self.isVisible():  # a second click is none
            self.confirmed.emit()
            self.accept()


def _amount(total: Estimate) -> str:
    """The amount, from the least to the most where it is a range."""
    if total.amount is None:
        return ""
    return f"{total.low} – {total.high}" if total.is_range else str(total.amount)


def _small(image: QImage, ratio: float) -> QPixmap:
    """The middle of a picture, sharp on this screen."""
    side = round(_SIDE * ratio)
    expanding = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    scaled = image.scaled(QSize(side, side), expanding, Qt.TransformationMode.SmoothTransformation)
    left, top = (scaled.width() - side) // 2, (scaled.height() - side) // 2
    pixmap = QPixmap.fromImage(scaled.copy(left, top, side, side))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
