"""What is said in one language, each file with who vouches for it."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from generator.model.base import Day, Items, Model, Slug, Text


class Approval(Model):
    """Who vouches for the words of one file."""

    state: Literal["unreviewed", "reviewed", "approved"]
    by: Text | None = None
    """Who reviewed or approved: name or office."""
    on: Day | None = None
    words: Text | None = None
    """Fingerprint of the words that were read; other words are not approved."""
    source_words: Text | None = None
    """Fingerprint of the source-language words they were compared with."""


class ContactWords(Model):
    """A contact's name and note in another language."""

    name: Text
    note: Text
    find: Text | None = None


FontFile = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+\.(ttf|otf)$")]
"""A file in leaflets/fonts, complete: split web fonts print wrong letters."""


class FontFace(Model):
    """A typeface that holds every character of the language."""

    family: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+( [A-Za-z0-9]+)*$")]
    regular: FontFile
    bold: FontFile
    heavy: FontFile | None = None
    """For the largest words; the bold where absent."""


class Rule(Model):
    """One of the four “không” or two “phải”."""

    short: Text
    """The official short wording."""
    official: Text
    """The explanation of the founding plan, word for word (or its translation)."""
    plain: Text
    """The same in everyday words, one sentence."""


class KeyMessage(Model):
    """message/<tag>.yml"""

    name: Text
    never: dict[Slug, Rule]
    """The four “không”."""
    always: dict[Slug, Rule]
    """The two “phải”."""
    approval: Approval

    @property
    def rules(self) -> dict[str, Rule]:
        return {**self.never, **self.always}


class Route(Model):
    """A way a stranger makes contact, as the resident sees it."""

    label: Text
    """What just happened: “Có cuộc gọi lạ”."""
    lead: Text
    do: Items


class Routes(Model):
    """routes/<tag>.yml"""

    routes: dict[Slug, Route]
    approval: Approval


class Phrase(Model):
    """A sentence fraudsters say, and an answer that ends it."""

    they: Text
    you: Text


class Translation(Model):
    """methods/<slug>/<tag>.yml: the words of one method in one language."""

    title: Text
    situation: Text
    """What the resident would say has happened; how the page is found."""
    summary: Text
    """Enough for somebody who reads nothing else."""
    leaflet: Text
    """The method in one sentence, for paper."""
    approach: Text
    """Who contacts you, and how."""
    phrases: dict[Slug, Phrase]
    signs: Items
    do: Items
    never: Items
    after: Items
    """What to do once money or data is gone."""
    approval: Approval


class Section(Model):
    """A part of a page: a paragraph, a list, or both."""

    heading: Text
    text: Text | None = None
    items: Items = {}


class PageText(Model):
    """pages/<slug>/<tag>.yml"""

    title: Text
    menu: Text
    """The title in three or four words."""
    summary: Text
    steps: Items = {}
    """Numbered: what to do, in order."""
    sections: dict[Slug, Section]
    approval: Approval


class NewsText(Model):
    """news/<id>/<tag>.yml"""

    title: Text
    text: Text
    approval: Approval


class Kinds(Model):
    """Headings of the lists of methods, by kind."""

    trick: Text
    risk: Text
    illegal_offer: Text
    enabler: Text


DATE_FORMAT = r"^%[dmY][^%\w]{1,3}%[dmY][^%\w]{1,3}%[dmY]$"


class Words(Model):
    """Interface words of one language."""

    home: Text
    skip_to_content: Text
    languages: Text
    specimen: Text
    """The mark every output of an unapproved campaign carries, in two or three words."""
    specimen_notice: Text
    """The same as a full sentence."""
    emergency: Text
    """The call to action that leads to the emergency page."""
    who_contacted_you: Text
    all_methods: Text
    every_method: Text
    """Link from a short list to the whole one."""
    related_methods: Text
    """Above the methods a page for some people leads to."""
    like_yours: Text
    """Above the methods of one contact route: “Chuyện nào giống chuyện của bạn?”"""
    kinds: Kinds
    for_whom: Text
    """Above the pages for some people: the old, pupils, job seekers."""
    news: Text
    news_lead: Text
    feed: Text
    """Names the feeds that programs read."""
    approach: Text
    phrases: Text
    they_say: Text
    you_answer: Text
    signs: Text
    do: Text
    never: Text
    after: Text
    after_involved: Text
    """The same where the reader has taken part in something unlawful."""
    contacts: Text
    call: Text
    """Verb before a number: “Gọi”."""
    write: Text
    """Verb before a number that takes text messages: “Nhắn tin”."""
    rules_broken: Text
    """Before the rules of the message that the method offends."""
    official_words: Text
    """Before the plan's own wording of a rule."""
    sources: Text
    laws: Text
    in_force_since: Text
    message_menu: Text
    message_lead: Text
    materials: Text
    materials_menu: Text
    materials_lead: Text
    download_pdf: Text
    page_n: Text
    """Alternative text of a picture of a leaflet; contains {language} and {number}."""
    only_in: Text
    """Marks a page that exists only in the source language; contains {language}."""
    unreviewed: Text
    """Shown where nobody competent has read a translation."""
    updated: Text
    """Contains {date}."""
    date_format: Annotated[str, StringConstraints(pattern=DATE_FORMAT)]
    """strftime pattern of numbers only, such as %d/%m/%Y."""
    issuer: Text
    more: Text
    not_found: Text
    not_found_text: Text
    never_asks: Text
    """“This page never asks for …”: stands beside every QR code and on every page."""
    scan: Text
    """Above the QR code."""
    verify: Text
    """How to tell a real leaflet from a false one; contains {host}."""
    edition: Text
    code: Text
    do_first: Text
    leaflet_title: Text
    leaflet_methods: Text
    if_lost: Text
    landing_title: Text
    landing_compare: Text
    """Asks to compare the code with the paper; contains {code}."""
    landing_retired: Text
    other_languages: Text


class CampaignWords(Model):
    """campaign.yml's and contacts.yml's words in a language that is not the source."""

    title: Text
    issuer: Text
    contacts: dict[Slug, ContactWords]


class Language(Model):
    """languages/<tag>.yml: the file's existence registers the language."""

    name: Text
    """Its own name for itself: “Tiếng Việt”."""
    direction: Literal["ltr", "rtl"]
    script: Annotated[str, StringConstraints(pattern=r"^[A-Z][a-z]{3}$")]
    """ISO 15924."""
    font: FontFace
    words: Words
    campaign: CampaignWords | None = None
    """Absent in the source language, whose words are in campaign.yml and contacts.yml."""
    audiences: Items
    """Names of the groups methods are addressed to."""
    approval: Approval
