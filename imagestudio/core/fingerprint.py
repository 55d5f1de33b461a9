"""What makes two requests the same: model, prompt, parameters and the bytes of the pictures they are given."""

from __future__ import annotations

import hashlib
import json
import unicodedata

from imagestudio.core.request import Request


def fingerprint(request: Request) -> str:
    """The same for requests that ask for the same picture, however they came about and however many are wanted.

    Letters that look the same are the same, and so are the ends of lines; white space around the prompt is none.
    """
    said = {
        "model": request.model,
        "prompt": plain(request.prompt),
        "parameters": dict(request.parameters),
        "images": [image.sha256 for image in request.images],
        "mask": request.mask.sha256 if request.mask else None,
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def plain(prompt: str) -> str:
    """The prompt as it is compared."""
    return unicodedata.normalize("NFC", "\n".join(prompt.splitlines())).strip()
