"""What the three spec files share: what goes into the frozen program, and what stays out of it.

The modules and resources are found by walking, so that a new one needs no word here. What the hooks drag in is cut by
two rules: plugins by name, and libraries of Qt by whether anything that stays still asks for them.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from licences import components, licences_text
from PyInstaller.depend.bindepend import get_imports
from PyInstaller.utils.hooks import collect_submodules, copy_metadata

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

ENTRY = str(ROOT / "imagestudio" / "__main__.py")
HOOKS = [str(ROOT / "packaging" / "runtime_hook.py")]

EXCLUDED = [
    "tkinter", "PIL.ImageTk", "PIL._imagingtk", "PIL._avif", "PIL.AvifImagePlugin", "numpy", "pytest", "mypy",
    "setuptools", "pkg_resources", "pip", "pydoc_data", "lib2to3", "unittest", "trio", "curio", "rich", "click",
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtPdf", "PySide6.QtOpenGL",
]  # fmt: skip

# Plugins that nothing of ours loads: one line a reason.
_DROPPED = re.compile(
    "|".join(
        (
            r"platformthemes/libqgtk3",  # drags GTK in; the portal's theme stays
            r"platforms/(lib)?q(minimal|minimalegl|eglfs|linuxfb|vnc|vkkhrdisplay|direct2d)\b",  # no desktops
            r"egldeviceintegrations/|generic/",  # of those
            r"xcbglintegrations/|wayland-graphics-integration|vectorimageformats/",  # nothing is drawn with OpenGL
            r"wayland-shell-integration/lib(fullscreen|ivi|qt-shell|wl-shell)",  # xdg-shell is what desktops speak
            r"platforminputcontexts/(lib)?qtvirtualkeyboard",  # needs QML
            r"imageformats/(lib)?q(icns|tga|tiff|wbmp|pdf|gif)\b",  # pictures are decoded by Pillow
            r"plugins/tls/|networkinformation/|qmltooling/|sqldrivers/|designer/",  # unused
            r"PySide6/(Qt/)?qml/|opengl32sw\.dll",
            r"_avif|libavif",
        )
    )
)
_QT_LIBRARY = re.compile(r"(lib)?Qt6[A-Z]\w*(\.so|\.dll|\.framework|$)|(lib)?icu(data|i18n|uc)|Qt[A-Z]\w*$")
_SYSTEM_LIBRARY = re.compile(r"lib(?!python)[^/]+\.so[.\d]*$")  # at the top of the folder, where Linux' are put
_TRANSLATION = re.compile(r"translations/qtbase_")


def modules() -> list[str]:
    """Every module of the program, and those that are found by name at run time only."""
    keyrings = ["keyring.backends.fail", "keyring.backends.null", "keyring.backends.chainer"]
    if sys.platform.startswith("linux"):
        keyrings += ["keyring.backends.SecretService", "keyring.backends.kwallet", "keyring.backends.libsecret"]
    if sys.platform == "darwin":
        keyrings += ["keyring.backends.macOS", "keyring.backends.macOS.api"]
    if sys.platform == "win32":
        keyrings += ["keyring.backends.Windows"]
    return [*collect_submodules("imagestudio"), *keyrings, "truststore", "socksio"]


def resources() -> list[tuple[str, str]]:
    """Every file of resources/, to lie in imagestudio/resources as in the wheel, but for what only the README needs.

    Beside them `licences.txt`, for the about box; and what each distribution says of itself, for versions.
    """
    files = (path for path in (ROOT / "resources").rglob("*") if path.is_file())
    kept = [path for path in files if path.suffix not in (".ts",) and not path.name.startswith("screenshot")]
    places = [(str(path), str(Path("imagestudio") / path.parent.relative_to(ROOT))) for path in sorted(kept)]
    written = ROOT / ".packaging" / "licences.txt"
    written.parent.mkdir(exist_ok=True)
    written.write_text(licences_text(), encoding="utf-8")
    metadata = (entry for component in components() for entry in copy_metadata(component.name))
    return [*places, (str(written), "imagestudio/resources"), *metadata]


def _stays(entry: tuple[str, str, str]) -> bool:
    return not _DROPPED.search(entry[0].replace("\\", "/"))


def slim(analysis: Any) -> None:
    """Take out of the analysis what nothing needs; pillow.libs is never touched."""
    before = {Path(entry[0]).name for entry in analysis.binaries}
    analysis.binaries = _asked_for([entry for entry in analysis.binaries if _stays(entry)])
    analysis.datas = [entry for entry in analysis.datas if _stays(entry) and _wanted_data(entry[0].replace("\\", "/"))]
    drop_links(analysis, before - {Path(entry[0]).name for entry in analysis.binaries if entry[2] != "SYMLINK"})


def drop_links(analysis: Any, gone: set[str]) -> None:
    """Take out the links to files that were taken out, and what else lies in the framework of a library that was."""
    analysis.binaries = [entry for entry in analysis.binaries if not _leads_to(entry, gone)]
    analysis.datas = [entry for entry in analysis.datas if not _leads_to(entry, gone)]


def _leads_to(entry: tuple[str, str, str], gone: set[str]) -> bool:
    if entry[2] == "SYMLINK" and Path(entry[1]).name in gone:
        return True
    return any(part.endswith(".framework") and part.removesuffix(".framework") in gone for part in Path(entry[0]).parts)


def _wanted_data(name: str) -> bool:
    return "/translations/" not in name or name.startswith("imagestudio/") or bool(_TRANSLATION.search(name))


def _asked_for(binaries: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Without those libraries of Qt and of the system that nothing else asks for, nor what they ask for in turn.

    A link (macOS, Linux) is no binary to look into and stays.
    """
    real = {name: source for name, source, kind in binaries if kind not in ("SYMLINK",)}
    optional = {name for name in real if _QT_LIBRARY.search(Path(name).name) and "plugins" not in name}
    optional |= {name for name in real if _SYSTEM_LIBRARY.match(name)}
    by_file = {Path(name).name.casefold(): name for name in optional}  # Windows does not mind the case
    needed: set[str] = set()
    unseen = [source for name, source in real.items() if name not in optional]
    while unseen:
        for wanted, _ in get_imports(unseen.pop()):
            name = by_file.get(Path(wanted).name.casefold())
            if name is not None and name not in needed:
                needed.add(name)
                unseen.append(real[name])
    dropped = {Path(name).name for name in optional - needed}
    return [entry for entry in binaries if Path(entry[0]).name not in dropped]
