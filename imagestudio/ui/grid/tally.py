"""How a grid stands, counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from imagestudio.core.grid_cells import GridCell
from imagestudio.ui.grid.grid_words import summary_text
from imagestudio.ui.grid.standing import Stand, Standing


@dataclass(frozen=True)
class Tally:
    """So many cells of each kind; `holes` are those that can be bought, one of each request."""

    here: int
    coming: int
    kept: int
    failed: int
    impossible: int
    holes: Sequence[GridCell]

    @property
    def is_full(self) -> bool:
        """Whether every picture that is possible is there."""
        return self.here > 0 and not (self.coming or self.kept or self.failed or self.holes)

    def text(self) -> str:
        return summary_text(self.here, self.coming, self.kept, len(self.holes), self.impossible, self.failed)


def tally_of(cells: Sequence[GridCell], standing: Standing) -> Tally:
    stands = [standing.stand(cell) for cell in cells]
    jobs = [standing.job(cell) for cell, stand in zip(cells, stands, strict=True) if stand is Stand.JOB]
    failed = sum(job is not None and job.failed for job in jobs)
    kept = sum(job is not None and standing.is_held(job) for job in jobs)
    coming = len(jobs) - failed - kept + stands.count(Stand.CLAIMED)
    here, impossible = stands.count(Stand.PICTURE), stands.count(Stand.IMPOSSIBLE)
    return Tally(here, coming, kept, failed, impossible, standing.holes(cells))
