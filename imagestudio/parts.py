"""The parts both the window and the command line are composed of, made without Qt; httpx is imported only on use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from imagestudio.api.addresses import check_base_url, origin_of
from imagestudio.core.catalog import Catalog
from imagestudio.core.catalog_file import read_catalog
from imagestudio.core.ports import Settings
from imagestudio.core.record import DEMO
from imagestudio.profile.credentials import AIMLAPI_ORIGIN, KeyringCredentials, nobody_heeds
from imagestudio.profile.paths import resources_dir

if TYPE_CHECKING:
    from pathlib import Path

    from imagestudio.api.provider import ApiProvider
    from imagestudio.core.inputs import InputImage
    from imagestudio.library.inputs import InputStore

BASE_URL_VARIABLE = "IMAGESTUDIO_BASE_URL"
AIMLAPI = "aimlapi"
DEFAULT_FREE_MB = 500
_TITLES = {AIMLAPI: "AI/ML API", DEMO: "Demo"}
_DEMO_ORIGIN = "https://demo.invalid"  # answered inside the program, so nothing is ever asked there


def load_catalog() -> Catalog:
    """The models of the resources folder; a wrong file becomes one of the catalog's problems."""
    files = []
    for path in sorted((resources_dir() / "models").glob("*.json")):
        try:
            files.append((path.name, path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError):
            files.append((path.name, ""))  # which is no JSON, and is named as such
    return read_catalog(files)


def choose_base_url(given: str, environ: Mapping[str, str]) -> str:
    """The service to use: as given, else IMAGESTUDIO_BASE_URL, else the AI/ML API. Raises SettingsError."""
    wanted = given.strip() or environ.get(BASE_URL_VARIABLE, "").strip()
    return check_base_url(wanted) if wanted else AIMLAPI_ORIGIN


def credentials_for(
    given: str, environ: Mapping[str, str], heed: Callable[[str], None] = nobody_heeds
) -> tuple[str, KeyringCredentials]:
    """The base URL to use and the key that belongs to it; `heed` is told of each key. Raises SettingsError.

    The environment's key goes where the person pointed it in the same breath: to the given base URL, else to the one
    beside it in the environment, else to the AI/ML API.
    """
    base_url = choose_base_url(given, environ)
    origin = origin_of(base_url)
    return base_url, KeyringCredentials(origin, environ, environment_origin=origin, heed=heed)


def provider_name(base_url: str) -> str:
    """What records call the service: 'aimlapi', or the host (and port) of another one."""
    origin = origin_of(base_url)
    return AIMLAPI if origin == AIMLAPI_ORIGIN else origin.partition("://")[2]


def provider_title(name: str) -> str:
    """The provider's name for people."""
    return _TITLES.get(name, name)


def make_provider(
    base_url: str, key: Callable[[], str], inputs: Callable[[InputImage], Path] | None = None
) -> ApiProvider:
    """The service at a base URL `choose_base_url` gave; `inputs` tells where the pictures of edits lie."""
    from imagestudio.api.multipart import no_inputs
    from imagestudio.api.provider import ApiProvider

    return ApiProvider(base_url, key, name=provider_name(base_url), inputs=inputs or no_inputs)


def make_demo_provider(inputs: InputStore | None = None) -> ApiProvider:
    """The built-in service: the same contract, answered on this computer; edits need the library's `inputs`."""
    from imagestudio.api.multipart import no_inputs
    from imagestudio.api.provider import ApiProvider
    from imagestudio.demo.transport import DemoTransport

    transport = DemoTransport(inputs=inputs.named if inputs else None)
    kept = inputs.path_of if inputs else no_inputs
    return ApiProvider(_DEMO_ORIGIN, lambda: "demo", name=DEMO, transport=transport, inputs=kept)


def least_free(settings: Settings) -> int:
    """Bytes that must be free on the library's disk before anything is sent: the setting `free_space_mb`."""
    megabytes = settings.get("free_space_mb", DEFAULT_FREE_MB)
    sound = isinstance(megabytes, int) and not isinstance(megabytes, bool) and megabytes >= 0
    return (megabytes if sound else DEFAULT_FREE_MB) * 1024 * 1024
