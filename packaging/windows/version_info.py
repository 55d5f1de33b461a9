"""Writes what Windows shows of the programs, from the one version: python packaging/windows/version_info.py FILE"""

from __future__ import annotations

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from version import version

# The form PyInstaller's EXE(version=…) evaluates; 040904B0: English (United States), Unicode.
_FORM = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags={flags}, OS=0x40004, fileType=0x1,
                    subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable('040904B0', [
      StringStruct('CompanyName', 'Image Studio contributors'),
      StringStruct('FileDescription', 'Image Studio'),
      StringStruct('FileVersion', '{version}'),
      StringStruct('InternalName', 'imagestudio'),
      StringStruct('LegalCopyright', 'Copyright (c) 2026 Image Studio contributors. MIT License.'),
      StringStruct('OriginalFilename', 'Image Studio.exe'),
      StringStruct('ProductName', 'Image Studio'),
      StringStruct('ProductVersion', '{version}')])]),
    VarFileInfo([VarStruct('Translation', [1033, 1200])])
  ]
)
"""
_PRERELEASE = 0x2  # VS_FF_PRERELEASE


def text(named: str) -> str:
    """Four numbers, as Windows wants them, and the version as we write it."""
    numbers = [int(part) for part in re.match(r"[\d.]*\d", named)[0].split(".")]  # type: ignore[index]
    four = tuple([*numbers, 0, 0, 0, 0][:4])
    return _FORM.format(numbers=four, version=named, flags=_PRERELEASE if re.search(r"[a-z]", named) else 0)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(text(version()), encoding="utf-8")
