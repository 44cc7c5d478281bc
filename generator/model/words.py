"""The words of one language, each file with its approval."""

from typing import Annotated

from pydantic import StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from generator.model.base import (
    SENTENCE_END,
    AccentedMessage,
    BareMessage,
    Heard,
    Items,
    Model,
    Plain,
    Prose,
    Quoted,
    Sentence,
    Slug,
    Title,
)
from generator.model.facts import (
    AdviceFacts,
    CaseFacts,
    FraudMethod,
    News,
    PageFacts,
    ShortWording,
    TalkFacts,
)
from generator.model.trust import Worded


class Rule(Model):
    """One of the four “không” or two “phải”."""

    short: Annotated[Quoted, StringConstraints(max_length=120)]
    """The official short wording, for leaflets (III.1 of the founding plan)."""
    plan: Annotated[Quoted, StringConstraints(max_length=120)]
    """The shorter one above the explanation (II.2); a campaign shows one of the two."""
    official: Quoted
    """The explanation of the founding plan, word for word (or its translation)."""
    since: Quoted | None = None
    """What a word of the explanation is called today."""
    handle: Annotated[Plain, StringConstraints(max_length=24)]
    """Two or three words to remember it by, the largest on paper."""
    brief: Annotated[Plain, StringConstraints(max_length=60)]
    """What it means, below a handle that is the official wording itself."""
    plain: Sentence
    """The same in everyday words, one sentence."""


class KeyMessage(Worded):
    """“4 không, 2 phải” in one language."""

    name: Title
    never: dict[Slug, Rule]
    """The four “không”."""
    always: dict[Slug, Rule]
    """The two “phải”."""

    @property
    def rules(self) -> dict[str, Rule]:
        """All of them, in the language of this file, by id."""
        return {**self.never, **self.always}

    def in_short(self, wording: ShortWording) -> "KeyMessage":
        """Return the message with that short wording of each rule as its `short`."""
        if wording == "leaflet":
            return self
        return self.model_copy(
            update={
                part: {
                    slug: rule.model_copy(update={"short": rule.plan})
                    for slug, rule in getattr(self, part).items()
                }
                for part in ("never", "always")
            }
        )


class Slogans(Worded):
    """What stands on banners and walls in one language, after the message itself."""

    slogans: dict[Slug, Annotated[Plain, StringConstraints(max_length=40)]]
    """Each to be read by somebody who rides past."""


class Route(Model):
    """A way a stranger makes contact, as the resident sees it."""

    label: Title
    """What just happened: “Có cuộc gọi lạ”."""
    lead: Sentence
    do: Items


class Routes(Worded):
    """The ways a stranger makes contact, in one language."""

    routes: dict[Slug, Route]


class Advice(Worded):
    """A piece of advice in one language: it is written once, and stands wherever it is needed."""

    about = AdviceFacts

    title: Title
    """What has happened, as a heading: “Đã chuyển tiền”."""
    line: Sentence
    """All of it in short, on a page about something else."""
    exception: Sentence | None = None
    """Before the steps: what those must do, and only those, for whom the first step is wrong."""
    steps: Items = {}
    """All of it in full, in order."""


class Phrase(Model):
    """A sentence fraudsters say, and an answer that ends it; or what to do where none is safe."""

    they: Sentence
    you: Sentence | None = None
    act: Sentence | None = None
    """What to do in silence: who answers an extortionist is asked for more."""

    @model_validator(mode="after")
    def _either(self) -> "Phrase":
        if (self.you is None) == (self.act is None):
            raise PydanticCustomError("answer", "not one of you and act")
        return self


class Translation(Worded):
    """The words of one method in one language."""

    about = FraudMethod
    own = Worded.own | {"asks", "sms", "sms_accented"}

    title: Title
    situation: Title
    """What the resident would say has happened; how the page is found."""
    asks: tuple[Heard, ...] = ()
    """What people really say or type when it happens to them; the site's search knows them.
    Names of apps and shops stand there as people use them, and accuse nobody."""
    summary: Sentence
    """Enough for somebody who reads nothing else."""
    handle: Annotated[Plain, StringConstraints(max_length=28)] | None = None
    """What it is called on paper, in two to five words; the title where there is none."""
    leaflet: Annotated[Prose, StringConstraints(max_length=200)]
    """The method for paper: what happens, and in a last sentence what to do."""
    approach: Annotated[Prose, StringConstraints(max_length=600)]
    """Who contacts you, and how."""
    phrases: dict[Slug, Phrase]
    signs: Items
    do: Items
    never: Items
    at_once: Items = {}
    """What to do before all else once it has happened; shared advice does not know it."""
    after: Items = {}
    """What to do in the end, beyond the advice that the facts name."""
    sms: BareMessage | None = None
    """The method as one text message without accents, written so that it cannot be misread."""
    sms_accented: AccentedMessage | None = None
    """The same with accents, in two text messages at most."""

    @property
    def told_and_act(self) -> tuple[str, str]:
        """The words for paper in two: what happens, and in the last sentence what to do.

        The first is empty where both stand in one sentence.
        """
        *told, act = SENTENCE_END.split(self.leaflet)
        return " ".join(told), act


class Section(Model):
    """A part of a page: a paragraph, a list, or both."""

    heading: Title
    official: Quoted | None = None
    """The words of a document it explains, or their translation."""
    text: Sentence | None = None
    items: Items = {}


class PageText(Worded):
    """The words of one page in one language."""

    about = PageFacts
    own = Worded.own | {"asks"}

    title: Title
    asks: tuple[Heard, ...] = ()
    """As of a method; those of the emergency page are alarms, which search answers first."""
    menu: Annotated[Plain, StringConstraints(max_length=40)]
    """The title in three or four words."""
    summary: Sentence
    steps: Items = {}
    """Numbered: what to do, in order."""
    sections: dict[Slug, Section] = {}


class CaseText(Worded):
    """The words of one case in one language; whom it happened to cannot be told from them."""

    about = CaseFacts
    anonymous = True

    title: Title
    story: Sentence
    """What happened."""
    turn: Sentence
    """Where it could have been stopped, or was."""
    right: Sentence
    """What somebody did right, however late."""


class TalkText(Worded):
    """The words of one talk in one language, around those of its methods."""

    about = TalkFacts

    title: Title
    opening: Sentence
    """What the speaker begins with."""
    questions: Items = {}
    """What the hall is asked before it hears the answer, by the name of the method."""
    closing: Sentence


class NewsText(Worded):
    """The words of one piece of news in one language."""

    about = News

    title: Title
    text: Sentence
