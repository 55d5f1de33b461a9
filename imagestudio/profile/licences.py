"""What the program is made of and under which licences: the bundled text, or what is installed here says it itself."""

from __future__ import annotations

import platform
from importlib import metadata

from imagestudio.profile.paths import resources_dir

_PARTS = (
    "PySide6-Essentials",
    "shiboken6",
    "httpx",
    "httpcore",
    "h11",
    "anyio",
    "idna",
    "certifi",
    "socksio",
    "truststore",
    "Pillow",
    "keyring",
    "platformdirs",
)
_LONGEST = 80  # some distributions put the whole text into the field of the name


def licences_text() -> str:
    """The licences bundled with the frozen program, else a line for each part that is installed. Reads files."""
    for folder in (resources_dir(), resources_dir().parent):
        bundled = folder / "licences.txt"
        if bundled.is_file():
            return bundled.read_text(encoding="utf-8", errors="replace")
    lines = [f"Python {platform.python_version()}  ·  PSF-2.0"]
    for name in _PARTS:
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # not needed on this system
        lines.append(f"{found.name} {found.version}  ·  {_licence(found)}")
    return "\n".join(lines)


def _field(found: metadata.Distribution, name: str) -> str:
    return next(iter(found.metadata.get_all(name) or []), "")


def _licence(found: metadata.Distribution) -> str:
    said = _field(found, "License-Expression") or _field(found, "License")
    if said and said != "UNKNOWN" and len(said) <= _LONGEST:
        return said
    classes = [line.rpartition(" :: ")[2] for line in found.metadata.get_all("Classifier") or [] if "License" in line]
    return ", ".join(classes) or "see its package"
