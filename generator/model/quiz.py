"""A quiz: what is asked about which method, and why each wrong answer tempts."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.model.base import Model, Plain, Prose, Sentence, Slug, Text, Title, filled
from generator.model.facts import MethodName
from generator.model.trust import Worded

MOST_QUESTIONS = 9
"""More of them, with three answers each, are on no sheet of A4 that can be read."""


class Asked(Model):
    """What no language changes about a question."""

    method: MethodName
    """What it is about."""
    right: Literal["A", "B", "C"]
    """The letter that the right answer stands at; the others take what is left, in order."""


class QuizFacts(Model):
    """What no language changes about a quiz."""

    questions: Annotated[dict[Slug, Asked], Field(min_length=1, max_length=MOST_QUESTIONS)]
    """In the order in which they are asked."""


Choice = Annotated[Plain, StringConstraints(max_length=80)]
"""A line of paper. No number to call stands in it: who taps an answer wants to see the reason."""
Reason = Annotated[Prose, StringConstraints(max_length=150)]


class Right(Model):
    """The right answer."""

    answer: Choice
    why: Reason
    """Why it is right."""


class Wrong(Model):
    """A wrong answer, such as somebody sensible might give."""

    answer: Choice
    tempts: Reason
    """Why it tempts; nobody is blamed for it."""
    better: Reason
    """What to do in its place."""


class Question(Model):
    """A situation, and three answers: exactly one is right, for there is one place for it."""

    ask: Annotated[Prose, StringConstraints(max_length=230)]
    """What happens, and in a last sentence the question."""
    right: Right
    wrong: Wrong
    also_wrong: Wrong


class QuizLabels(Model):
    """What stands around questions and answers, on the screen and on paper."""

    question: Annotated[Text, filled("n")]
    """Heads each question."""
    right: Annotated[Plain, StringConstraints(max_length=30)]
    """Says that an answer is right."""
    wrong: Annotated[Plain, StringConstraints(max_length=30)]
    """Says that it is not, without blame."""
    tempts: Annotated[Plain, StringConstraints(max_length=30)]
    """Before the reason why an answer tempts."""
    better: Annotated[Plain, StringConstraints(max_length=30)]
    """Before what is better."""
    on_screen: Sentence
    """How the page is used."""
    on_paper: Annotated[Prose, StringConstraints(max_length=120)]
    """How the sheet is used."""
    answers: Annotated[Plain, StringConstraints(max_length=60)]
    """Heads the back of the sheet."""
    name: Annotated[Plain, StringConstraints(max_length=20)]
    """Before lines to fill in by hand: name and class."""
    group: Annotated[Plain, StringConstraints(max_length=20)]


class QuizText(Worded):
    """The words of one quiz in one language, the reasons for its answers among them."""

    about = QuizFacts

    title: Annotated[Title, StringConstraints(max_length=60)]
    lead: Sentence
    """What is asked here, and that a wrong answer is no shame."""
    questions: dict[Slug, Question]
    closing: Sentence
    """Whom to tell, after the last question."""
    labels: QuizLabels
