"""What a job needs to run, made when it is first needed: providers, the key, the pace they share."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from imagestudio import parts as make
from imagestudio.core.account import DEMO_ACCOUNT, Account, Reach
from imagestudio.core.errors import (
    ImageStudioError,
    KeyRefusedError,
    NoKeyError,
    NotSentError,
    OutOfCreditsError,
    RefusedError,
)
from imagestudio.core.job import Job, JobState
from imagestudio.core.money import Money
from imagestudio.core.ports import Credentials
from imagestudio.core.record import DEMO
from imagestudio.library.folder import Library
from imagestudio.profile.redaction import Secrets

if TYPE_CHECKING:
    from imagestudio.api.provider import ApiProvider
    from imagestudio.core.generation import Services
    from imagestudio.core.ledger import Comparison, Transaction
    from imagestudio.core.live_price import LivePrice
    from imagestudio.core.lookup import Schedule
    from imagestudio.core.pace import Pace
    from imagestudio.core.reconcile import Found
    from imagestudio.core.sinks import Rescue


class ServiceDesk:
    """Gives each job its provider and answers for the account; safe to use from every thread, imports httpx late."""

    def __init__(
        self, library: Library, base_url: str, credentials: Credentials, secrets: Secrets | None = None
    ) -> None:
        """`secrets` is told what the log must not show."""
        self._library = library
        self._base_url = base_url
        self.credentials = credentials
        self._secrets = secrets or Secrets()
        self._provider_name = make.provider_name(base_url)
        self._guard = threading.Lock()
        self._providers: dict[str, ApiProvider] = {}
        self._pace: Pace | None = None
        self.rescue: Rescue | None = None

    def services(self, job: Job) -> Services:
        """What this job needs. Raises NotSentError where its provider is not the one in use now.

        Of a received job only pictures are fetched, without a key and wherever they are, so any service will do.
        """
        from imagestudio.core.generation import Services
        from imagestudio.core.sinks import NoRescue

        self._secrets.add_prompt(job.request.prompt)
        with self._guard:
            if self._pace is None:
                from imagestudio.core.pace import Pace

                self._pace = Pace()
            pace = self._pace
        name = self._provider_name if job.state is JobState.RECEIVED and job.provider != DEMO else job.provider
        return Services(
            self._library.journal, self._library.originals, self._provider(name), pace, self.rescue or NoRescue()
        )

    def find(self) -> Account:
        """Who makes the pictures now. Blocks as long as the keyring does; raises CredentialError."""
        try:
            self.credentials.load()
        except NoKeyError:
            return DEMO_ACCOUNT
        return Account(self._provider_name, make.provider_title(self._provider_name), Reach.CHECKING)

    def ask(self, account: Account) -> Account:
        """The account with what the service says of it now; goes to the network."""
        try:
            balance = self._balance(self._provider(account.provider))
        except KeyRefusedError as error:
            return Account(account.provider, account.name, Reach.KEY_REFUSED, failure=error.failure)
        except (RefusedError, OutOfCreditsError):  # a key for pictures only may not read the balance
            return Account(account.provider, account.name, Reach.ONLINE)
        except ImageStudioError as error:
            return Account(account.provider, account.name, Reach.OFFLINE, account.balance, error.failure)
        return Account(account.provider, account.name, Reach.ONLINE, balance)

    def prices(self, account: Account) -> dict[str, LivePrice]:
        """What the service's catalogue says pictures cost now, by every name of a model; goes to the network.

        Raises CredentialError, ProviderError.
        """
        import asyncio

        models = asyncio.run(self._provider(account.provider).models())
        priced = [(model, model.price) for model in models if model.price is not None]
        return {name: price for model, price in priced for name in (model.id, *model.aliases)}

    def compare(
        self, provider: str, start: int, end: int, goes_on: Callable[[], bool], told: Callable[[int], None]
    ) -> Comparison:
        """What this library bought of a provider in a time beside the provider's ledger; goes to the network.

        `told` hears how many entries are read. Raises CredentialError, ProviderError, LibraryError.
        """
        import asyncio

        from imagestudio.core.ledger import LATE_US, compare
        from imagestudio.core.times import now_us

        async def read() -> list[Transaction]:
            found: list[Transaction] = []
            async for each in self._provider(provider).transactions(start - LATE_US, end + LATE_US):
                found.append(each)
                if len(found) % 100 == 0:
                    told(len(found))
                if not goes_on():
                    raise NotSentError("Nobody waits for the ledger any more.")
            return found

        ledger, purchases = asyncio.run(read()), self._library.exploring.purchases
        models = [name for spec in make.load_catalog().models for name in (spec.id, *spec.aliases)]
        bought, known = purchases.between(start, end, provider), purchases.known(start, end)
        return compare(bought, ledger, known=known, models=models, start=start, end=end, now=now_us())

    def test_key(self, key: str) -> Money:
        """The balance a key gives access to. Raises ProviderError, BadKeyError."""
        self._secrets.add_key(key)
        return self._balance(make.make_provider(self._base_url, _given(key)))

    def look_up(
        self,
        provider: str,
        ages: Mapping[str, float] | None = None,
        survey: bool = False,
        schedule: Schedule | None = None,
    ) -> Found:
        """What the service's own list says of this provider's unknown outcomes; goes to the network, and commits.

        Raises LibraryError; that the list could not be read is part of what is found.
        """
        import asyncio

        from imagestudio.core.lookup import SCHEDULE
        from imagestudio.core.reconcile import Found, look_up

        outcomes = self._library.lookups
        try:
            logbook = self._provider(provider)
        except NotSentError as error:
            sought = outcomes.open(provider) if ages is None else []
            return Found(tuple(outcomes.could_not_check(sought, error.said)), error)
        return asyncio.run(
            look_up(provider, logbook, outcomes, ages=ages, survey=survey, schedule=schedule or SCHEDULE)
        )

    def _provider(self, name: str) -> ApiProvider:
        with self._guard:
            if name not in self._providers:
                self._providers[name] = self._made(name)
            return self._providers[name]

    def _made(self, name: str) -> ApiProvider:
        if name == DEMO:
            return make.make_demo_provider(self._library.exploring.inputs)
        if name != self._provider_name:
            raise NotSentError(f"This job belongs to {name}, which is not the service in use.")
        return make.make_provider(self._base_url, self.credentials.load, self._library.exploring.inputs.path_of)

    @staticmethod
    def _balance(provider: ApiProvider) -> Money:
        import asyncio

        return asyncio.run(provider.balance())


def _given(key: str) -> Callable[[], str]:
    from imagestudio.profile.credentials import clean_key

    cleaned = clean_key(key)
    return lambda: cleaned
