"""What the service says of the account: its models, its balance, and the requests it has seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from imagestudio.api.payloads import clean_id, cost
from imagestudio.core.errors import ProviderError
from imagestudio.core.ledger import Transaction
from imagestudio.core.live_price import LivePrice, read_live_price
from imagestudio.core.lookup import LogRow
from imagestudio.core.money import Money
from imagestudio.core.times import from_iso

_MOST_USD = 10**9


@dataclass(frozen=True, slots=True)
class ListedModel:
    """A model of the live catalogue."""

    id: str
    aliases: tuple[str, ...] = ()
    type: str = ""
    price: LivePrice | None = None


def read_models(content: Any) -> tuple[ListedModel, ...]:
    """Raises ProviderError where the answer is no list of models."""
    return tuple(
        ListedModel(
            str(item["id"]),
            _texts(item.get("aliases")),
            str(item.get("type") or ""),
            read_live_price(item.get("pricing")),
        )
        for item in _rows(content)
        if isinstance(item.get("id"), str)
    )


def read_balance(content: Any) -> Money:
    """Raises ProviderError where the answer holds no balance."""
    value = content.get("current_balance") if isinstance(content, dict) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not -_MOST_USD < value < _MOST_USD:
        raise ProviderError("The service's answer holds no balance.")
    return Money.from_usd(repr(value))


def read_logs(content: Any) -> tuple[list[LogRow], bool]:
    """The rows of a page, and whether another page follows. Raises ProviderError where it is no page."""
    rows = [row for item in _rows(content) if (row := _log_row(item)) is not None]
    pagination = content.get("pagination")
    return rows, bool(isinstance(pagination, dict) and pagination.get("has_more"))


def _log_row(item: dict[str, Any]) -> LogRow | None:
    try:
        created = from_iso(str(item.get("created")))
    except (ValueError, OverflowError):
        return None
    amount = item.get("cost")
    return LogRow(
        created=created,
        status=clean_id(item.get("status")),
        model=str(item.get("model") or ""),
        cost=cost(amount.get("usd"), amount.get("credits")) if isinstance(amount, dict) else None,
        inference_id=clean_id(item.get("inference_id")),
        client_request_id=clean_id(item.get("client_request_id")),
    )


def read_transactions(content: Any) -> tuple[list[Transaction], str]:
    """The movements of a page, and the cursor of the next; empty on the last. Raises ProviderError."""
    found = [each for item in _rows(content) if (each := _transaction(item)) is not None]
    pagination = content.get("pagination")
    if not isinstance(pagination, dict) or not pagination.get("has_more"):
        return found, ""
    cursor = pagination.get("next_cursor")
    if not isinstance(cursor, str) or not cursor:
        raise ProviderError("The service's ledger cannot be read to its end.")
    return found, cursor


def _transaction(item: dict[str, Any]) -> Transaction | None:
    """Raises ProviderError for a charge without a readable amount, which must not be passed over."""
    amount = item.get("amount")
    moved = cost(amount.get("usd"), amount.get("credits")) if isinstance(amount, dict) else None
    try:
        created = from_iso(str(item.get("created_at")))
    except (ValueError, OverflowError):
        return None
    if moved is None:
        raise ProviderError("The service's ledger holds an amount that could not be understood.")
    return Transaction(
        created=created,
        type=str(item.get("type") or ""),
        model=str(item.get("model") or ""),
        reference_id=clean_id(item.get("reference_id")),
        amount=moved,
        is_charge=item.get("direction") == "CHARGE",
    )


def _rows(content: Any) -> list[dict[str, Any]]:
    data = content.get("data") if isinstance(content, dict) else None
    if not isinstance(data, list):
        raise ProviderError("The service's answer could not be understood.")
    return [item for item in data if isinstance(item, dict)]


def _texts(value: object) -> tuple[str, ...]:
    return tuple(text for text in value if isinstance(text, str)) if isinstance(value, list) else ()
