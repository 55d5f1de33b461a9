"""The sentences of jobs whose outcome was found out later, marked for translation."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from imagestudio.ui.error_sentences import Sentences

CHARGED_LOST = Sentences(
    QT_TRANSLATE_NOOP("ErrorText", "Charged, picture not received"),
    QT_TRANSLATE_NOOP("ErrorText", "The service's own list shows the charge, but its answer never came here."),
    QT_TRANSLATE_NOOP(
        "ErrorText",
        "Ask the service's support for the picture or the money; buying it again sends a new request, which costs "
        "again.",
    ),
    QT_TRANSLATE_NOOP("ErrorText", "Paid and lost"),
)
NO_CHARGE_FOUND = Sentences(
    QT_TRANSLATE_NOOP("ErrorText", "No charge was found"),
    QT_TRANSLATE_NOOP("ErrorText", "The answer never came here, and the service's own list does not show the request."),
    QT_TRANSLATE_NOOP(
        "ErrorText",
        "You may buy it again, which costs as usual. Image Studio goes on looking it up at each start for a week.",
    ),
    QT_TRANSLATE_NOOP("ErrorText", "No charge found"),
)
NOT_CHARGED = Sentences(
    QT_TRANSLATE_NOOP("ErrorText", "The picture was not made"),
    QT_TRANSLATE_NOOP("ErrorText", "The service did not make this picture."),
    QT_TRANSLATE_NOOP("ErrorText", "You may retry."),
    QT_TRANSLATE_NOOP("ErrorText", "Not made"),
)
