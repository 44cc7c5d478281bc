"""A quiz for schools: a page without script, a sheet of paper, and questions for Moodle."""

import re
from collections.abc import Iterator
from gettext import gettext as _
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from generator import policy
from generator.artifact import Artifact, Scope
from generator.assets import TEMPLATES
from generator.channels.pages import look
from generator.content import layout
from generator.model.campaign import Campaign
from generator.model.printing import Design
from generator.model.quiz import QuizFacts, QuizText
from generator.model.voice import Said, Voice
from generator.problems import ContentError, Problem
from generator.rendering import environment, linked, plain, printed

if TYPE_CHECKING:
    from generator.typesetting import paper

FOLDER = "quiz"
"""The part of the output."""
_LETTERS = "ABC"
_FOOT = 11
"""Millimetres below the last line of each side."""

Quiz = Said[QuizFacts, QuizText]


class Answer(NamedTuple):
    """One of three, under its letter."""

    letter: str
    text: str
    is_right: bool
    reasons: tuple[tuple[str, str], ...]
    """Each with what stands before it, empty where nothing does."""


class Asked(NamedTuple):
    """A question, with its answers in the order of their letters."""

    slug: str
    head: str
    ask: str
    answers: tuple[Answer, ...]
    title: str
    """Of the method it is about, and its site path."""
    page: str


def quizzes(campaign: Campaign, scope: Scope) -> Iterator[Artifact]:
    """Yield every quiz that is whole in one language, in each form; where there is none, no file.

    Raises ContentError where it does not fit its sheet.
    """
    shown, on_paper, pasted = (say(campaign, scope.language) for say in (linked, printed, plain))
    for own, laid, bare in zip(shown.quizzes, on_paper.quizzes, pasted.quizzes, strict=True):
        path = f"{FOLDER}/{scope.language}/{own.key}"
        yield Artifact(f"{path}.html", _page(shown, own))
        yield Artifact(f"{path}.pdf", _set(laid, _laid(on_paper, laid)))
        yield Artifact(f"{path}.gift.txt", _gift(pasted, bare))


def sheets(campaign: Campaign) -> Iterator[tuple[Voice, Quiz, str]]:
    """Yield the HTML of every sheet, with what it is of."""
    for tag in campaign.languages:
        voice = printed(campaign, tag)
        for quiz in voice.quizzes:
            yield voice, quiz, _laid(voice, quiz)


def problems(quiz: Quiz, html: str) -> list[Problem]:
    """Return why a sheet cannot be set."""
    try:
        _set(quiz, html)
    except ContentError as error:
        return list(error.problems)
    return []


def _questions(voice: Voice, quiz: Quiz) -> Iterator[Asked]:
    words, labels = quiz.words.questions, quiz.words.labels
    for number, (slug, facts) in enumerate(quiz.facts.questions.items(), start=1):
        question = words[slug]
        others = iter((question.wrong, question.also_wrong))
        answers = []
        for letter in _LETTERS:
            if letter == facts.right:
                reasons: tuple[tuple[str, str], ...] = (("", question.right.why),)
                answers.append(Answer(letter, question.right.answer, True, reasons))
            else:
                wrong = next(others)
                reasons = ((labels.tempts, wrong.tempts), (labels.better, wrong.better))
                answers.append(Answer(letter, wrong.answer, False, reasons))
        head = labels.question.format(n=number)
        method = voice.advisory(facts.method)
        asked = Asked(slug, head, question.ask, tuple(answers), method.words.title, method.path)
        yield asked


# -- as a page -----------------------------------------------------------------------------------


def _page(voice: Voice, quiz: Quiz) -> bytes:
    style = look.style_alone("quiz.css.jinja")
    return environment(TEMPLATES).get_template("quiz.html.jinja").render(
        voice=voice,
        quiz=quiz,
        questions=list(_questions(voice, quiz)),
        tokens=look.tokens(),
        style=Markup(style),  # noqa: S704  (ours)
        policy=policy.of_qr_page(style),
    ).encode()  # fmt: skip


# -- as a sheet ----------------------------------------------------------------------------------


def _laid(voice: Voice, quiz: Quiz) -> str:
    template = environment(TEMPLATES).get_template("quiz-sheet.html.jinja")
    questions = list(_questions(voice, quiz))
    return template.render(voice=voice, quiz=quiz, questions=questions, foot=_FOOT)


def _set(quiz: Quiz, html: str) -> bytes:
    from generator.typesetting import paper  # with WeasyPrint, half a second to import

    try:
        return paper.sides(html, _design(quiz))
    except paper.UnfitError as error:
        raise ContentError(list(_unfit(quiz, error))) from None


def _design(quiz: Quiz) -> Design:
    """Return a sheet of A4: in front the questions, on the back the answers."""
    slugs = quiz.facts.questions
    sides = tuple(
        (f"{side}-head", *(f"{side}-{slug}" for slug in slugs), f"{side}-foot")
        for side in ("front", "back")
    )
    return Design(width_mm=210, height_mm=297, sides=sides, foot_mm=(_FOOT, _FOOT))


def _unfit(quiz: Quiz, error: "paper.UnfitError") -> Iterator[Problem]:
    file = layout.of(QuizText).path((quiz.key, quiz.language))
    if error.overflow:
        block, side, missing = error.overflow
        slug = block.partition("-")[2]
        place = ("questions", slug) if slug in quiz.words.questions else ("questions",)
        message = _("the quiz does not fit side {side} of its sheet: {n} mm are missing or more")
        remedy = _("shorten questions, answers or reasons, or ask one question less")
        yield Problem(file, place, None, None, message.format(side=side, n=missing), remedy)
    if error.warnings:
        remedy = _("write it without what the typeface lacks")
        yield Problem(file, (), None, None, "; ".join(error.warnings), remedy)


# -- for Moodle ----------------------------------------------------------------------------------

_SIGNS = re.compile(r"[\\~=#{}:]")
"""What means something in GIFT."""


def _gift(voice: Voice, quiz: Quiz) -> bytes:
    """Return the questions as Moodle imports them: an import drops remarks, so a specimen says
    so in each question.
    """
    marked = f"({voice.mark}) " if voice.mark else ""
    lines = [f"// {quiz.words.title} – {voice.title} – {voice.issuer}", f"// {voice.updated}"]
    for asked in _questions(voice, quiz):
        lines += ["", f"::{_sign(asked.head)}::{_sign(marked + asked.ask)} {{"]
        for answer in asked.answers:
            why = " ".join(
                f"{label}: {text}" if label else text for label, text in answer.reasons
            )
            sign = "=" if answer.is_right else "~"
            lines.append(f"{sign}{_sign(answer.text)}#{_sign(why)}")
        lines.append("}")
    return "".join(f"{line}\n" for line in lines).replace("\u00a0", " ").encode()


def _sign(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text)
