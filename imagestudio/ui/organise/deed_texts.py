"""What a change of pictures is called in menus and notices."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from imagestudio.core.organisation import Change, Pick


def text_of(change: Change, pictures: int) -> str:
    """A change as something that can be undone: “Rate 12 pictures 4”."""
    if change.trash is not None:
        return _of_trash(change.trash, pictures)
    if change.rating is not None:
        return _of_rating(change.rating, pictures)
    if change.pick is not None:
        return _of_pick(change.pick, pictures)
    if change.note is not None:
        return QCoreApplication.translate("Deeds", "Write a note on %n picture(s)", "", pictures)
    return _of_names(change, pictures)


def _of_trash(trash: bool, pictures: int) -> str:
    if trash:
        return QCoreApplication.translate("Deeds", "Move %n picture(s) to the trash", "", pictures)
    return QCoreApplication.translate("Deeds", "Restore %n picture(s)", "", pictures)


def _of_rating(stars: int, pictures: int) -> str:
    if stars == 0:
        return QCoreApplication.translate("Deeds", "Take the stars off %n picture(s)", "", pictures)
    text = QCoreApplication.translate("Deeds", "Rate %n picture(s) {stars}", "", pictures)
    return text.replace("{stars}", str(stars))


def _of_pick(pick: Pick, pictures: int) -> str:
    if pick is Pick.PICKED:
        return QCoreApplication.translate("Deeds", "Pick %n picture(s)", "", pictures)
    if pick is Pick.REJECTED:
        return QCoreApplication.translate("Deeds", "Reject %n picture(s)", "", pictures)
    return QCoreApplication.translate("Deeds", "Unpick %n picture(s)", "", pictures)


def _of_names(change: Change, pictures: int) -> str:
    if change.add_tags:
        text = QCoreApplication.translate("Deeds", "Tag %n picture(s) “{name}”", "", pictures)
        names = change.add_tags
    elif change.remove_tags:
        text = QCoreApplication.translate("Deeds", "Take the tag “{name}” off %n picture(s)", "", pictures)
        names = change.remove_tags
    elif change.add_to:
        text = QCoreApplication.translate("Deeds", "Put %n picture(s) into “{name}”", "", pictures)
        names = change.add_to
    else:
        text = QCoreApplication.translate("Deeds", "Take %n picture(s) out of “{name}”", "", pictures)
        names = change.remove_from
    return text.replace("{name}", ", ".join(names))
