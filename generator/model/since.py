"""What has changed since an edition was printed, of what those act on who hold its paper."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from generator.model.campaign import Campaign
from generator.model.printing import Frozen
from generator.model.trust import Worded, blocks, digest
from generator.model.words import Advice, KeyMessage, Translation

_CONTACT, _UNIT, _METHOD = "Contact/", "Unit/", Translation.__name__ + "/"
_TITLE = ":title"
_ACTED_ON = ("signs", "do", "never", "at_once", "after")
"""Of a method, what a reader knows it by, and does."""


def known(campaign: Campaign, edition: str) -> dict[str, str]:
    """Return what is written down when an edition is printed: numbers and titles as they are,
    other words by fingerprint; whether or not they stand on the paper.
    """
    facts = campaign.editions[edition]
    found = {_CONTACT + name: number for name, number in _numbers(campaign).items()}
    for place in campaign.places[edition].values():
        if place.unit and place.unit.number:
            found[_UNIT + place.unit.key] = place.unit.number
    for tag in dict.fromkeys((campaign.source, *facts.languages)):
        found |= _safety(campaign, tag)
        for slug in campaign.methods:
            words = campaign.tables.of(Translation).get((slug, tag))
            if words:
                found[f"{_METHOD}{slug}/{tag}"] = _method(campaign, slug, words, tag)
                found[f"{_METHOD}{slug}/{tag}{_TITLE}"] = words.title
    return found


def _numbers(campaign: Campaign) -> dict[str, str]:
    """Return the numbers of the emergency page, which stand on leaflets and pages of codes."""
    contacts = campaign.pages[campaign.page_with_role("emergency")].contacts
    found = {name: campaign.contacts[name].number for name in contacts}
    return {name: number for name, number in found.items() if number}


def _safety(campaign: Campaign, tag: str) -> dict[str, str]:
    """Return the fingerprints of what every page of a code says to do."""
    message = campaign.tables.of(KeyMessage)[tag].in_short(campaign.settings.short_wording)
    short = {place: print_ for place, print_ in blocks(message).items() if ".short" in place}
    first_aid = campaign.tables.of(Advice)[campaign.first_aid, tag]
    return {
        f"{KeyMessage.__name__}/{tag}": _print(short),
        f"{Advice.__name__}/{tag}": _print(_parts(first_aid, "exception", "steps")),
    }


def _method(campaign: Campaign, slug: str, words: Translation, tag: str) -> str:
    """Return the fingerprint of what readers of a method act on, shared advice with it."""
    facts, advice = campaign.methods[slug], campaign.tables.of(Advice)
    prints = _parts(words, *_ACTED_ON)
    for name in facts.advice:
        said = advice.get((name, tag)) or advice[name, campaign.source]
        prints |= {f"{name}.{place}": p for place, p in _parts(said, "line").items()}
    return _print(prints | {f"contacts.{name}": "" for name in facts.contacts})


def _parts(words: Worded, *names: str) -> dict[str, str]:
    return {
        place: print_
        for place, print_ in blocks(words).items()
        if place.partition(".")[0] in names
    }


def _print(prints: Mapping[str, str]) -> str:
    """Return one fingerprint for many: the order counts, too, as steps are taken in it."""
    return digest(*(f"{place}={print_}" for place, print_ in prints.items()))


class Since(NamedTuple):
    """What is another today than on the day an edition was printed."""

    printed: date
    numbers: dict[str, str]
    """Of contacts whose number is another: the one on paper, or empty where there was none."""
    lost: tuple[str, ...]
    """Numbers on paper that nobody is reached by any more."""
    police: Mapping[str, str]
    """Numbers of the police on paper, by commune."""
    message: bool
    first_aid: bool
    """Whether the words are others."""
    new: tuple[str, ...]
    """Methods that there were not."""
    changed: tuple[str, ...]
    """Methods that an editor has marked as changed in substance."""
    gone: tuple[str, ...]
    """Titles of methods that there are no more."""

    @property
    def is_nothing(self) -> bool:
        """Whether all is as it was, the numbers of communes aside."""
        return not any((self.numbers, self.lost, *self[4:]))


def since(campaign: Campaign, edition: str, tag: str) -> Since | None:
    """Return what has changed for readers of one language, or None where an edition was not
    printed, or printed before such things were written down.
    """
    frozen = campaign.tables.of(Frozen).get(edition)
    if frozen is None or not frozen.known:
        return None
    before = frozen.known
    numbers, now = _under(before, _CONTACT), _numbers(campaign)
    moved = {
        name: numbers.get(name, "")
        for name, number in now.items()
        if number not in numbers.values()
    }
    safety = {key: before.get(key, now) != now for key, now in _safety(campaign, tag).items()}
    methods = dict(_methods(campaign, frozen, tag))
    old = {key.partition("/")[0] for key in _under(before, _METHOD)}
    return Since(
        printed=frozen.printed,
        numbers=moved,
        lost=tuple(
            number
            for name, number in numbers.items()
            if number not in now.values() and name not in moved
        ),
        police=_under(before, _UNIT),
        message=safety[f"{KeyMessage.__name__}/{tag}"],
        first_aid=safety[f"{Advice.__name__}/{tag}"],
        new=tuple(slug for slug, is_new in methods.items() if is_new),
        changed=tuple(slug for slug, is_new in methods.items() if not is_new),
        gone=tuple(
            before.get(f"{_METHOD}{slug}/{tag}{_TITLE}")
            or before[f"{_METHOD}{slug}/{campaign.source}{_TITLE}"]
            for slug in sorted(old)
            if campaign.method_slug(slug) not in campaign.methods
        ),
    )


def _under(known_: Mapping[str, str], start: str) -> dict[str, str]:
    return {k.removeprefix(start): value for k, value in known_.items() if k.startswith(start)}


def _methods(campaign: Campaign, frozen: Frozen, tag: str) -> Iterator[tuple[str, bool]]:
    """Yield each method that is new, or changed, with which of both it is.

    One that was renamed is neither; nor is one whose words alone were polished.
    """
    for slug, facts in campaign.methods.items():
        names = (slug, *facts.aliases)
        name = next((n for n in names if f"{_METHOD}{n}/{campaign.source}" in frozen.known), "")
        if not name:
            yield slug, True
            continue
        said = tag if f"{_METHOD}{name}/{tag}" in frozen.known else campaign.source
        words = campaign.tables.of(Translation).get((slug, said))
        if facts.changed is None or facts.changed <= frozen.printed or words is None:
            continue
        if frozen.known[f"{_METHOD}{name}/{said}"] != _method(campaign, slug, words, said):
            yield slug, False
