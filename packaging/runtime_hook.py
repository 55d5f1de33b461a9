"""Runs first in the frozen program: gives the programs it starts (browser, file manager) the environment of the system.

PyInstaller puts its own folder into LD_LIBRARY_PATH, which has done its work when Python runs.
"""

import os
import sys

if sys.platform.startswith("linux"):
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is None:
        os.environ.pop("LD_LIBRARY_PATH", None)
    else:
        os.environ["LD_LIBRARY_PATH"] = before
