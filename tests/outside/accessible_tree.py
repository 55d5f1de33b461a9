"""Prints the accessible tree of Image Studio as JSON; runs with the system's python3, which has the bindings."""

from __future__ import annotations

import json
import sys
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

_MOST = 600


def label_of(node: Any) -> str:
    """The name a label gives a control, which is how a combo box gets its."""
    for relation in node.get_relation_set() or []:
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY and relation.get_n_targets():
            return str(relation.get_target(0).get_name() or "")
    return ""


def walk(node: Any, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every node below, as far as a person could care."""
    if node is None or len(found) >= _MOST:
        return found
    states = {state.value_nick for state in node.get_state_set().get_states()}
    found.append(
        {
            "role": node.get_role_name(),
            "name": node.get_name() or "",
            "label": label_of(node),
            "showing": "showing" in states,
            "focused": "focused" in states,
            "enabled": "enabled" in states,
        }
    )
    for index in range(node.get_child_count()):
        walk(node.get_child_at_index(index), found)
    return found


def main() -> None:
    """Look once."""
    Atspi.init()
    desktop = Atspi.get_desktop(0)
    found: list[dict[str, Any]] = []
    for index in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(index)
        try:
            if program is not None and "imagestudio" in (program.get_name() or "").lower().replace(" ", ""):
                walk(program, found)
        except GLib.Error:  # it went away while we looked
            continue
    json.dump(found, sys.stdout)


main()
