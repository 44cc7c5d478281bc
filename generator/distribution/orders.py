"""What is ordered of each edition and what each commune receives, summed from plans."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from generator.distribution import costs, homes
from generator.distribution.costs import Estimate
from generator.distribution.plan import GROUP, UNIT, Plan
from generator.model.campaign import Campaign
from generator.model.places import SAMPLE, Unit
from generator.model.receipts import Price


class Order(NamedTuple):
    """What is printed of an edition in one language."""

    edition: str
    language: str
    copies: int
    """That somebody gets."""
    reserve: int
    """With which the province fills the last carton."""
    versions: int
    """Different leaflets."""
    cost: Estimate | None
    cheaper: Estimate | None
    """A larger run that costs less."""

    @property
    def printed(self) -> int:
        return self.copies + self.reserve


class Delivery(NamedTuple):
    """What one commune receives of an edition."""

    edition: str
    unit: str
    name: str
    households: int
    """Reached; those that nobody counted are not among them."""
    copies: int
    bundles: int
    """Full ones."""
    rest: int
    """Copies in bundles that are not full."""
    grams: int | None


def orders(campaign: Campaign, plans: Sequence[Plan]) -> list[Order]:
    """Return what is to be printed, by edition and language."""
    prices: dict[str, list[Price]] = {}
    for price in campaign.tables.of(Price).values():
        prices.setdefault(price.design, []).append(price)
    found = []
    for plan in plans:
        totals, versions = Counter[str](), Counter[str]()
        for line in plan.allocations:
            totals[line.language] += line.copies
        for _place, language in plan.by_version():
            versions[language] += 1
        own = prices.get(campaign.editions[plan.edition].design, [])
        for language, copies in totals.items():
            reserve = plan.reserve.get(language, 0)
            cost = costs.estimate(own, copies + reserve, versions[language] - 1)
            more = costs.cheaper(own, cost) if cost else None
            of = (plan.edition, language, copies, reserve, versions[language])
            found.append(Order(*of, cost, more))
    return found


def deliveries(campaign: Campaign, plans: Sequence[Plan]) -> list[Delivery]:
    """Return what each commune receives, by edition and in the order of communes."""
    found = []
    units = campaign.tables.of(Unit)
    for plan in plans:
        edition, design = campaign.editions[plan.edition], campaign.design(plan.edition)
        sums: dict[str, Counter[str]] = {}
        for line in plan.allocations:
            own = sums.setdefault(line.unit, Counter())
            own["households"] += line.reached if line.kind in (GROUP, UNIT) else 0
            own["copies"] += line.copies
            own["full"] += line.copies // edition.bundle
            own["rest"] += line.copies % edition.bundle
        for unit in filter(sums.__contains__, units):
            own = sums[unit]
            weight = costs.grams(edition, design, own["copies"])
            of = (plan.edition, unit, units[unit].name, own["households"], own["copies"])
            found.append(Delivery(*of, own["full"], own["rest"], weight))
    return found


def is_sample(campaign: Campaign) -> bool:
    """Tell whether figures are none that somebody counted, or offered."""
    prices = campaign.tables.of(Price).values()
    return homes.are_sample(campaign.tables) or any(price.source == SAMPLE for price in prices)
