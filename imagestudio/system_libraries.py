"""Says in one line which package of the system is missing, where Qt would only abort."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

# What Qt asks the system for: its name in Debian (and Ubuntu), Fedora and Arch.
_BASE = {
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype", "freetype2"),
    "libstdc++.so.6": ("libstdc++6", "libstdc++", "gcc-libs"),
    "libgssapi_krb5.so.2": ("libgssapi-krb5-2", "krb5-libs", "krb5"),
    "libz.so.1": ("zlib1g", "zlib", "zlib"),
}
_XCB_PARTS = (("shape", 0), ("randr", 0), ("render", 0), ("shm", 0), ("sync", 1), ("xfixes", 0), ("xkb", 1))
_X11 = {
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util", "xcb-util"),
    **{f"libxcb-{part}.so.{number}": (f"libxcb-{part}{number}", "libxcb", "libxcb") for part, number in _XCB_PARTS},
    "libxcb.so.1": ("libxcb1", "libxcb", "libxcb"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb", "libx11"),
    "libX11.so.6": ("libx11-6", "libX11", "libx11"),
}
_WAYLAND = {
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client", "wayland"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor", "wayland"),
}
_ALL = {**_BASE, **_X11, **_WAYLAND}
_COMMANDS = (("debian", "sudo apt install"), ("fedora", "sudo dnf install"), ("arch", "sudo pacman -S"))
_FAMILIES = {"ubuntu": "debian", "rhel": "fedora", "centos": "fedora", "manjaro": "arch"}
_NO_PLATFORM = "no Qt platform plugin could be initialized"
_OF_PLATFORM = ("Qt platform plugin", "Qt xcb platform plugin", "could not connect to display")
_ABSENT = re.compile(r"(lib[\w.+-]+\.so[\d.]*): cannot open shared object file")


def watch_platform() -> None:
    """Have Qt say in our words why it has no window. To be called before its application is made."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    def tell(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind == QtMsgType.QtFatalMsg and _NO_PLATFORM in message:  # Qt aborts as soon as this returns
            say(_why_no_window())
            os._exit(1)
        if not any(part in message for part in _OF_PLATFORM):  # what we say better
            sys.stderr.write(f"{message}\n")

    qInstallMessageHandler(tell)


def missing_in(error: ImportError) -> str:
    """The line for an import that failed for want of a system library; an empty text where it failed otherwise."""
    found = _ABSENT.search(str(error))
    if found is None:
        return ""
    names = [found[1], *absent(name for name in {**_BASE, **_X11} if name != found[1])]
    return line_about(names, _os_release())


def absent(names: Iterable[str]) -> list[str]:
    """Those of the libraries that the system's linker does not find."""
    import ctypes

    missing = []
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.append(name)
    return missing


def line_about(libraries: list[str], release: Mapping[str, str]) -> str:
    """One line with the command for this system where it is known, else the names in the three families."""
    known = [_ALL[name] for name in libraries if name in _ALL]
    packages = [" ".join(dict.fromkeys(names)) for names in zip(*known, strict=True)] if known else []
    said = f"Image Studio: {'a system library is' if len(libraries) == 1 else 'system libraries are'} missing:"
    said = f"{said} {', '.join(libraries)}."
    if not packages:
        return f"{said} Install the package of your system that holds it."
    family = _family(release)
    for (name, command), wanted in zip(_COMMANDS, packages, strict=True):
        if name == family:
            return f"{said} Install with: {command} {wanted}"
    return f"{said} Install {packages[0]} (Debian, Ubuntu), {packages[1]} (Fedora) or {packages[2]} (Arch)."


def say(line: str) -> None:
    """On the terminal; where there is none, also in whatever dialog the system has."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
    if sys.stderr.isatty() or not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    for program, *options in (
        ("zenity", "--error", "--no-markup", "--title=Image Studio", f"--text={line}"),
        ("kdialog", "--title", "Image Studio", "--error", line),
        ("xmessage", "-center", line),
    ):
        if (path := shutil.which(program)) is not None:
            # It outlives this process, which has nothing more to do.
            subprocess.Popen([path, *options], stderr=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
            return


def _why_no_window() -> str:
    wanted = dict(_X11) if os.environ.get("DISPLAY") else {}
    if os.environ.get("WAYLAND_DISPLAY"):
        wanted |= _WAYLAND
    missing = absent(wanted)
    if missing:
        return line_about(missing, _os_release())
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or "?"
    return f"Image Studio: no window can be shown: the display {display} does not answer, or lets nobody in."


def _family(release: Mapping[str, str]) -> str:
    named = f"{release.get('ID', '')} {release.get('ID_LIKE', '')}".split()
    families = (_FAMILIES.get(name, name) for name in named)
    return next((family for family in families if family in dict(_COMMANDS)), "")


def _os_release() -> dict[str, str]:
    try:
        text = Path("/etc/os-release").read_text(encoding="utf-8")
    except OSError:
        return {}
    return {key: value.strip('"') for key, value in re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE)}
