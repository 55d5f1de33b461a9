"""What keeps money in sight beyond the price on the button: what is there already, and what was spent."""

from __future__ import annotations

from dataclasses import dataclass

from imagestudio.library.folder import Library
from imagestudio.services import ServiceDesk
from imagestudio.ui.compose.composer import Composer
from imagestudio.ui.repeats.repeat_check import RepeatCheck
from imagestudio.ui.spending.bookkeeping import Bookkeeping
from imagestudio.ui.spending.spending_host import SpendingHost
from imagestudio.ui.workspace import Parts, Workspace


@dataclass(frozen=True)
class MoneyInSight:
    """Who looks at what is asked for before it is sent, and the window of what was spent."""

    repeats: RepeatCheck
    spending: SpendingHost


def make_money(
    library: Library, desk: ServiceDesk, workspace: Workspace, parts: Parts, composer: Composer
) -> MoneyInSight:
    """Made once, and connected."""
    exploring = library.exploring
    repeats = RepeatCheck(workspace, parts, exploring.repeats.of_all)
    composer.check_with(repeats)
    keeping = Bookkeeping(exploring.spending, exploring.budget.spent, desk.compare, exploring.purchases.picture)
    return MoneyInSight(repeats, SpendingHost(workspace, parts, keeping))
