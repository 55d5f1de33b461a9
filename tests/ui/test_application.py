"""Who the program is for the desktop."""

from __future__ import annotations

import re
from pathlib import Path

from imagestudio.application import APP_USER_MODEL_ID, DESKTOP_FILE

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
SCHEME = "imagestudio"


def read(*parts: str) -> str:
    return PACKAGING.joinpath(*parts).read_text(encoding="utf-8")


def test_the_names_are_those_of_the_packages() -> None:
    assert (PACKAGING / "linux" / f"{DESKTOP_FILE}.desktop").is_file()
    installer = read("windows", "imagestudio.iss")
    assert re.findall(r'AppUserModelID: "([^"]+)"', installer) == [APP_USER_MODEL_ID] * 2


def test_links_pictures_and_zips_are_offered_to_us_on_every_system() -> None:
    desktop = read("linux", "imagestudio.desktop")
    metainfo = read("linux", "imagestudio.metainfo.xml")
    kinds = ("image/png", "image/jpeg", "image/webp", "application/zip", f"x-scheme-handler/{SCHEME}")
    for kind in kinds:
        assert f"{kind};" in desktop
        assert f"<mediatype>{kind}</mediatype>" in metainfo
    assert "Exec=imagestudio -- %U" in desktop
    installer = read("windows", "imagestudio.iss")
    for suffix in (".png", ".jpg", ".jpeg", ".webp", ".zip"):
        assert rf'"Software\Classes\{suffix}\OpenWithProgids"' in installer
    bundle = read("macos", "imagestudio.spec")
    for kind in ("public.png", "public.jpeg", "org.webmproject.webp", "public.zip-archive"):
        assert kind in bundle
    assert f'"CFBundleURLSchemes": ["{SCHEME}"]' in bundle
