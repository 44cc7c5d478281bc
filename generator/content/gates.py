"""What keeps a campaign without mistakes from being official."""

import re
from collections.abc import Iterator
from datetime import date
from gettext import gettext as _

from generator.content.tree import Tree
from generator.model import Campaign, State
from generator.model import trust as translations
from generator.problems import Problem

RESERVED = ("example", "test", "invalid", "localhost")
"""Top-level names nobody can own (RFC 2606)."""


def unready(tree: Tree, campaign: Campaign, today: date) -> Iterator[Problem]:
    """Yield what an operator still has to settle before residents may see the campaign."""
    host = campaign.host.partition(":")[0]
    if host.rpartition(".")[2] in RESERVED or re.search(
        r"(^|\.)example\.(com|net|org)$|^[0-9.]+$", host
    ):
        yield tree.problem(
            "campaign.yml",
            ("base_url",),
            _("{host} is a reserved name that nobody can open").format(host=campaign.host),
            _("write the address where the site will really be"),
        )
    verify = _("verify it, then delete the line check")
    for name, contact in campaign.contacts.items():
        if not contact.confirmed:
            yield tree.problem(
                "contacts.yml",
                (name,),
                _("nobody has confirmed contact {name}").format(name=name),
                _("add confirmed: by, on, source, number"),
            )
        elif contact.confirmed.number != contact.number:
            yield tree.problem(
                "contacts.yml",
                (name, "confirmed"),
                _("the number of {name} is not the one that was confirmed").format(name=name),
                _("confirm it, and write it again as number below confirmed"),
            )
        elif contact.confirmed.on > today:
            yield tree.problem(
                "contacts.yml",
                (name, "confirmed", "on"),
                _("{day} is still to come").format(day=contact.confirmed.on),
                _("write the day it was confirmed"),
            )
        if contact.check:
            yield tree.problem("contacts.yml", (name, "check"), contact.check, verify)
    for name, source in campaign.sources.items():
        if source.check:
            yield tree.problem("sources.yml", (name, "check"), source.check, verify)
    for name, law in campaign.laws.items():
        if law.check:
            yield tree.problem("laws.yml", ("laws", name, "check"), law.check, verify)
        elif law.in_force > today:
            yield tree.problem(
                "laws.yml",
                ("laws", name, "in_force"),
                _("{day} is still to come").format(day=law.in_force),
                _("cite the law once it holds"),
            )
        elif law.ended and law.ended <= today and not law.successor:
            yield tree.problem(
                "laws.yml", ("laws", name), _("{law} is over").format(law=law.title)
            )
    for slug, method in campaign.methods.items():
        if method.check:
            yield tree.problem(f"methods/{slug}/method.yml", ("check",), method.check, verify)
        if method.review_by < today:
            yield tree.problem(
                f"methods/{slug}/method.yml",
                ("review_by",),
                _("the review was due on {day}").format(day=method.review_by),
                _("read the method again, then set a new date"),
            )
    # Looked up once: there is one such line for every file of a young campaign.
    message = _("not approved: {state}")
    remedy = _("once read, write state: approved, by, on, words: {words}, source_words: {source}")
    states = {state: _(state.value) for state in State}
    files = tree.words()
    for file, words in files.items():
        original = files[f"{file.rpartition('/')[0]}/{campaign.source}.yml"]
        state = translations.state(words, original)
        if state is not State.APPROVED:
            yield tree.problem(
                file,
                ("approval", "state"),
                message.format(state=states[state]),
                remedy.format(
                    words=translations.fingerprint(words),
                    source=translations.fingerprint(original),
                ),
            )
