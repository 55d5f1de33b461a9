"""What each failure of the world is called, what it means and what to do: the sentences, marked for translation."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Sentences:
    """The texts of one kind of failure, not yet translated; `service_speaks` tells whose words `said` are.

    Where `private` is true, what was said is not shown: it could hold what the person typed as a key, or says the same
    over again.
    """

    title: object
    what: object
    remedy: object
    short: object
    service_speaks: bool = False
    private: bool = False


UNKNOWN_KIND = Sentences(
    QT_TRANSLATE_NOOP("ErrorText", "Something unexpected happened"),
    QT_TRANSLATE_NOOP("ErrorText", "Image Studio does not know this kind of failure."),
    QT_TRANSLATE_NOOP("ErrorText", "Look at the jobs before you ask for the picture again."),
    QT_TRANSLATE_NOOP("ErrorText", "Something unexpected happened"),
)

KINDS: dict[str, Sentences] = {
    "ImageStudio": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "That did not work"),
        QT_TRANSLATE_NOOP("ErrorText", "Image Studio could not finish what you asked for."),
        QT_TRANSLATE_NOOP("ErrorText", "Try it once more."),
        QT_TRANSLATE_NOOP("ErrorText", "That did not work"),
    ),
    "Catalog": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "A model cannot be offered"),
        QT_TRANSLATE_NOOP("ErrorText", "The file that describes the model has a mistake in it. The other models work."),
        QT_TRANSLATE_NOOP("ErrorText", "Put the file right or remove it, then start Image Studio again."),
        QT_TRANSLATE_NOOP("ErrorText", "Mistake in the model's file"),
    ),
    "Request": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "This cannot be asked for"),
        QT_TRANSLATE_NOOP("ErrorText", "One of the settings has a value that the model does not offer."),
        QT_TRANSLATE_NOOP("ErrorText", "Choose one of the values that are offered and generate again."),
        QT_TRANSLATE_NOOP("ErrorText", "A setting is not offered"),
    ),
    "Settings": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "A setting cannot be used"),
        QT_TRANSLATE_NOOP("ErrorText", "One of the program's settings or options has a value that does not work."),
        QT_TRANSLATE_NOOP("ErrorText", "Correct the setting or the option, then try again."),
        QT_TRANSLATE_NOOP("ErrorText", "A setting cannot be used"),
    ),
    "Credential": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The key could not be used"),
        QT_TRANSLATE_NOOP("ErrorText", "Something about the key, or the place it is kept, is not right."),
        QT_TRANSLATE_NOOP("ErrorText", "Open the key window and save the key once more."),
        QT_TRANSLATE_NOOP("ErrorText", "The key could not be used"),
        private=True,
    ),
    "NoKey": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "A key is needed"),
        QT_TRANSLATE_NOOP("ErrorText", "The AI models need a key of AI/ML API, and none is known here."),
        QT_TRANSLATE_NOOP("ErrorText", "Add a key, or go on with demo pictures, which are free."),
        QT_TRANSLATE_NOOP("ErrorText", "A key is needed"),
        private=True,
    ),
    "BadKey": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "This does not look like a key"),
        QT_TRANSLATE_NOOP("ErrorText", "A key is 16 to 512 letters, digits and signs, without spaces or line breaks."),
        QT_TRANSLATE_NOOP("ErrorText", "Copy the whole key from the service's page and paste it again."),
        QT_TRANSLATE_NOOP("ErrorText", "This does not look like a key"),
        private=True,
    ),
    "KeyringLocked": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The keyring is locked"),
        QT_TRANSLATE_NOOP("ErrorText", "The system's keyring is there but did not open."),
        QT_TRANSLATE_NOOP("ErrorText", "Unlock the keyring and try again, or use the key for this session only."),
        QT_TRANSLATE_NOOP("ErrorText", "The keyring is locked"),
        private=True,
    ),
    "NoKeyring": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "There is no keyring"),
        QT_TRANSLATE_NOOP("ErrorText", "This system has no keyring in which a key would be safe."),
        QT_TRANSLATE_NOOP("ErrorText", "Use the key for this session only, or set the variable AIMLAPI_API_KEY."),
        QT_TRANSLATE_NOOP("ErrorText", "There is no keyring"),
        private=True,
    ),
    "Provider": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The service did not answer as expected"),
        QT_TRANSLATE_NOOP("ErrorText", "Something went wrong between this computer and the service."),
        QT_TRANSLATE_NOOP("ErrorText", "Wait a moment, then retry."),
        QT_TRANSLATE_NOOP("ErrorText", "Unexpected answer"),
    ),
    "NotSent": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The request could not be sent"),
        QT_TRANSLATE_NOOP("ErrorText", "Something stood in the way, so it never left this computer."),
        QT_TRANSLATE_NOOP("ErrorText", "Check the network connection, then retry."),
        QT_TRANSLATE_NOOP("ErrorText", "Not sent"),
    ),
    "Unreachable": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The service could not be reached"),
        QT_TRANSLATE_NOOP("ErrorText", "No connection came about, so the request never left this computer."),
        QT_TRANSLATE_NOOP("ErrorText", "Check the network connection, then retry."),
        QT_TRANSLATE_NOOP("ErrorText", "No connection"),
    ),
    "Certificate": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The service's identity could not be confirmed"),
        QT_TRANSLATE_NOOP("ErrorText", "The certificate is not trusted on this computer, so nothing was sent."),
        QT_TRANSLATE_NOOP(
            "ErrorText",
            "Check the date and time of this computer; in a company network ask for its certificate. Then retry.",
        ),
        QT_TRANSLATE_NOOP("ErrorText", "Certificate not trusted"),
    ),
    "Proxy": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The proxy stood in the way"),
        QT_TRANSLATE_NOOP("ErrorText", "The network's proxy could not be used, so nothing was sent."),
        QT_TRANSLATE_NOOP(
            "ErrorText", "Check the variables HTTPS_PROXY, ALL_PROXY and NO_PROXY, start Image Studio again and retry."
        ),
        QT_TRANSLATE_NOOP("ErrorText", "Proxy could not be used"),
    ),
    "RateLimited": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The service asks for patience"),
        QT_TRANSLATE_NOOP(
            "ErrorText", "Too many requests reached it in a short time, and waiting a while did not help."
        ),
        QT_TRANSLATE_NOOP("ErrorText", "Wait some minutes, then retry; fewer pictures at once helps too."),
        QT_TRANSLATE_NOOP("ErrorText", "Too many requests"),
        service_speaks=True,
    ),
    "Refused": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The service did not accept the request"),
        QT_TRANSLATE_NOOP("ErrorText", "It was understood and turned down."),
        QT_TRANSLATE_NOOP("ErrorText", "Change the prompt or the settings as the service says, then generate again."),
        QT_TRANSLATE_NOOP("ErrorText", "Turned down by the service"),
        service_speaks=True,
    ),
    "KeyRefused": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The service does not accept the key"),
        QT_TRANSLATE_NOOP("ErrorText", "The key was withdrawn, has a typing mistake, or belongs to another service."),
        QT_TRANSLATE_NOOP("ErrorText", "Copy the key from the service's page, save it here, then retry."),
        QT_TRANSLATE_NOOP("ErrorText", "Key not accepted"),
        service_speaks=True,
    ),
    "OutOfCredits": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The balance is too small"),
        QT_TRANSLATE_NOOP("ErrorText", "The account does not hold enough for this picture."),
        QT_TRANSLATE_NOOP("ErrorText", "Top up the account at the service, then retry; demo pictures stay free."),
        QT_TRANSLATE_NOOP("ErrorText", "Balance too small"),
        service_speaks=True,
    ),
    "ServiceFailed": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The service could not make the picture"),
        QT_TRANSLATE_NOOP("ErrorText", "Something went wrong at the service, and it said so."),
        QT_TRANSLATE_NOOP("ErrorText", "Look at the usage page of your account, then retry."),
        QT_TRANSLATE_NOOP("ErrorText", "The service had a problem"),
        service_speaks=True,
    ),
    "OutcomeUnknown": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "No whole answer came back"),
        QT_TRANSLATE_NOOP("ErrorText", "The request went out, and the connection ended before the answer was here."),
        QT_TRANSLATE_NOOP(
            "ErrorText",
            "Wait for what is found, or look at the usage page of your account: buying it again sends a new request, "
            "which may cost a second time.",
        ),
        QT_TRANSLATE_NOOP("ErrorText", "No whole answer came back"),
    ),
    "UnreadableAnswer": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The answer could not be understood"),
        QT_TRANSLATE_NOOP(
            "ErrorText", "A whole answer came, but no picture was found in it. It is kept in the library."
        ),
        QT_TRANSLATE_NOOP(
            "ErrorText", "Ask the service's support; buying it again sends a new request, which costs again."
        ),
        QT_TRANSLATE_NOOP("ErrorText", "Answer not understood"),
    ),
    "Download": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The picture is made but has not come yet"),
        QT_TRANSLATE_NOOP("ErrorText", "Its address is kept, and it could not be fetched so far."),
        QT_TRANSLATE_NOOP("ErrorText", "Check the network connection, then fetch it again, which costs nothing more."),
        QT_TRANSLATE_NOOP("ErrorText", "Made, not fetched yet"),
    ),
    "LinkExpired": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The picture's address no longer works"),
        QT_TRANSLATE_NOOP("ErrorText", "The picture was made, but the service does not hold it ready any more."),
        QT_TRANSLATE_NOOP(
            "ErrorText", "Ask the service's support; buying it again asks for a new picture, which costs again."
        ),
        QT_TRANSLATE_NOOP("ErrorText", "The link has expired"),
    ),
    "Picture": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "What came is no sound picture"),
        QT_TRANSLATE_NOOP(
            "ErrorText", "The file is damaged or of an unknown kind. It is kept in the library as it came."
        ),
        QT_TRANSLATE_NOOP(
            "ErrorText", "Fetch it again, which costs nothing more. If that does not help, ask the service's support."
        ),
        QT_TRANSLATE_NOOP("ErrorText", "No sound picture came"),
    ),
    "Library": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The library could not be used"),
        QT_TRANSLATE_NOOP("ErrorText", "Something about the library's folder is not right."),
        QT_TRANSLATE_NOOP("ErrorText", "Check that the folder is there and may be written, then try again."),
        QT_TRANSLATE_NOOP("ErrorText", "The library could not be used"),
    ),
    "LibraryInUse": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The library is open elsewhere"),
        QT_TRANSLATE_NOOP("ErrorText", "Another Image Studio writes this library; here it can only be looked at."),
        QT_TRANSLATE_NOOP("ErrorText", "Close the other one, then start Image Studio again."),
        QT_TRANSLATE_NOOP("ErrorText", "The library is open elsewhere"),
        private=True,
    ),
    "LibraryReadOnly": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The library can only be looked at"),
        QT_TRANSLATE_NOOP("ErrorText", "The library's folder may not be written, so no new picture can be kept."),
        QT_TRANSLATE_NOOP("ErrorText", "Allow writing to the folder, or choose another library."),
        QT_TRANSLATE_NOOP("ErrorText", "The library is read-only"),
        private=True,
    ),
    "LibraryVersion": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The library belongs to another program"),
        QT_TRANSLATE_NOOP("ErrorText", "It was written by a newer Image Studio, or by a different program."),
        QT_TRANSLATE_NOOP("ErrorText", "Use the newer Image Studio, or choose another library."),
        QT_TRANSLATE_NOOP("ErrorText", "Library of another program"),
    ),
    "LibraryNewer": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The library was made by a newer Image Studio"),
        QT_TRANSLATE_NOOP(
            "ErrorText", "This library was made by a newer Image Studio, so it can only be looked at here."
        ),
        QT_TRANSLATE_NOOP("ErrorText", "Install the newest version to add pictures, or choose another library."),
        QT_TRANSLATE_NOOP("ErrorText", "Library of a newer version"),
        private=True,
    ),
    "LibraryOlder": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The library was made by an older Image Studio"),
        QT_TRANSLATE_NOOP("ErrorText", "It has to be brought up to date once, and its folder may not be written."),
        QT_TRANSLATE_NOOP("ErrorText", "Open it once where it may be written, or choose another library."),
        QT_TRANSLATE_NOOP("ErrorText", "Library of an older version"),
        private=True,
    ),
    "LibraryDamaged": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The library's database is damaged"),
        QT_TRANSLATE_NOOP("ErrorText", "The pictures and what is known of them are not touched."),
        QT_TRANSLATE_NOOP("ErrorText", "Close Image Studio and start it again: the database is mended by itself then."),
        QT_TRANSLATE_NOOP("ErrorText", "The database is damaged"),
    ),
    "LibraryUnmended": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The library's database is damaged and cannot be mended here"),
        QT_TRANSLATE_NOOP("ErrorText", "The pictures and what is known of them are not touched."),
        QT_TRANSLATE_NOOP("ErrorText", "Once the library's folder may be changed, run “imagestudio library rebuild”."),
        QT_TRANSLATE_NOOP("ErrorText", "The database is damaged"),
    ),
    "FileGone": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The picture's file is not there"),
        QT_TRANSLATE_NOOP("ErrorText", "It was moved or deleted outside Image Studio. What is known of it stays."),
        QT_TRANSLATE_NOOP(
            "ErrorText", "Put the file back into the library's folder, or restore it from a backup of the folder."
        ),
        QT_TRANSLATE_NOOP("ErrorText", "File missing"),
        private=True,
    ),
    "FileSpoilt": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "The picture's file cannot be shown"),
        QT_TRANSLATE_NOOP("ErrorText", "It was changed or damaged outside Image Studio. What is known of it stays."),
        QT_TRANSLATE_NOOP("ErrorText", "Restore the file from a backup of the library's folder."),
        QT_TRANSLATE_NOOP("ErrorText", "Cannot be shown"),
        private=True,
    ),
    "Disk": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "A file could not be written"),
        QT_TRANSLATE_NOOP("ErrorText", "The disk is full, was taken away, or may not be written."),
        QT_TRANSLATE_NOOP("ErrorText", "Make room on the disk and check the library's folder, then start again."),
        QT_TRANSLATE_NOOP("ErrorText", "File could not be written"),
    ),
    "NoRoom": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "Too little room on the disk"),
        QT_TRANSLATE_NOOP("ErrorText", "Nothing was sent, since the picture might not have found room."),
        QT_TRANSLATE_NOOP("ErrorText", "Make room on the library's disk, then retry."),
        QT_TRANSLATE_NOOP("ErrorText", "Too little room, not sent"),
    ),
    "Unwritten": Sentences(
        QT_TRANSLATE_NOOP("ErrorText", "It came, but could not be written"),
        QT_TRANSLATE_NOOP("ErrorText", "The library's disk took neither the answer nor the picture."),
        QT_TRANSLATE_NOOP(
            "ErrorText",
            "Make room on the disk, and look where it was saved before you ask for it again, which costs again.",
        ),
        QT_TRANSLATE_NOOP("ErrorText", "Came, not written"),
    ),
}
