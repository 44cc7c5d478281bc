"""What the campaign is called, and every word that belongs to no page."""

from typing import Annotated

from pydantic import StringConstraints

from generator.model.base import Model, Plain, Sentence, Slug, Text, Title, filled
from generator.model.facts import LanguageFacts
from generator.model.trust import Worded


class ContactWords(Model):
    """What a contact is called, and when to use it."""

    name: Title
    note: Sentence
    """When to use it, in one sentence."""
    find: Title | None = None
    """Where residents find the number, in a few words; needed where there is none."""


class Claims(Model):
    """Who fraudsters claim to be, in a few words each."""

    police: Plain
    office: Plain
    bank: Plain
    carrier: Plain
    courier: Plain
    relative: Plain
    employer: Plain
    lover: Plain
    blackmailer: Plain
    seller: Plain
    buyer: Plain
    lender: Plain
    investor: Plain
    company: Plain
    helper: Plain
    nobody: Plain


class Wants(Model):
    """What fraudsters are after, in a few words each."""

    money: Plain
    code: Plain
    app: Plain
    picture: Plain
    papers: Plain
    account: Plain


class Kinds(Model):
    """Headings of the lists of methods, by kind."""

    trick: Plain
    risk: Plain
    illegal_offer: Plain
    enabler: Plain


class Counter(Model):
    """The notice beside cash machines and bank counters."""

    topic: Annotated[Plain, StringConstraints(max_length=60)]
    """What is happening to who stands there, read from two metres away."""
    act: Annotated[Plain, StringConstraints(max_length=40)]
    tell: Plain
    """Whom to tell on the spot."""
    truth: Plain
    """What those whom fraudsters pose as never ask for."""


class SincePrinted(Model):
    """What the page of a code says has changed since its leaflet was printed."""

    title: Annotated[Text, filled("date")]
    nothing: Annotated[Text, filled("date")]
    """In its place, where all is as it was."""
    number: Plain
    """Before the name of who has another number now."""
    old_number: Annotated[Text, filled("number")]
    """Below the new one, or where there is none."""
    words: Annotated[Text, filled("name")]
    """Of what to do, or the message: it is no longer as on paper."""
    # Above methods: that there were not; against which one acts otherwise; that stand no more.
    new: Plain
    changed: Plain
    gone: Plain


class TypedCode(Model):
    """The page where the code of a leaflet is typed."""

    title: Plain
    hint: Plain
    """Names the field: where the code stands."""
    open: Annotated[Plain, StringConstraints(max_length=24)]
    """On the button."""
    wrong: Plain
    """Where no code can be spelt so."""
    by_hand: Annotated[Text, filled("address")]
    """How to get there where the button leads nowhere."""


class Listening(Model):
    """What stands around recordings."""

    title: Annotated[Plain, StringConstraints(max_length=24)]
    """Above them: “Nghe đọc”; the languages follow by their own names."""
    read_by: Annotated[Text, filled("speaker", "date")]
    download: Plain
    stale: Plain
    """Before one whose words have changed since."""


class Loudspeaker(Model):
    """What a station says around a warning, and what stands on the paper it is read from."""

    greeting: Annotated[Text, filled("campaign")]
    topic: Annotated[Text, filled("method")]
    """A title alone may sound like an offer: this says that it is a warning."""
    number: Annotated[Text, filled("name", "number")]
    """Whom to call; it is said twice."""
    again: Plain
    """Before what is said a second time."""
    closing: Plain
    # On paper alone, not said.
    lasts: Annotated[Text, filled("seconds", "pace")]
    schedule: Annotated[Text, filled("month")]
    """Title of the list of which warning is read out on which day."""
    again_next: Plain
    """What to do in the months after, while there is no newer list."""
    day: Plain
    first: Plain
    """The broadcast of a day that most people hear."""
    second: Plain


class Posts(Model):
    """What stands around a warning that is posted, and on the plan of when it is."""

    opening: Plain
    """Asks whether this has just happened."""
    more: Plain
    """Before the address of the page."""
    # On the plan alone, for who posts.
    plan: Annotated[Text, filled("date")]
    """Title of the list of which warning is posted on which day."""
    again: Plain
    """What to do once all were posted, and when there is a new one."""
    month: Annotated[Text, filled("month")]
    """Above its weeks."""
    week: Plain
    """Above the Mondays."""
    monday: Plain
    wednesday: Plain
    friday: Plain


class TextMessages(Model):
    """What stands on the list of text messages that carriers are handed."""

    title: Plain
    size: Annotated[Text, filled("characters", "parts")]
    """How long one is, and how many messages are paid for it."""


class Slides(Model):
    """What stands in the notes of slides, beside what is said."""

    lasts: Annotated[Text, filled("minutes", "pace")]
    clock: Annotated[Text, filled("start", "end")]
    """From when to when a slide is shown, since the talk began."""
    ask: Plain
    """Before a question to the hall."""
    wait: Annotated[Text, filled("seconds")]


class Forum(Model):
    """What stands on the handout of a forum where the police listen, with room to write."""

    title: Annotated[Plain, StringConstraints(max_length=50)]
    # Before lines that are filled in by hand.
    name: Plain
    place: Plain
    time: Plain
    happened: Annotated[Plain, StringConstraints(max_length=60)]
    """Under each method: asks whether it has happened here."""
    wish: Plain
    """Above lines for whatever somebody wants to ask or say."""
    quietly: Plain
    """Below them: to whom the paper may be given."""


class Cards(Model):
    """Cards for a lesson: on one side what somebody says, on the other what to answer."""

    title: Annotated[Plain, StringConstraints(max_length=40)]
    use: Plain
    """How they are used, in a few sentences."""
    says: Plain
    """Above what somebody says; it must not give away that it is fraud."""
    turn: Plain
    """Below it: asks for an answer, aloud."""


DATE_FORMAT = r"^%[dmY][^%\w]{1,3}%[dmY][^%\w]{1,3}%[dmY]$"


class Interface(Worded):
    """What the campaign is called, and all words that belong to no page."""

    about = LanguageFacts

    title: Title
    """Of the site and the leaflets."""
    issuer: Title
    """The body that publishes, as residents know it."""
    contacts: dict[Slug, ContactWords]
    audiences: dict[Slug, Plain]
    """Names of the groups methods are addressed to."""
    home: Plain
    skip_to_content: Plain
    languages: Plain
    specimen: Plain
    """The mark every output of an unapproved campaign carries, in two or three words."""
    specimen_notice: Plain
    """The same as a full sentence."""
    emergency: Plain
    """The call to action that leads to the emergency page."""
    who_contacted_you: Plain
    all_methods: Plain
    every_method: Plain
    """Link from a short list to the whole one."""
    everything: Plain
    """Title of the one page with all methods."""
    everything_lead: Plain
    stored: Plain
    """Above a page that was kept on the phone, where there is no network."""
    not_stored: Plain
    """Above the one page of all methods, where it stands in for a page that was not kept."""
    share: Plain
    """Above what a reader may hand on to others, and on the button that does it."""
    share_done: Plain
    """Where it could only be copied: what to do with it."""
    share_picture: Plain
    """Link to the picture that says the same."""
    related_methods: Plain
    """Above the methods a page for some people leads to."""
    like_this: Plain
    """Above the neighbours of a method."""
    like_yours: Plain
    """Above the methods of one contact route: “Chuyện nào giống chuyện của bạn?”"""
    kinds: Kinds
    search: Plain
    """On the button and as the title of the page of results."""
    search_hint: Plain
    """Names the field: what to type."""
    search_found: Plain
    """Above what was found."""
    search_nothing: Plain
    """In its place, before the two lists that always help."""
    search_lookup: Plain
    """In its place, where somebody types a number or an address, which we cannot look up."""
    search_waiting: Plain
    """Stands there until the script has looked, and stays where none runs."""
    whom_they_claim: Plain
    """Above the families of methods: “Họ tự xưng là ai?”"""
    they_came: Plain
    """Above the contact routes: “Họ liên hệ bằng cách nào?”"""
    they_claim: Plain
    """Before who fraudsters claim to be."""
    claims: Claims
    they_want: Plain
    """Before what they are after."""
    wants: Wants
    for_whom: Plain
    """Above the pages for some people: the old, pupils, job seekers."""
    cases: Plain
    """Above what happened to others."""
    case_lost: Plain
    """Marks a case in which money was lost."""
    case_stopped: Plain
    """Marks one that somebody stopped in time."""
    case_turn: Plain
    """Before where it could have been stopped."""
    case_right: Plain
    """Before what somebody did right."""
    news: Plain
    news_lead: Plain
    feed: Plain
    """Names the feeds that programs read."""
    approach: Plain
    phrases: Plain
    they_say: Plain
    you_answer: Plain
    you_act: Plain
    """In its place, where silence is right."""
    signs: Plain
    do: Plain
    never: Plain
    after: Plain
    after_involved: Plain
    """The same where the reader has taken part in something unlawful."""
    banks: Plain
    """Above the hotlines of banks."""
    whom_to_call: Plain
    """Above the contacts of a page."""
    call: Plain
    """Verb before a number: “Gọi”."""
    write: Plain
    """Verb before a number that takes text messages: “Nhắn tin”."""
    rules_broken: Plain
    """Before the rules of the message that the method offends."""
    official_words: Plain
    """Before the plan's own wording of a rule."""
    sources: Plain
    laws: Plain
    sources_and_laws: Plain
    """Opens both, which are closed at first."""
    in_force_since: Plain
    message_menu: Plain
    message_lead: Plain
    message_line: Plain
    """The same in a few words, after the message's name on one line of a phone."""
    materials: Plain
    materials_menu: Plain
    materials_lead: Plain
    download_pdf: Plain
    whole_site: Plain
    """Link to the whole site as one file, for where there is no network."""
    page_n: Annotated[Text, filled("language", "number")]
    """Alternative text of a picture of a leaflet."""
    only_in: Annotated[Text, filled("language")]
    """Marks a page that exists only in the source language."""
    unreviewed: Plain
    """Shown where nobody competent has read a text."""
    unread_translation: Plain
    """Shown on a translation that nobody has read; the way to the source follows."""
    old_translation: Plain
    """Shown on a translation whose source has changed since it was read; the same follows."""
    updated: Annotated[Text, filled("date")]
    date_format: Annotated[str, StringConstraints(pattern=DATE_FORMAT)]
    """strftime pattern of numbers only, such as %d/%m/%Y."""
    issued_by: Plain
    feedback: Plain
    """Link to where readers write about the site."""
    more: Plain
    moved: Plain
    """On the page of an address that was given up, before a link to the new one."""
    not_found: Plain
    not_found_text: Plain
    never_asks: Plain
    """“This page never asks for …”: stands beside every QR code and on every page."""
    scan: Plain
    """Above the QR code."""
    edition: Plain
    code: Plain
    do_first: Plain
    leaflet_title: Plain
    topic: Annotated[Plain, StringConstraints(max_length=40)]
    """What everybody understands from two metres away, at the head of paper."""
    topic_act: Annotated[Plain, StringConstraints(max_length=40)]
    """And what to do then; its last sentence also stands alone, under a picture of a family."""
    counter: Counter
    nevers: Plain
    """Beside the numeral that counts them: “không”."""
    musts: Plain
    then_do: Plain
    """Above what to do after the bank and the police have been called."""
    write_number: Plain
    """Before a line on which a number is written by hand."""
    police_of: Annotated[Text, filled("place")]
    """The police of a commune by name."""
    proof: Plain
    """Above how to tell a true leaflet from a false one."""
    proof_host: Annotated[Text, filled("host")]
    proof_code: Annotated[Text, filled("code")]
    proof_sticker: Plain
    proof_doubt: Plain
    """Three marks may be forged: whom to ask in the end."""
    leaflet_methods: Plain
    ask_neighbours: Annotated[Plain, StringConstraints(max_length=60)]
    """What somebody who explains a method to neighbours asks them in the end."""
    if_lost: Plain
    landing_title: Plain
    landing_place: Annotated[Text, filled("place")]
    """Where a leaflet was handed out; it stands on paper, too."""
    landing_compare: Annotated[Text, filled("code")]
    """Asks to compare the code with the paper."""
    landing_retired: Plain
    landing_retired_since: Annotated[Text, filled("date")]
    landing_newer: Plain
    """Link from a retired leaflet's page to that of the newer one."""
    landing_pasted: Plain
    """How to feel a QR code that somebody pasted over the printed one."""
    landing_other_language: Plain
    """Who holds a leaflet in another language finds its code beside that language."""
    since: SincePrinted
    typed_code: TypedCode
    listening: Listening
    loudspeaker: Loudspeaker
    posts: Posts
    text_messages: TextMessages
    slides: Slides
    forum: Forum
    cards: Cards
    other_languages: Plain
