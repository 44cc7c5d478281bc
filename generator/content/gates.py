"""What keeps a campaign without mistakes from being official."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from gettext import gettext as _
from typing import Any

from generator.content import layout
from generator.content.layout import ContentKind
from generator.content.tree import Tree
from generator.messages import later
from generator.model.audio import Recordings, fingerprints, is_stale, today
from generator.model.campaign import Campaign
from generator.model.facts import (
    AdviceFacts,
    Banks,
    Confirmation,
    Contacts,
    FraudMethod,
    Laws,
    News,
    Settings,
    Sources,
)
from generator.model.interface import Interface
from generator.model.places import Unit
from generator.model.trust import State, Worded
from generator.problems import Blocks, Place, Problem

CONFIRMED_FOR = timedelta(days=366)
"""A number that nobody has dialled for a year is not confirmed."""
APPROVED_FOR = timedelta(days=2 * 366)
REVIEW_WITHIN = timedelta(days=366)
"""The longest that words may go unread."""
REVIEWED: tuple[type[FraudMethod | AdviceFacts], ...] = (FraudMethod, AdviceFacts)
"""Facts with a day by which their words are to be read again."""

RESERVED = re.compile(
    r"(^|\.)(example|test|invalid|localhost|local|localdomain|internal|intranet|private|lan|home"
    r"|corp|onion|alt|arpa)$"
    r"|(^|\.)example\.(com|net|org)$"
)
"""Names nobody can own or everybody could (RFC 2606, 6761, 6762)."""
LENT = re.compile(
    r"(^|\.)(bit\.ly|bitly\.com|tinyurl\.com|t\.co|goo\.gl|is\.gd|ow\.ly|rb\.gy|cutt\.ly|s\.id|t\.ly"
    r"|zalo\.me|facebook\.com|fb\.com|sites\.google\.com|blogspot\.com|wordpress\.com|weebly\.com"
    r"|github\.io|gitlab\.io|pages\.dev|workers\.dev|netlify\.app|vercel\.app|web\.app|ngrok\.io"
    r"|ngrok-free\.app|trycloudflare\.com|duckdns\.org|no-ip\.org|ddns\.net|000webhostapp\.com)$"
)
"""Addresses of somebody else, who can lead them elsewhere or end them; short ones are a mark of
the tricks we warn of, too."""


def problems(tree: Tree, campaign: Campaign) -> Iterator[Problem]:
    """Yield what an operator still has to settle before residents may see the campaign."""
    for gate in (
        _address,
        _issuer,
        _contacts,
        _banks,
        _police,
        _checks,
        _laws,
        _days,
        _approvals,
        _recordings,
    ):
        for problem in gate(tree, campaign):
            yield problem._replace(blocks=Blocks.PUBLISHING)


def _address(tree: Tree, campaign: Campaign) -> Iterator[Problem]:
    host = campaign.addresses.host
    file, place, task = layout.of(Settings).path(), ("base_url",), _("addresses")
    if RESERVED.search(host):
        message = _("{host} is a reserved name that nobody can open").format(host=host)
        remedy = _("write the address where the site will really be")
        yield tree.at(file, place, message, remedy, task=task)
    elif LENT.search(host):
        message = _("{host} belongs to somebody who can lead it elsewhere").format(host=host)
        remedy = _("take an address of your own authority, best under gov.vn")
        yield tree.at(file, place, message, remedy, task=task)


_SPECIMEN = re.compile(r"bản mẫu|specimen|chưa có cơ quan|样本|견본|표본|គំរូ", re.IGNORECASE)


def _issuer(tree: Tree, campaign: Campaign) -> Iterator[Problem]:
    """An official campaign is nobody's specimen, in any language."""
    for tag, words in tree.of(Interface).items():
        for name in ("title", "issuer"):
            text = getattr(words, name)
            if _SPECIMEN.search(text):
                yield tree.at(
                    layout.of(Interface).path(tag),
                    (name,),
                    _("“{text}” is the name of a specimen").format(text=text),
                    _("write who publishes the campaign, in every language"),
                    task=_("names of the campaign and its issuer"),
                )


def _contacts(tree: Tree, campaign: Campaign) -> Iterator[Problem]:
    file, task = layout.of(Contacts).path(), _("contacts to confirm")
    for name, contact in campaign.contacts.items():
        place: Place = ("contacts", name)
        confirmed = contact.confirmed
        if not confirmed:
            message = _("nobody has confirmed contact {name}").format(name=name)
            remedy = _("add confirmed: by, on, source, number")
            if not contact.number:
                remedy = _("add confirmed: by, on, source")
            elif contact.means != "call":
                remedy = _("add confirmed: by, on, source, number, means")
            yield tree.at(file, place, message, remedy, task=task)
            continue
        place = (*place, "confirmed")
        for field in ("number", "means"):
            if getattr(confirmed, field) != getattr(contact, field):
                message = _("{field} of {name} is not what was confirmed")
                remedy = _("confirm it, and write it again as {field} below confirmed")
                yield tree.at(
                    file,
                    place,
                    message.format(field=field, name=name),
                    remedy.format(field=field),
                    task=task,
                )
        yield from _confirmed(tree, file, place, confirmed, task)


def _banks(tree: Tree, campaign: Campaign) -> Iterator[Problem]:
    """A hotline is shown once it is confirmed; until then it waits."""
    file, task = layout.of(Banks).path(), _("contacts to confirm")
    table = campaign.tables.only(Banks)
    for name, bank in table.banks.items() if table else ():
        place: Place = ("banks", name)
        if bank.number and not bank.is_sure:
            message = _("the hotline of {name} is not confirmed, so nobody sees it")
            remedy = _("add confirmed: by, on, source, number")
            yield tree.at(file, place, message.format(name=bank.name), remedy, task=task)
        elif bank.confirmed and bank.is_sure:
            yield from _confirmed(tree, file, (*place, "confirmed"), bank.confirmed, task)


def _police(tree: Tree, campaign: Campaign) -> Iterator[Problem]:
    """A number of the police of a commune is printed once it is confirmed."""
    file, task = layout.of(Unit).path(), _("contacts to confirm")
    for unit in tree.of(Unit).values():
        index = tree.lines[Unit][unit.key]
        if unit.police_number and not unit.number:
            message = _("the number of {name} is not confirmed, so it is not printed")
            remedy = _("fill in confirmed_number, confirmed_by and confirmed_on")
            where: Place = (index, "police_number")
            if unit.confirmed_number not in (None, unit.police_number):
                message = _("two numbers for {name}: {one} and {other}; none is printed")
                remedy = _("dial both, and write the right one into both columns")
            message = message.format(
                name=unit.name, one=unit.police_number, other=unit.confirmed_number
            )
            yield tree.at(file, where, message, remedy, task=task)
        elif unit.number and unit.confirmed_by and unit.confirmed_on:
            yield from _named(tree, file, (index, "confirmed_by"), unit.confirmed_by, task)
            day = unit.confirmed_on
            yield from _on_time(tree, file, (index, "confirmed_on"), day, CONFIRMED_FOR, task)


def _confirmed(
    tree: Tree, file: str, place: Place, confirmed: Confirmation, task: str
) -> Iterator[Problem]:
    """Somebody has confirmed a number, and not too long ago."""
    for part in ("by", "source"):
        yield from _named(tree, file, (*place, part), getattr(confirmed, part), task)
    yield from _on_time(tree, file, (*place, "on"), confirmed.on, CONFIRMED_FOR, task)


_NOBODY = {
    *("todo", "tbd", "test", "thử", "ai đó", "tên", "họ tên", "name", "somebody", "someone"),
    *("abc", "asdf", "không rõ", "chưa rõ", "unknown", "n/a", "none", "admin", "người duyệt"),
}


def is_name(text: str) -> bool:
    """Tell whether a text can be the name of a person or an office."""
    letters = [char for char in text if char.isalpha()]
    unfinished = "…" in text or "..." in text
    known = text.strip(" .").lower() in _NOBODY
    return len(letters) >= 4 and len(set(letters)) > 2 and not known and not unfinished


def _named(tree: Tree, file: str, place: Place, text: str, task: str) -> Iterator[Problem]:
    if not is_name(text):
        yield tree.at(
            file,
            place,
            _("“{text}” is nobody").format(text=text),
            _("write the name and office of the one who answers for it"),
            task=task,
        )


def _on_time(
    tree: Tree, file: str, place: Place, day: date, term: timedelta, task: str
) -> Iterator[Problem]:
    if day > tree.today:
        message = _("{day} is still to come").format(day=day)
        yield tree.at(file, place, message, _("write the day it was done"), task=task)
    elif day + term < tree.today:
        message = _("{day} is too long ago").format(day=day)
        yield tree.at(file, place, message, _("do it again, and write today's date"), task=task)


def _checks(tree: Tree, campaign: Campaign) -> Iterator[Problem]:
    """What an editor has marked to be verified."""
    remedy, task = _("verify it, then delete the line check"), _("facts to verify")
    marked: list[tuple[str, Place, str | None]] = [
        *((layout.of(Contacts).path(), ("contacts", name, "check"), contact.check)
          for name, contact in campaign.contacts.items()),
        *((layout.of(Sources).path(), ("sources", name, "check"), source.check)
          for name, source in campaign.sources.items()),
        *((layout.of(Laws).path(), ("laws", name, "check"), law.check)
          for name, law in campaign.laws.items()),
        *((layout.of(model).path(slug), ("check",), facts.check)
          for model in REVIEWED for slug, facts in campaign.tables.of(model).items()),
    ]  # fmt: skip
    for file, place, check in marked:
        if check:
            yield tree.at(file, place, check, remedy, task=task)


def _laws(tree: Tree, campaign: Campaign) -> Iterator[Problem]:
    file, task = layout.of(Laws).path(), _("facts to verify")
    for name, law in campaign.laws.items():
        if law.in_force > tree.today:
            yield tree.at(
                file,
                ("laws", name, "in_force"),
                _("{day} is still to come").format(day=law.in_force),
                _("cite the law once it holds"),
                task=task,
            )
        elif law.ended and law.ended <= tree.today and not law.successor:
            message = _("{law} is over").format(law=law.title)
            yield tree.at(file, ("laws", name), message, task=task)


def _days(tree: Tree, campaign: Campaign) -> Iterator[Problem]:
    """Reviews that are due, and days that have not come."""
    task = _("dates")
    tables = campaign.tables
    for model, slug, facts in ((m, *entry) for m in REVIEWED for entry in tables.of(m).items()):
        file = layout.of(model).path(slug)
        if facts.review_by < tree.today:
            message = _("the review was due on {day}").format(day=facts.review_by)
            remedy = _("read the words again, then set a new date")
            yield tree.at(file, ("review_by",), message, remedy, task=task)
        elif facts.review_by > tree.today + REVIEW_WITHIN:
            message = _("{day} is too far away").format(day=facts.review_by)
            remedy = _("set a review within a year")
            yield tree.at(file, ("review_by",), message, remedy, task=task)
    shown = [(layout.of(Settings).path(), ("updated",), campaign.settings.updated)]
    shown += [(layout.of(News).path(i), ("dated",), n.dated) for i, n in campaign.news.items()]
    for file, place, day in shown:
        if day > tree.today:
            message = _("{day} is still to come").format(day=day)
            yield tree.at(file, place, message, _("write a day that has come"), task=task)


def _approvals(tree: Tree, campaign: Campaign) -> Iterator[Problem]:
    # Looked up once: there is one such line for every file of a young campaign.
    states = {state: _(state.value) for state in State}
    task = _("files of words to approve")
    for kind, key, words in worded(tree, campaign):
        file, found = kind.path(key), campaign.state(kind.model, key)  # type: ignore[arg-type]
        if found is not State.APPROVED:
            yield tree.at(
                file,
                ("approval", "state"),
                _("not approved: {state}").format(state=states[found]),
                _("read it, then: .venv/bin/canhgiac approve {file} --by …").format(file=file),
                task=task,
            )
            continue
        approval = words.approval
        assert approval.by and approval.on
        yield from _named(tree, file, ("approval", "by"), approval.by, task)
        yield from _on_time(tree, file, ("approval", "on"), approval.on, APPROVED_FOR, task)
        second = campaign.settings.approvers < 2 or (
            approval.reviewed_by and not same_person(approval.reviewed_by, approval.by)
        )
        if not second:
            yield tree.at(
                file,
                ("approval", "by"),
                _("one person alone has read these words"),
                _("this campaign asks for two people: the other one approves"),
                task=task,
            )


def same_person(one: str | None, other: str | None) -> bool:
    """Tell whether two names are one person's, however they are written."""
    first, second = ("".join(filter(str.isalnum, (name or "").lower())) for name in (one, other))
    return first == second


def worded(tree: Tree, campaign: Campaign) -> Iterator[tuple[ContentKind, Any, Worded]]:
    """Yield every file under approval: words of a published language, and what all share."""
    for kind, key, words in tree.words():
        if (key[-1] if isinstance(key, tuple) else key) in campaign.languages:
            yield kind, key, words
    for kind in layout.KINDS:
        if issubclass(kind.model, Worded) and not kind.has_words:
            shared = tree.tables.only(kind.model)
            if shared is not None:
                yield kind, "", shared


def _recordings(tree: Tree, campaign: Campaign) -> Iterator[Problem]:
    """What is heard is what holds, somebody has listened to it, and the speaker allows it."""
    task = _("recordings to make or to listen to")
    for tag, table in tree.of(Recordings).items():
        file = layout.of(Recordings).path(tag)
        for entry in (today(campaign, one) for one in table.entries):
            said, place = entry.recording, entry.place
            if is_stale(campaign, entry, tag):
                words = next(
                    iter(fingerprints(tree.tables, campaign.source, entry, tag).values())
                )
                message = _("the words have changed since they were recorded")
                remedy = _("record them again, then write: {line}")
                line = f'words: "{words}"'
                yield tree.at(
                    file, (*place, "words"), message, remedy.format(line=line), task=task
                )
            if not said.heard:
                message = _("nobody vouches that {file} says these words").format(file=said.file)
                remedy = _("let somebody listen who knows the language, then add heard: by, on")
                yield tree.at(file, place, message, remedy, task=task)
            people: list[tuple[Place, str]] = [(("consent", "kept_by"), said.consent.kept_by)]
            days: list[tuple[Place, date]] = [
                (("recorded",), said.recorded),
                (("consent", "on"), said.consent.on),
            ]
            if said.heard:
                people.append((("heard", "by"), said.heard.by))
                days.append((("heard", "on"), said.heard.on))
            for where, name in people:
                yield from _named(tree, file, (*place, *where), name, task)
            for where, day in days:
                if day > tree.today:
                    message = _("{day} is still to come").format(day=day)
                    remedy = _("write the day it was done")
                    yield tree.at(file, (*place, *where), message, remedy, task=task)


STATE_NAMES = {
    State.MISSING: later("missing"),
    State.UNREVIEWED: later("unreviewed"),
    State.STALE: later("stale"),
    State.REVIEWED: later("reviewed"),
    State.APPROVED: later("approved"),
}
