"""Which proxy variable is broken, since httpx only says that something is."""

from __future__ import annotations

import os
from urllib.request import getproxies

import httpx

from imagestudio.core.errors import ProxyError

_NAMES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


def proxy_error() -> ProxyError:
    """The error for proxy settings that httpx cannot use; it names variables, never what they hold."""
    broken = [name for name in _NAMES if not _is_proxy(_value(name))]
    if not all(_is_pattern(host.strip()) for host in _value("NO_PROXY").split(",")):
        broken.append("NO_PROXY")
    if not broken:
        broken = [name for name in (*_NAMES, "NO_PROXY") if _value(name)]
    return ProxyError(f"The proxy setting cannot be used: {' or '.join(broken) or 'of the system'}.")


def _value(name: str) -> str:
    return os.environ.get(name.lower()) or os.environ.get(name) or getproxies().get(name.split("_")[0].lower(), "")


def _is_proxy(value: str) -> bool:
    if not value:
        return True
    try:
        httpx.AsyncHTTPTransport(proxy=value if "://" in value else f"http://{value}")
    except Exception:  # httpx raises ValueError, ImportError, InvalidURL and more
        return False
    return True


def _is_pattern(host: str) -> bool:
    if not host or host == "*":
        return True
    try:
        httpx.URL(host if "://" in host else f"all://{host}")
    except (httpx.InvalidURL, ValueError):
        return False
    return True
