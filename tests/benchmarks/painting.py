"""A session of strokes in the mask editor over a picture of 1536 × 1024: the gaps of the window meanwhile."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image

from tests.benchmarks.figures import Figure, Samples
from tests.benchmarks.home import home_of, run_child
from tests.benchmarks.screen import screen

_SIZE = (1536, 1024)


def measure_painting(cache: Path, strokes: int) -> list[Figure]:
    """Brush and eraser at 120 events a second, and after every tenth stroke what changes all of the mask."""
    with screen() as shown, tempfile.TemporaryDirectory(prefix="bench-", dir=cache) as temporary:
        folder = Path(temporary)
        grain = Image.merge("RGB", [Image.effect_noise(_SIZE, 40)] * 3)
        shade = Image.merge("RGB", [Image.linear_gradient("L").resize(_SIZE)] * 3)
        Image.blend(shade, grain, 0.1).save(folder / "picture.png")
        environment = shown.environment | home_of(folder, cache)
        result = run_child("painting_child", [folder / "library", folder / "picture.png", str(strokes)], environment)
    gaps = result["gaps"]
    note = f"longest {max(gaps):.1f} ms; {result['steps']} steps to undo"
    name = f"gaps of the window over {strokes} strokes on 1536×1024"
    return [Figure(name, Samples(gaps), "ms", limit=16.0, by_p99=True, note=note)]
