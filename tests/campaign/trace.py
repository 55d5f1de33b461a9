"""strace: the program's system calls in their order, and faults put into them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = "fsync,fdatasync,rename,write,pwrite64,sendto,recvfrom,openat,close"
_LINE = re.compile(r"(?P<pid>\d+)\s+(?P<name>\w+)\((?P<rest>.*)$")
_UNFINISHED = " <unfinished ...>"


@dataclass(frozen=True, slots=True)
class Call:
    """One system call as strace wrote it, with paths beside its file descriptors."""

    pid: int
    name: str
    arguments: str

    def of(self, name: str, *words: str) -> bool:
        """Whether it is this call and speaks of all these words."""
        return self.name == name and all(word in self.arguments for word in words)


def why_not() -> str:
    """Why strace cannot be used here, if it cannot."""
    return "" if shutil.which("strace") else "strace is not installed"


def watching(log: Path, calls: str = CALLS + ",connect") -> tuple[str, ...]:
    """Put before a command: writes what it does, with the first 40 letters of each text (no header comes so early)."""
    return ("strace", "-f", "-yy", "-s", "40", "--seccomp-bpf", "-qq", "-e", f"trace={calls}", "-o", str(log))


def injecting(call: str, what: str, when: str) -> tuple[str, ...]:
    """Put before a command: `what` happens at the `when`th such call of a thread."""
    inject = f"inject={call}:{what}:when={when}"
    # without --seccomp-bpf, under which strace 6.1 injects nothing
    return ("strace", "-f", "-qq", "-e", f"trace={call}", "-e", inject, "-o", "/dev/null")


def injecting_at(call: str, what: str, path: Path, when: str = "1+") -> tuple[str, ...]:
    """The same for calls that touch one path only."""
    return (*injecting(call, what, when), "-P", str(path))


def read_calls(log: Path) -> list[Call]:
    """Every call in its order; one that another thread interrupted stands where it began."""
    return list(_calls(log.read_text(encoding="utf-8", errors="replace")))


def _calls(text: str) -> Iterator[Call]:
    for line in text.splitlines():
        if found := _LINE.match(line):
            yield Call(int(found["pid"]), found["name"], found["rest"].removesuffix(_UNFINISHED))


def ordinals(calls: list[Call], first_word: str) -> dict[str, range]:
    """For each call of the main thread: which of them, counted from 1, come after a word was first spoken of."""
    main = calls[0].pid
    begun, count, first = False, dict[str, int](), dict[str, int]()
    for call in calls:
        if call.pid != main:
            continue
        begun = begun or first_word in call.arguments
        count[call.name] = count.get(call.name, 0) + 1
        if begun:
            first.setdefault(call.name, count[call.name])
    return {name: range(start, count[name] + 1) for name, start in first.items()}
