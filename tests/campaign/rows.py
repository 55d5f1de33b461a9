"""The rows of the campaign by their names, in the order they are run."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable, Mapping

from tests.campaign import (
    canary,
    disks,
    instances,
    keyrings,
    kills,
    offline,
    order,
    overwrites,
    tls,
    windows,
    wire_faults,
)
from tests.campaign.report import Result
from tests.campaign.stage import Stage

Row = Callable[[Stage], Result]

ROWS: Mapping[str, Row] = {
    "order": order.run,
    "kill-calls": kills.run_calls,
    "kill-moments": kills.run_moments,
    "kill-window": windows.run_kills,
    "disk-full": disks.run_full,
    "disk-errors": disks.run_errors,
    "read-only": disks.run_read_only,
    "service": wire_faults.run,
    "cuts": wire_faults.run_cuts,
    "certificates": tls.run,
    "offline": offline.run,
    "two-instances": instances.run_two,
    "sigstop": instances.run_stop,
    "clock": instances.run_clock,
    "keyring": keyrings.run,
    "overwrites": overwrites.run,
    "window-gap": windows.run_gap,
    "canary": canary.run,
}


def run_row(stage: Stage, name: str) -> Result:
    """One row, with the time it took."""
    began = time.monotonic()
    try:
        if name != "canary":
            stage.get_ready()
        result = ROWS[name](stage)
    except Exception as error:  # of the campaign or of the program's parts it uses: the other rows go on
        print(traceback.format_exc(), file=sys.stderr)  # noqa: T201
        result = Result(name, "it did not come to its end", broken=[f"{type(error).__name__}: {error}"])
    stage.quiet()
    result.seconds = time.monotonic() - began
    return result
