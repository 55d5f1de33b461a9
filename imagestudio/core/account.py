"""Who makes the pictures right now, and what is known of the account there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from imagestudio.core.errors import Failure, UnreachableError
from imagestudio.core.money import Money
from imagestudio.core.record import DEMO

_UNREACHABLE = UnreachableError().failure.kind


class Reach(StrEnum):
    """Whether the service answers."""

    CHECKING = "checking"
    ONLINE = "online"
    OFFLINE = "offline"
    KEY_REFUSED = "key_refused"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Account:
    """The provider in use: its id as kept in records, its name for people, and what it last said."""

    provider: str
    name: str
    reach: Reach
    balance: Money | None = None
    failure: Failure | None = None

    @property
    def is_demo(self) -> bool:
        return self.provider == DEMO

    @property
    def is_cut_off(self) -> bool:
        """Whether nobody was there to take the last question, so that no picture could be asked for either."""
        return self.reach is Reach.OFFLINE and self.failure is not None and self.failure.kind == _UNREACHABLE


DEMO_ACCOUNT = Account(DEMO, "Demo", Reach.LOCAL)
