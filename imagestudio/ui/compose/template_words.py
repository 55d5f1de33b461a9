"""What is said of templates: a sentence for each mistake, and where it is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from imagestudio.core.templates.problems import Problem, ProblemKind


def problem_text(typed: str, problem: Problem) -> str:
    """What is wrong and at which character, with the line where there are several."""
    before = typed[: problem.offset]
    line, place = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    said = _sentence(problem.kind).format(problem.subject)
    if "\n" in typed.strip():
        return _tr("Line {0}, character {1}: {2}").format(line, place, said)
    return _tr("Character {0}: {1}").format(place, said)


def _sentence(kind: ProblemKind) -> str:
    return {
        ProblemKind.UNCLOSED: _tr("this brace has alternatives but no end. For a plain brace, write \\{{."),
        ProblemKind.TOO_DEEP: _tr("braces or lists are nested too deeply here."),
        ProblemKind.BAD_COUNT: _tr("before $$ stands how many to take: 2$$, 1-3$$, 2-$$ or -3$$."),
        ProblemKind.TOO_MANY_PICKS: _tr("so many cannot be taken at once."),
        ProblemKind.NOTHING_LEFT: _tr("every alternative here is switched off by the weight 0."),
        ProblemKind.TOO_MANY: _tr("there are more combinations than can be counted."),
        ProblemKind.TOO_LONG: _tr("the prompts of this template can get far too long."),
        ProblemKind.UNKNOWN_LIST: _tr("there is no list “{0}”; this is sent as it stands."),
        ProblemKind.EMPTY_LIST: _tr("the list “{0}” is empty."),
        ProblemKind.LIST_CYCLE: _tr("the list “{0}” leads back to itself."),
        ProblemKind.LIST_BROKEN: _tr("the list “{0}” has a mistake in this entry."),
    }[kind]


def _tr(text: str) -> str:
    return QCoreApplication.translate("TemplateWords", text)
