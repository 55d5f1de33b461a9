"""What writing takes, imported in steps of its own: together with what is made of it, each would take too long."""

from __future__ import annotations


def import_templates() -> None:
    """Templates, and what keeps styles and lists."""
    import imagestudio.core.keeping
    import imagestudio.core.templates.template  # noqa: F401


def import_craft() -> None:
    """The tools beside the editor."""
    import imagestudio.ui.craft.craft  # noqa: F401
