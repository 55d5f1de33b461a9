"""Dialogs as high as their wrapped texts need."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog


def fit_height(dialog: QDialog) -> None:
    """Set the height for the dialog's width; its own guess is made before the style sheet is known."""
    dialog.ensurePolished()
    layout = dialog.layout()
    if layout is not None:
        layout.invalidate()
        wraps = layout.hasHeightForWidth()
        dialog.setFixedHeight(layout.heightForWidth(dialog.width()) if wraps else layout.sizeHint().height())
