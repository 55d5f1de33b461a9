"""What is said of taking in: how it went, and why a file was not."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from imagestudio.core.taking_in import Fate, Item, Reason, Report


def summary_of(report: Report) -> str:
    """What became of all files, in a line."""
    taken, here, trashed, back, refused = (report.counts[fate] for fate in Fate)
    parts = [
        QCoreApplication.translate("TakingIn", "%n picture(s) taken in", "", taken),
        QCoreApplication.translate("TakingIn", "{0} already here").format(f"{here:,}") if here else "",
        QCoreApplication.translate("TakingIn", "{0} in the trash").format(f"{trashed:,}") if trashed else "",
        QCoreApplication.translate("TakingIn", "%n lost file(s) found again", "", back) if back else "",
        QCoreApplication.translate("TakingIn", "{0} not taken in").format(f"{refused:,}") if refused else "",
    ]
    told = QCoreApplication.translate("TakingIn", ", ").join(part for part in parts if part)
    if report.stopped:
        return QCoreApplication.translate("TakingIn", "Stopped: {0}.").format(told)
    return f"{told}."


def reason_of(item: Item) -> str:
    """Why a file was not taken in, or where the library has it already."""
    if item.fate is not Fate.REFUSED:
        return {
            Fate.HERE: QCoreApplication.translate("TakingIn", "Already here"),
            Fate.IN_TRASH: QCoreApplication.translate("TakingIn", "In the trash: restore it there"),
            Fate.BACK: QCoreApplication.translate("TakingIn", "Its lost file was found again"),
        }.get(item.fate, "")
    if item.reason is Reason.UNSOUND and item.said:
        return item.said.removesuffix(".")  # as the other reasons, none of which is a sentence
    return {
        Reason.NO_PICTURE: QCoreApplication.translate("TakingIn", "No PNG, JPEG or WebP picture"),
        Reason.UNSOUND: QCoreApplication.translate("TakingIn", "Damaged, cut off or too large"),
        Reason.TOO_BIG: QCoreApplication.translate("TakingIn", "The file is larger than 64 MiB"),
        Reason.EMPTY: QCoreApplication.translate("TakingIn", "The file is empty"),
        Reason.GONE: QCoreApplication.translate("TakingIn", "The file is not there any more"),
        Reason.UNREADABLE: QCoreApplication.translate("TakingIn", "The file cannot be read"),
        Reason.LOCKED: QCoreApplication.translate("TakingIn", "Locked with a password"),
        Reason.NESTED: QCoreApplication.translate("TakingIn", "A ZIP inside of a ZIP: unpack it first"),
        Reason.PACKING: QCoreApplication.translate("TakingIn", "Packed in an unusual way: unpack it first"),
        Reason.BROKEN_ZIP: QCoreApplication.translate("TakingIn", "The ZIP is damaged"),
        Reason.BOMB: QCoreApplication.translate("TakingIn", "The ZIP unfolds to far more than it holds"),
        Reason.NONE: "",
    }[item.reason]
