"""The service on this computer: the contract and its faults, for real over sockets, with a second origin for pictures.

`python -m tests.server` runs it by hand and prints where it is. It needs no pytest.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs

from tests import contract, edits
from tests.faults import FINE, Fault, Reply, vendor_body
from tests.wire import Origin, Seen

KEY = "sk-loopback-0123456789abcdefXYZ"
SIGNATURE = "c2lnbmF0dXJlLW9mLXRoZS1waWN0dXJl"


@dataclass
class _Script:
    """Faults for coming requests of one kind, in order; then all is fine."""

    faults: deque[Fault] = field(default_factory=deque)

    def next(self) -> Fault:
        try:
            return self.faults.popleft()
        except IndexError:
            return FINE


class ServiceServer:
    """A context manager around two origins; every attribute may be read and set while it runs.

    `key` is the one that is accepted, `b64_only` answers with bytes whatever was asked for, `cost_in_headers` sends
    the cost there too, `picture_hops` is how often a picture's address is passed on, `delay_s` how long a picture
    takes. `on_post` and `on_picture` are called when a request has arrived, before anything is answered.
    """

    def __init__(self, port: int = 0, picture_port: int = 0, key: str = KEY) -> None:
        self.key = key
        self.b64_only = False
        self.cost_in_headers = True
        self.picture_hops = 0
        self.delay_s = 0.0
        self.balance_usd = 10.0
        self.on_post: Callable[[Seen], None] = _ignore
        self.on_picture: Callable[[Seen], None] = _ignore
        self.posts: list[Seen] = []
        self.picture_requests: list[Seen] = []
        self.queries: list[Seen] = []
        self.violations: list[str] = []
        self.served: dict[str, bytes] = {}
        self.log_rows: list[dict[str, Any]] = []
        self.extra_charges: list[dict[str, Any]] = []  # rows of the ledger that no request made
        self.prices: dict[str, Any] = {}  # what the catalogue says of models, by their ids
        self.forgotten_charges: set[str] = set()  # inference ids that are not in the ledger
        self.most_at_once = 0
        self._at_once = 0
        self._guard = threading.Lock()
        self._open = threading.Event()
        self._open.set()
        self._given: deque[bytes] = deque()
        self._posts, self._pictures, self._queries = _Script(), _Script(), _Script()
        self._service = Origin(self.answer, port)
        self._cdn = Origin(self._answer_picture, picture_port)

    @property
    def base_url(self) -> str:
        return self._service.url

    @property
    def picture_url(self) -> str:
        return self._cdn.url

    def script(self, *faults: Fault) -> None:
        """What happens to the next generations, in order."""
        self._posts.faults.extend(faults)

    def script_pictures(self, *faults: Fault) -> None:
        """What happens to the next downloads, in order."""
        self._pictures.faults.extend(faults)

    def script_queries(self, *faults: Fault) -> None:
        """What happens to the next questions after models, balance and logs, in order."""
        self._queries.faults.extend(faults)

    def forget_script(self) -> None:
        """All that comes is fine again, and drawn as asked for."""
        for script in (self._posts, self._pictures, self._queries):
            script.faults.clear()
        self._given.clear()

    def give(self, *pictures: bytes) -> None:
        """The bytes of the next pictures, in order; without any, they are drawn as asked for."""
        self._given.extend(pictures)

    def hold(self) -> None:
        """Answer no generation until `release`."""
        self._open.clear()

    def release(self) -> None:
        self._open.set()

    def close(self) -> None:
        self._open.set()
        self._service.close()
        self._cdn.close()

    def __enter__(self) -> Self:
        self._service.start()
        self._cdn.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def answer(self, seen: Seen) -> tuple[Reply, Fault]:
        """What the service's origin says to a request, and how that arrives."""
        if seen.method == "POST" and seen.path.endswith(("/v1/images/generations", "/v1/images/edits")):
            with self._guard:
                self.posts.append(seen)
                fault = self._posts.next()
                self._at_once += 1
                self.most_at_once = max(self.most_at_once, self._at_once)
            try:
                return self._generate(seen, fault), fault
            finally:
                with self._guard:
                    self._at_once -= 1
        with self._guard:
            self.queries.append(seen)
            fault = self._queries.next()
        return self._answer_query(seen), fault

    def _generate(self, seen: Seen, fault: Fault) -> Reply:
        self.on_post(seen)
        self._open.wait()
        self._service.closing.wait(self.delay_s)
        if seen.headers.get("authorization") != f"Bearer {self.key}":
            return _error(401, "Invalid API key")
        if seen.path.endswith("/edits"):
            return self._edit(seen, charged=fault.reply is None)
        try:
            body = json.loads(seen.body)
        except ValueError:
            return _error(400, "Body is not valid JSON")
        if found := contract.problems(body):
            return _error(400, found)
        charged = fault.reply is None
        return self._made(seen, contract.with_defaults(body), charged)

    def _made(self, seen: Seen, body: dict[str, Any], charged: bool) -> Reply:
        with self._guard:
            number = len(self.log_rows) + 1
            content = self._given.popleft() if self._given and charged else contract.draw(body, number)
            used = contract.credits_for(body) if charged else 0
            ids = {"x-inference-id": f"inference-{number}"}
            if client_id := seen.headers.get("x-client-request-id", ""):
                ids["x-client-request-id"] = client_id
            self.log_rows.insert(0, _log_row(body, ids, used))
            picture = self._picture(body, content, f"{number}.{body['output_format']}")
        if self.cost_in_headers:
            ids |= {"x-aimlapi-credits-used": str(used), "x-aimlapi-usd-spent": str(contract.usd(used))}
        return _json(contract.answer(body, picture), ids)

    def _edit(self, seen: Seen, charged: bool) -> Reply:
        try:
            parts = edits.parts_of(seen.headers.get("content-type", ""), seen.body)
            found = edits.problems(parts)
        except (ValueError, OSError) as error:
            return _error(400, str(error))
        if found:
            return _error(400, found)
        fields = contract.with_defaults(edits.fields_of(parts))
        with self._guard:
            number = len(self.log_rows) + 1
            used = edits.credits_for(fields) if charged else 0
            ids = {"x-inference-id": f"inference-{number}"}
            if client_id := seen.headers.get("x-client-request-id", ""):
                ids["x-client-request-id"] = client_id
            self.log_rows.insert(0, _log_row(fields, ids, used))
            made = [
                self._given.popleft() if self._given else edits.draw(fields, number + i) for i in range(fields["n"])
            ]
            names = [f"{number}-{index}.{fields['output_format']}" for index in range(len(made))]
            pictures = [self._picture(fields, each, name) for each, name in zip(made, names, strict=True)]
        usage = {"credits_used": used, "usd_spent": float(contract.usd(used))}
        if self.cost_in_headers:
            ids |= {"x-aimlapi-credits-used": str(used), "x-aimlapi-usd-spent": str(contract.usd(used))}
        return _json({"data": pictures, "meta": {"usage": usage}}, ids)

    def _picture(self, body: dict[str, Any], content: bytes, name: str) -> dict[str, Any]:
        self.served[f"/generations/{name}"] = content
        if self.b64_only or body["response_format"] == "b64_json":
            return {"url": None, "b64_json": base64.b64encode(content).decode()}
        hops = f"/hop/{self.picture_hops}" if self.picture_hops else ""
        return {"url": f"{self.picture_url}{hops}/generations/{name}?Signature={SIGNATURE}", "b64_json": None}

    def _answer_picture(self, seen: Seen) -> tuple[Reply, Fault]:
        with self._guard:
            self.picture_requests.append(seen)
            fault = self._pictures.next()
        if "authorization" in seen.headers or any(self.key in value for value in seen.headers.values()):
            self.violations.append(f"the key was sent to the pictures' origin: {seen.method} {seen.path}")
        self.on_picture(seen)
        if seen.path.startswith("/hop/"):
            return self._passed_on(seen), fault
        content = self.served.get(seen.path)
        if content is None or f"Signature={SIGNATURE}" not in seen.query:
            return Reply(403, b"<Error>AccessDenied</Error>", {"Content-Type": "application/xml"}), fault
        return Reply(200, content, {"Content-Type": f"image/{seen.path.rpartition('.')[2]}"}), fault

    def _passed_on(self, seen: Seen) -> Reply:
        _, _, count, rest = seen.path.split("/", 3)
        target = f"/hop/{int(count) - 1}/{rest}" if int(count) > 1 else f"/{rest}"
        return Reply(302, b"", {"Location": f"{target}?{seen.query}"})

    def _answer_query(self, seen: Seen) -> Reply:
        if seen.method == "GET" and seen.path.endswith("/v1/models"):
            rows = [
                {"id": id_, "aliases": [id_.partition("/")[2]], "type": "image", "pricing": self.prices.get(id_)}
                for id_ in contract.MODELS
            ]
            return _json({"object": "list", "data": rows})
        if seen.headers.get("authorization") != f"Bearer {self.key}":
            return _error(401, "Invalid API key")
        if seen.method == "GET" and seen.path.endswith("/v2/billing"):
            spent = sum(row["cost"]["usd"] for row in self.log_rows)
            return _json({"current_balance": round(self.balance_usd - spent, 7), "currency": "USD"})
        if seen.method == "GET" and seen.path.endswith("/v2/logs"):
            return self._answer_logs(parse_qs(seen.query))
        if seen.method == "GET" and seen.path.endswith("/v2/billing/transactions"):
            return self._answer_ledger(parse_qs(seen.query))
        return _error(404, f"Cannot {seen.method} {seen.path}")

    def _answer_ledger(self, query: dict[str, list[str]]) -> Reply:
        """The charges as the ledger has them; the cursor is opaque, and only one that was issued is taken."""
        limit, cursor = int(query.get("limit", ["50"])[0]), query.get("cursor", ["cursor-0"])[0]
        if not 1 <= limit <= 100 or not re.fullmatch(r"cursor-\d+", cursor):
            return _error(400, "Invalid query")
        charged = [row for row in self.log_rows if row["cost"]["credits"]]
        rows = [ledger_row(row) for row in charged if row["inference_id"] not in self.forgotten_charges]
        rows = sorted(rows + self.extra_charges, key=lambda row: str(row["created_at"]), reverse=True)
        wanted = [row for row in rows if query["from"][0] <= row["created_at"] < query["to"][0]]
        first = int(cursor.partition("-")[2])
        more = first + limit < len(wanted)
        pagination = {"next_cursor": f"cursor-{first + limit}" if more else None, "has_more": more}
        return _json({"data": wanted[first : first + limit], "pagination": pagination})

    def _answer_logs(self, query: dict[str, list[str]]) -> Reply:
        limit, offset = int(query.get("limit", ["50"])[0]), int(query.get("offset", ["0"])[0])
        if ("period" in query) == ("start" in query and "end" in query) or not 1 <= limit <= 100:
            return _error(400, "Provide either period or both start and end")
        wanted = set(query.get("model", []))
        rows = [row for row in self.log_rows if (not wanted or row["model"] in wanted) and _within(row, query)]
        more = offset + limit < len(rows)
        pagination = {"limit": limit, "offset": offset, "total": len(rows), "has_more": more}
        return _json({"data": rows[offset : offset + limit], "pagination": pagination})


def _within(row: dict[str, Any], query: dict[str, list[str]]) -> bool:
    """Whether a row is of the time that is asked for."""
    if "period" in query:
        return True
    start, end, made = map(datetime.fromisoformat, (query["start"][0], query["end"][0], row["created"]))
    return start <= made <= end


@contextmanager
def deserted(port: int = 0) -> Iterator[int]:
    """A port at which nobody listens until a ServiceServer does; no other program is given it meanwhile."""
    with socket.socket() as keeper:
        keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        keeper.bind(("127.0.0.1", port))
        yield keeper.getsockname()[1]


def _ignore(_seen: Seen) -> None:
    """Nobody wants to know."""


def _json(content: object, headers: dict[str, str] | None = None) -> Reply:
    own = {"Content-Type": "application/json", "Date": format_datetime(datetime.now(UTC), usegmt=True)}
    return Reply(200, json.dumps(content).encode(), own | (headers or {}))


def _error(status: int, message: object) -> Reply:
    return Reply(status, vendor_body(status, message), {"Content-Type": "application/json"})


def ledger_row(log_row: dict[str, Any]) -> dict[str, Any]:
    """The charge of a request as the ledger has it."""
    return {
        "created_at": log_row["created"],
        "direction": "CHARGE",
        "type": "MODEL_USAGE",
        "amount": log_row["cost"],
        "model": log_row["model"],
        "reference_id": log_row["inference_id"],
    }


def _log_row(body: dict[str, Any], ids: dict[str, str], used: int) -> dict[str, Any]:
    return {
        "created": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "status": "succeeded" if used else "failed",
        "origin": "api",
        "model": body["model"],
        "cost": {"usd": float(contract.usd(used)), "credits": used},
        "tokens": {"input": 0, "output": 0, "total": 0},
        "request_id": f"http-{ids['x-inference-id']}",
        "inference_id": ids["x-inference-id"],
        "client_request_id": ids.get("x-client-request-id"),
    }


def main() -> None:
    """Serve until the process is ended; the first line printed is JSON with the addresses and the key."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--picture-port", type=int, default=0)
    parser.add_argument("--key", default=KEY)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds a picture takes")
    options = parser.parse_args()
    with ServiceServer(options.port, options.picture_port, options.key) as server:
        server.delay_s = options.delay
        shown = {"base_url": server.base_url, "picture_url": server.picture_url, "key": server.key}
        print(json.dumps(shown), flush=True)  # noqa: T201
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
