"""What is bundled with the frozen program, under which licence: python packaging/licences.py text|debian"""

from __future__ import annotations

import re
import sys
import sysconfig
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
_ROOTS = (
    "PySide6-Essentials",
    "httpx",
    "httpcore",
    "Pillow",
    "keyring",
    "platformdirs",
    "truststore",
    "certifi",
    "socksio",
)
_KNOWN = {"BSD License": "BSD-3-Clause", "MIT License": "MIT", "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0"}
_LICENCE_FILE = re.compile(r"dist-info/.*(LICEN[CS]E|COPYING|NOTICE)", re.IGNORECASE)
_TEXTS = ROOT / "packaging" / "licences"

_QT = """Qt and Qt for Python are used under the GNU Lesser General Public License, version 3, as shared libraries that
may be exchanged for others of the same interface. Their source: https://download.qt.io/official_releases/
Qt holds parts of third parties under licences of their own, listed at https://doc.qt.io/qt-6/licenses-used-in-qt.html"""
_BOOTLOADER_LICENCE = "GPL-2.0-or-later WITH Bootloader-exception"
_BOOTLOADER = """The small program that starts the frozen one is PyInstaller's bootloader: GNU General Public License,
version 2 or later, with the exception that lets it be linked into and distributed with programs under any licence."""


@dataclass(frozen=True)
class Component:
    """One distribution that is bundled."""

    name: str
    version: str
    licence: str
    text: str

    @property
    def holders(self) -> list[str]:
        """The lines of its licence that say whose it is."""
        found = re.findall(r"^\s*(?:Copyright|©)[^\n]*\d{4}[^\n]*$", self.text, re.MULTILINE | re.IGNORECASE)
        named = [line.strip() for line in found if not re.search(r"[<\[](name of )?copyright", line)]
        return list(dict.fromkeys(named))[:8] or [f"the authors of {self.name}"]


def components() -> list[Component]:
    """The distributions the program needs on this system, what those need included."""
    names: dict[str, metadata.Distribution] = {}
    unseen = list(_ROOTS)
    while unseen:
        found = metadata.distribution(unseen.pop())
        if found.name.lower() in names:
            continue
        names[found.name.lower()] = found
        wanted = (Requirement(line) for line in found.requires or [])
        unseen += [need.name for need in wanted if need.marker is None or need.marker.evaluate({"extra": ""})]
    return [_component(names[name]) for name in sorted(names)]


def _component(found: metadata.Distribution) -> Component:
    said = found.metadata.get("License-Expression") or found.metadata.get("License") or ""
    if not said or len(said) > 80 or said == "UNKNOWN":
        classes = (line.split(" :: ")[-1] for line in found.metadata.get_all("Classifier") or [] if "License" in line)
        said = " AND ".join(_KNOWN.get(each, each) for each in classes)
    files = (file for file in found.files or [] if _LICENCE_FILE.search(str(file)))
    text = "\n\n".join(Path(str(file.locate())).read_text(encoding="utf-8", errors="replace").strip() for file in files)
    if not text and "LGPL" in said:
        said, text = "LGPL-3.0-only", _QT
    return Component(found.name, found.version, said, text)


def _python() -> Component:
    places = (Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt")
    text = next(
        (place.read_text(encoding="utf-8") for place in places if place.is_file()),
        "See https://docs.python.org/3/license.html",
    )
    return Component("Python", ".".join(map(str, sys.version_info[:3])), "PSF-2.0", text.strip())


def everything() -> list[Component]:
    """The program, what it is written with, and what it is frozen with."""
    own = Component("Image Studio", "", "MIT", (ROOT / "LICENSE").read_text(encoding="utf-8").strip())
    frozen = Component("PyInstaller", metadata.version("pyinstaller"), _BOOTLOADER_LICENCE, _BOOTLOADER)
    return [own, _python(), *components(), frozen]


def licences_text() -> str:
    """For people: every licence in full."""
    parts = ["Image Studio and what is bundled with it\n"]
    parts += [f"{each.name} {each.version}".rstrip() + f"\n{each.licence}\n" for each in everything()]
    for each in everything():
        parts.append(f"{'=' * 100}\n{each.name} {each.version}\n{each.licence}\n{'-' * 100}\n{each.text}\n")
    for path in sorted(_TEXTS.glob("*.txt")):
        parts.append(f"{'=' * 100}\n{path.stem}\n{'-' * 100}\n{path.read_text(encoding='utf-8')}\n")
    return "\n".join(parts)


def debian_copyright() -> str:
    """In Debian's machine-readable form; what lies in /usr/share/common-licenses is referred to."""
    own, *others = everything()
    parts = [
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: Image Studio\n"
        "Comment: a program under /opt that brings the Python and the libraries it was tested with.",
        _stanza("*", own, "Expat"),
    ]
    parts += [_stanza(f"opt/imagestudio/{_files(each)}", each, _short(each)) for each in others]
    parts += [
        "License: LGPL-3.0-only\n On Debian systems the full text is in /usr/share/common-licenses/LGPL-3, and that\n"
        " of the GNU General Public License, which it refers to, in /usr/share/common-licenses/GPL-3.",
        "License: GPL-2.0-or-later-WITH-Bootloader-exception\n On Debian systems the full text is in"
        " /usr/share/common-licenses/GPL-2.\n" + _indented(_BOOTLOADER),
        "License: Expat\n" + _indented(own.text),
    ]
    return "\n\n".join(parts) + "\n"


def _files(component: Component) -> str:
    places = {"PyInstaller": "imagestudio", "Python": "_internal/*python3*"}
    return places.get(component.name, f"_internal/{component.name.split('_')[0]}*")


def _short(component: Component) -> str:
    if component.name == "PyInstaller":
        return "GPL-2.0-or-later-WITH-Bootloader-exception"
    if component.licence == "LGPL-3.0-only":
        return component.licence
    return f"{component.licence.split()[0] or 'custom'}-{component.name}".replace("(", "").replace(",", "")


def _stanza(files: str, component: Component, short: str) -> str:
    holders = "\n ".join(component.holders)
    text = "" if short == "Expat" or short.startswith(("LGPL", "GPL")) else "\n" + _indented(component.text)
    if short.startswith("Apache-2.0"):
        text = "\n On Debian systems the full text is in /usr/share/common-licenses/Apache-2.0."
    return f"Files: {files}\nCopyright: {holders}\nLicense: {short}{text}"


def _indented(text: str) -> str:
    return "\n".join(f" {line.rstrip()}" if line.strip() else " ." for line in text.splitlines())


if __name__ == "__main__":
    sys.stdout.write(debian_copyright() if sys.argv[1:] == ["debian"] else licences_text())
