"""Made-up calls: who calls what, when, and with which answer. Every value is invented and seeded.

Only `random()` and `getrandbits` are used, since Python promises the same numbers from them in every version.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from makers.service import HOSTS, THROTTLED, US, Failure, Operation

SHOP_A = "A1MADEUPSHOPAA"
SHOP_B = "A2MADEUPSHOPBB"
APPLICATION = "amzn1.sp.solution.0ca5e000-0000-4000-8000-00000000c0de"


@dataclass(frozen=True, slots=True)
class Call:
    """One call and its answer; `failure` is None for a good one, `lost` says that no answer came."""

    at: datetime
    operation: Operation
    path: str
    query: str
    seller: str
    marketplace: str
    request_id: str
    trace: str
    duration_ms: int
    failure: Failure | None = None
    lost: bool = False

    @property
    def host(self) -> str:
        """The endpoint of the marketplace's region."""
        return HOSTS[self.marketplace]

    @property
    def url(self) -> str:
        """The whole address."""
        return f"https://{self.host}{self.path}" + (f"?{self.query}" if self.query else "")

    @property
    def status(self) -> int:
        """The HTTP status of the answer."""
        return self.failure.status if self.failure else self.operation.good


class Maker:
    """A seeded source of calls: the same seed gives the same calls."""

    def __init__(self, seed: str) -> None:
        """Seed by a text, so that no sample depends on another."""
        self._random = random.Random(seed)

    def below(self, limit: int) -> int:
        """A whole number from 0 to limit - 1."""
        return int(self._random.random() * limit)

    def uuid(self) -> str:
        """A made-up UUID of version 4."""
        return str(UUID(int=self._random.getrandbits(128), version=4))

    def call(self, at: datetime, operation: Operation, seller: str = SHOP_A, marketplace: str = US) -> Call:
        """A good call of this operation."""
        fill = self._fill(at, seller, marketplace)
        return Call(
            at, operation, fill(operation.path), fill(operation.query), seller, marketplace,
            self.uuid(), f"{self._random.getrandbits(64):016x}", 80 + self.below(400),
        )  # fmt: skip

    def steady(
        self, period: tuple[datetime, datetime], every: float, operation: Operation, seller: str = SHOP_A,
        marketplace: str = US,
    ) -> Iterator[Call]:  # fmt: skip
        """Good calls in the period (start, end), one each `every` seconds, give or take a fifth."""
        at, end = period[0] + timedelta(seconds=every * self._random.random()), period[1]
        while at < end:
            whole_ms = at.replace(microsecond=at.microsecond // 1000 * 1000)
            yield self.call(whole_ms, operation, seller, marketplace)
            at += timedelta(seconds=every * (0.8 + 0.4 * self._random.random()))

    def _fill(self, at: datetime, seller: str, marketplace: str) -> Callable[[str], str]:
        def fill(text: str) -> str:
            earlier = (at - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:00Z")
            while "{n7}" in text:
                text = text.replace("{n7}", f"{self.below(10**7):07d}", 1)
            text = text.replace("{n4}", f"{self.below(10**4):04d}")
            return text.replace("{seller}", seller).replace("{marketplace}", marketplace).replace("{earlier}", earlier)

        return fill


def utc(text: str) -> datetime:
    """The instant of `2026-03-02 09:00`, read as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def in_order(*streams: Iterable[Call]) -> list[Call]:
    """All calls by time; the request ID breaks ties."""
    return sorted((call for stream in streams for call in stream), key=lambda call: (call.at, call.request_id))


def fail(calls: Iterable[Call], failure: Failure, when: Callable[[Call], bool] = lambda _: True) -> list[Call]:
    """The calls, with this failure where `when` says so."""
    return [replace(call, failure=failure) if when(call) else call for call in calls]


def lose(calls: Iterable[Call]) -> list[Call]:
    """The calls, none of which got an answer within 30 seconds."""
    return [replace(call, lost=True, duration_ms=30_000) for call in calls]


def throttle(calls: list[Call], burst: int) -> list[Call]:
    """The calls, in order of time, refused with 429 where a bucket of this size, filled at the plan rate, is dry."""
    tokens, before, answered = float(burst), calls[0].at, []
    for call in calls:
        filled = (call.at - before).total_seconds() * (call.operation.rate or 0)
        tokens, before = min(float(burst), tokens + filled), call.at
        answered.append(call if tokens >= 1 else replace(call, failure=THROTTLED))
        tokens -= tokens >= 1
    return answered


def count_failed(calls: Iterable[Call]) -> int:
    """How many of the calls got an error answer."""
    return sum(call.failure is not None for call in calls)
