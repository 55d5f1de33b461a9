"""The canary of a key: looked for everywhere the runs left something, in every form it could have taken."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

from tests.campaign.report import Result
from tests.campaign.stage import CANARY, Stage


def forms(secret: str) -> dict[str, bytes]:
    """The secret raw and in the disguises programs give it; base64 at each of its three offsets."""
    raw = secret.encode()
    found = {"raw": raw, "UTF-16 LE": secret.encode("utf-16-le"), "UTF-16 BE": secret.encode("utf-16-be")}
    found |= {
        "URL": quote(secret, safe="").encode(),
        "form": quote_plus(secret).encode(),
        "path": quote(secret).encode(),
    }
    found["JSON"] = secret.replace("/", "\\/").encode()
    for shift in range(3):
        whole = base64.b64encode(b"\0" * shift + raw)
        first, last = (0, 2, 3)[shift], len(whole) - 4  # the letters that its neighbours decide are left out
        found[f"base64+{shift}"] = whole[first:last]
        found[f"base64url+{shift}"] = whole[first:last].translate(bytes.maketrans(b"+/", b"-_"))
    return found


def run(stage: Stage) -> Result:
    """Look through all that this campaign has left so far."""
    result = Result("canary", f"the key in files, process lists and foreign requests as {', '.join(forms(CANARY))}")
    wanted = forms(CANARY)
    for path in _files(stage.root):
        result.runs += 1
        content = path.read_bytes()
        for name, form in wanted.items():
            result.need(form not in content, f"{name} in {path.relative_to(stage.root)}")
    result.facts["files searched"] = result.runs
    result.facts["process lists searched"] = stage.process_lists
    result.need(stage.key_in_process_list == 0, "the key was in a command line")
    result.broken += stage.server.violations
    strangers = [seen for seen in stage.server.picture_requests if _mentions(seen.headers, seen.query, wanted)]
    result.need(not strangers, "the key went to the pictures' origin")
    result.facts["requests to the other origin searched"] = len(stage.server.picture_requests)
    result.worst = f"{len(result.broken)} hits"
    return result


def _files(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink())


def _mentions(headers: dict[str, str], query: str, wanted: dict[str, bytes]) -> bool:
    text = " ".join([*headers.values(), query]).encode()
    return any(form in text for form in wanted.values())
