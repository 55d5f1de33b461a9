"""Runs a command and writes down the most memory it ever held, in MiB."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

if __name__ == "__main__":
    code = subprocess.run(sys.argv[2:], check=False).returncode
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    Path(sys.argv[1]).write_text(str(most))
    sys.exit(code)
