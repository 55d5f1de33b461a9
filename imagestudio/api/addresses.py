"""Which addresses may be used: of a service, and of the pictures it names."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from imagestudio.core.errors import SettingsError

_HOST_NAME = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?")


def check_base_url(text: str) -> str:
    """The base URL of a service without a slash or /v1 at its end. Raises SettingsError.

    Only https, but plain http to this computer itself, where nobody can listen on the way.
    """
    parts = _split(text.strip())
    if parts.query or parts.fragment:
        raise SettingsError("The base URL must end with its path, without ? and #.")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        raise SettingsError("The base URL must begin with https:// (http:// only for this computer itself).")
    path = parts.path.rstrip("/").removesuffix("/v1").rstrip("/")
    return f"{_origin(parts)}{path}"


def check_picture_url(url: str, may_be_local: bool) -> str:
    """The host a picture's address names. Raises SettingsError, whose text holds no part of the address.

    `may_be_local` allows plain http to this computer: only a service that runs here may send us there.
    """
    parts = _split(url)
    host = parts.hostname or ""
    if parts.scheme != "https" and not (may_be_local and parts.scheme == "http" and is_loopback(host)):
        raise SettingsError("The picture's address is not https.")
    return host


def origin_of(base_url: str) -> str:
    """Scheme, host and port: what a key belongs to."""
    return _origin(_split(base_url))


def host_of(url: str) -> str:
    return _split(url).hostname or ""


def is_loopback(host: str) -> bool:
    """Whether a host is this computer itself, whatever name servers say."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _split(url: str) -> SplitResult:
    """The parts of an address that every program reads the same way."""
    if not url.isascii() or not url.isprintable() or set(url) & set(' \\"<>^`{|}'):
        raise SettingsError("The address has characters in it that no address has.")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise SettingsError("The address is none.") from None  # the ValueError's text quotes the address
    if "@" in parts.netloc:
        raise SettingsError("The address must not hold a user name or a password.")
    if not parts.hostname or not _is_host(parts.hostname):
        raise SettingsError("The address does not name a host.")
    return parts


def _is_host(host: str) -> bool:
    if ":" not in host:
        return _HOST_NAME.fullmatch(host) is not None
    try:
        return ipaddress.ip_address(host).version == 6
    except ValueError:
        return False


def _origin(parts: SplitResult) -> str:
    host = parts.hostname or ""
    shown = f"[{host}]" if ":" in host else host
    default = {"https": 443, "http": 80}.get(parts.scheme)
    port = "" if parts.port in (None, default) else f":{parts.port}"
    return f"{parts.scheme}://{shown}{port}"
