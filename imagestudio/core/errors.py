"""The failures of the world; anything else that is raised is our bug.

ImageStudioError
├── CatalogError            a model's data file is wrong
├── RequestError            a parameter has a value that is not offered
├── SettingsError           a setting or option is wrong, a base URL that is not https for instance
├── CredentialError
│   ├── NoKeyError          no key is known for this service
│   ├── BadKeyError         what was given cannot be a key
│   ├── KeyringLockedError  the keyring is there but did not open
│   └── NoKeyringError      this system has no keyring we trust
├── ProviderError           the service, or the way to it
│   ├── NotSentError        nothing left this computer (DNS, connect, TLS handshake, pool)
│   │   ├── UnreachableError nobody was there: no name, no connection, or none in time
│   │   ├── CertificateError
│   │   └── ProxyError      a proxy variable is broken, or the proxy refused
│   ├── RateLimitedError    429
│   ├── RefusedError        400 404 413 422
│   │   ├── KeyRefusedError     401
│   │   └── OutOfCreditsError   403
│   ├── ServiceFailedError  5xx with the service's own JSON
│   ├── OutcomeUnknownError anything else after the first byte
│   │   └── UnreadableAnswerError  a whole 200 that cannot be understood
│   └── DownloadError       a paid picture has not come yet
│       └── LinkExpiredError    403 404 410 from the picture's host
├── PictureError            bytes that are no sound picture
└── LibraryError
    ├── LibraryInUseError   another program writes this library
    ├── LibraryReadOnlyError
    ├── LibraryVersionError the database is of another program
    │   ├── LibraryNewerError   the database is of a newer Image Studio; it can be looked at
    │   └── LibraryOlderError   the database is of an older one, and may not be brought up to date
    ├── LibraryDamagedError
    ├── FileGoneError       the file of a picture is not in the library folder any more
    ├── FileSpoiltError     the file of a picture cannot be read as one any more
    └── DiskError           a file could not be written
        ├── NoRoomError         too little room to send anything; nothing was sent
        └── UnwrittenError      something paid for is only in memory, or in another place
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from imagestudio.core.money import Money


class Charge(StrEnum):
    """What a failure means for the person's money."""

    NONE = "none"
    UNKNOWN = "unknown"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure as it is kept in the journal: which kind, what was said, what it means for the money.

    `cost` is what the service's own list says it cost; `unchecked` is why that list could not be read, if it was
    asked and could not.
    """

    kind: str
    said: str
    charge: Charge
    inference_id: str = ""
    cost: Money | None = None
    unchecked: str = ""


class ImageStudioError(Exception):
    """A failure of the world, which the person can understand and do something about.

    `str(error)` is plain English for the command line and the log; it never holds a key, a prompt or a signed URL.
    """

    charge = Charge.NONE

    def __init__(self, said: str = "", *, inference_id: str = "") -> None:
        super().__init__(said)
        self.said = said
        self.inference_id = inference_id

    @property
    def failure(self) -> Failure:
        return Failure(type(self).__name__.removesuffix("Error"), self.said, self.charge, self.inference_id)


class CatalogError(ImageStudioError):
    """A model's data file is wrong; the text names the file and what is wrong in it."""


class RequestError(ImageStudioError):
    """A parameter has a value that is not offered."""

    def __init__(self, parameter: str, value: object, allowed: str) -> None:
        self.parameter = parameter
        self.value = value
        self.allowed = allowed
        shown = repr(value) if value != "" else "nothing"
        super().__init__(f"{parameter} is {shown}; allowed: {allowed}")


class SettingsError(ImageStudioError):
    """A setting or an option is wrong."""


class CredentialError(ImageStudioError):
    """Something about the key or the place it is kept."""


class NoKeyError(CredentialError):
    """No key is known for this service."""


class BadKeyError(CredentialError):
    """What was given cannot be a key."""


class KeyringLockedError(CredentialError):
    """The system's keyring is there but did not open."""


class NoKeyringError(CredentialError):
    """This system has no keyring we trust."""


class ProviderError(ImageStudioError):
    """The service, or the way to it."""

    def __init__(self, said: str = "", *, status: int | None = None, inference_id: str = "") -> None:
        super().__init__(said, inference_id=inference_id)
        self.status = status


class NotSentError(ProviderError):
    """Nothing left this computer, so it may be tried again."""


class UnreachableError(NotSentError):
    """Nobody was there to send it to, as when there is no network; the same request may go out later as it is."""


class CertificateError(NotSentError):
    """The service's certificate is not trusted; trying again would not help."""


class ProxyError(NotSentError):
    """A proxy setting is broken, or the proxy refused."""


class RateLimitedError(ProviderError):
    """The service asks for patience (429)."""

    def __init__(self, said: str = "", *, retry_after: float | None = None, inference_id: str = "") -> None:
        super().__init__(said, status=429, inference_id=inference_id)
        self.retry_after = retry_after


class RefusedError(ProviderError):
    """The service did not accept the request; nothing is charged."""


class KeyRefusedError(RefusedError):
    """The service does not accept the key."""


class OutOfCreditsError(RefusedError):
    """The account has too little balance."""


class ServiceFailedError(ProviderError):
    """The service failed and said so; documented as not charged."""


class OutcomeUnknownError(ProviderError):
    """The request went out and no whole answer came back; it may have been charged."""

    charge = Charge.UNKNOWN


class UnreadableAnswerError(OutcomeUnknownError):
    """A whole answer came that cannot be understood; it is kept."""

    charge = Charge.PAID


class DownloadError(ProviderError):
    """A paid picture has not come yet; its address can be asked again."""

    charge = Charge.PAID


class LinkExpiredError(DownloadError):
    """The paid picture's address no longer works."""


class PictureError(ImageStudioError):
    """Bytes that are no sound picture; they are kept."""

    charge = Charge.PAID


class LibraryError(ImageStudioError):
    """Something about the library folder."""


class LibraryInUseError(LibraryError):
    """Another program writes this library."""


class LibraryReadOnlyError(LibraryError):
    """The library cannot be written."""


class LibraryVersionError(LibraryError):
    """The database belongs to a newer Image Studio, or to another program."""


class LibraryNewerError(LibraryVersionError):
    """The database belongs to a newer Image Studio; it can be looked at."""


class LibraryOlderError(LibraryVersionError):
    """The database belongs to an older Image Studio, and cannot be brought up to date where it may not be written."""


class LibraryDamagedError(LibraryError):
    """The database is damaged; the pictures are not touched, and the next start mends it."""


class LibraryUnmendedError(LibraryDamagedError):
    """The database is damaged, and no start can be told of it, since nothing can be written beside it."""


class FileGoneError(LibraryError):
    """The file of a picture is not in the library folder any more; what is known of it stays."""


class FileSpoiltError(LibraryError):
    """The file of a picture cannot be read as one any more."""


class DiskError(LibraryError):
    """A file could not be written."""


class NoRoomError(DiskError):
    """The disk has too little room to send anything; nothing was sent."""


class UnwrittenError(DiskError):
    """Something that was paid for could not be written; the text says where it is."""

    charge = Charge.PAID
