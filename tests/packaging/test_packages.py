"""What the packages are made of, as far as it can be seen without building them."""

from __future__ import annotations

import configparser
import plistlib
import re
import stat
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import IcnsImagePlugin, IcoImagePlugin

from imagestudio import __version__
from imagestudio.application import DESKTOP_FILE

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
SCRIPTS = ("linux/build", "linux/verify", "linux/measure", "linux/appimage", "macos/build")


def _run(*arguments: object) -> str:
    done = subprocess.run([sys.executable, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def desktop() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(PACKAGING / "linux" / "imagestudio.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def test_the_version_is_said_in_one_place(tmp_path: Path) -> None:
    assert _run(PACKAGING / "version.py").strip() == __version__
    _run(PACKAGING / "windows" / "version_info.py", tmp_path / "info")
    assert f"StringStruct('ProductVersion', '{__version__}')" in (tmp_path / "info").read_text(encoding="utf-8")
    elsewhere = [path for path in PACKAGING.rglob("*") if path.suffix in (".iss", ".spec", ".xml", ".1", ".desktop")]
    elsewhere.append(PACKAGING / "linux" / "control")
    said = re.compile(rf"[Vv]ersion\W{{1,4}}{re.escape(__version__)}")
    assert [path.name for path in elsewhere if said.search(path.read_text(encoding="utf-8"))] == []


def test_the_desktop_entry_takes_pictures_and_links(desktop: configparser.SectionProxy) -> None:
    kinds = desktop["MimeType"].rstrip(";").split(";")
    assert set(kinds) == {"image/png", "image/jpeg", "image/webp", "application/zip", "x-scheme-handler/imagestudio"}
    assert desktop["Version"] == "1.4"
    assert desktop["Exec"].endswith("-- %U"), "what is handed over must never be taken for an option or a command"


def test_the_metainfo_leads_to_the_desktop_entry(desktop: configparser.SectionProxy) -> None:
    tree = ElementTree.parse(PACKAGING / "linux" / "imagestudio.metainfo.xml")  # noqa: S314 - our own file
    assert tree.findtext("launchable") == "imagestudio.desktop"
    assert tree.findtext("name") == desktop["Name"]


def test_the_window_and_the_desktop_entry_have_one_name(desktop: configparser.SectionProxy) -> None:
    assert desktop["Icon"] == desktop["StartupWMClass"] == DESKTOP_FILE


def test_icons_of_all_sizes_are_made_from_the_drawing(tmp_path: Path) -> None:
    _run(PACKAGING / "icons.py", tmp_path)
    with (tmp_path / "imagestudio.ico").open("rb") as file:
        assert {16, 32, 48, 256} <= {width for width, _ in IcoImagePlugin.IcoFile(file).sizes()}
    with (tmp_path / "imagestudio.icns").open("rb") as file:
        icons = IcnsImagePlugin.IcnsFile(file)
        assert {(16, 16, 2), (128, 128, 1), (512, 512, 2)} <= set(icons.itersizes())
        assert all(icons.dataforsize(size)["RGBA"].size == (size[0] * size[2],) * 2 for size in icons.itersizes())
    assert len(list(tmp_path.glob("hicolor/*/apps/imagestudio.png"))) == 9


def test_every_build_requirement_has_its_hashes() -> None:
    text = (PACKAGING / "requirements-build.txt").read_text(encoding="utf-8")
    blocks = [block for block in re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE) if "==" in block]
    assert any(block.startswith("pyinstaller==") for block in blocks)
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_the_entitlements_are_a_property_list() -> None:
    assert plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bit")
@pytest.mark.parametrize("name", SCRIPTS)
def test_the_scripts_can_be_run(name: str) -> None:
    assert (PACKAGING / name).stat().st_mode & stat.S_IXUSR


def test_actions_are_pinned_to_commits() -> None:
    text = (ROOT / ".github" / "workflows" / "packages.yml").read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)", text)
    assert used
    assert [name for name in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", name)] == []


def test_nothing_is_left_out_that_the_program_imports() -> None:
    text = (PACKAGING / "freezing.py").read_text(encoding="utf-8")
    listed = re.search(r"^EXCLUDED = \[(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    assert listed is not None
    excluded = re.findall(r'"([^"]+)"', listed[1])
    assert "PySide6.QtQml" in excluded
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "imagestudio").rglob("*.py")]
    imported = {
        name for source in sources for name in re.findall(r"^\s*(?:from|import) ([\w.]+)", source, re.MULTILINE)
    }
    assert imported.isdisjoint(excluded)
