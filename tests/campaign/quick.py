"""The program with shorter time-outs (QUICK_LIMITS, as JSON) and pauses: nobody waits minutes for what never comes."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace

from imagestudio.__main__ import main
from imagestudio.api.limits import Limits
from imagestudio.api.provider import ApiProvider
from imagestudio.core import generation


def _shortly(_try_number: int) -> float:
    return 0.01


if __name__ == "__main__":
    changed = json.loads(os.environ["QUICK_LIMITS"])
    defaults = ApiProvider.__init__.__kwdefaults__ or {}
    defaults["limits"] = replace(Limits(), **changed)
    vars(generation)["pause_before"] = _shortly
    sys.exit(main())
