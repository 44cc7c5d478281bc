"""A quiz: the same answers, under the same letters, on the page, on paper and in Moodle."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import pypdfium2
import pytest
from playwright.sync_api import Browser
from support.browser import browser, violations
from support.builds import made
from support.pages import Page
from support.trees import changed

from generator import proof
from generator.channels import quiz
from generator.model.campaign import Campaign
from generator.model.facts import Settings, Status
from generator.model.quiz import MOST_QUESTIONS, QuizFacts, QuizText
from generator.model.trust import fingerprint
from generator.model.words import Translation
from generator.problems import ContentError
from generator.rendering import plain

__all__ = ["browser"]

Scheme = Literal["light", "dark"]
FORMS = (".html", ".pdf", ".gift.txt")


class Told(NamedTuple):
    """A question as some form shows it."""

    ask: str
    answers: list[str]
    right: list[str]
    """Letters of answers that are called right."""
    why: list[str]
    """What is said of each answer."""


@pytest.fixture(scope="module")
def files(shipped: Campaign) -> dict[str, bytes]:
    return made(shipped, "quiz")


def whole(found: Campaign) -> Iterator[tuple[str, str, list[Told]]]:
    """Yield language and slug of each quiz, with the questions as their words have them."""
    for tag in found.languages:
        for one in plain(found, tag).quizzes:
            labels, told = one.words.labels, []
            for slug, facts in one.facts.questions.items():
                asked = one.words.questions[slug]
                answers, why = [], []
                for wrong in (asked.wrong, asked.also_wrong):
                    answers.append(wrong.answer)
                    why.append(f"{labels.tempts}: {wrong.tempts} {labels.better}: {wrong.better}")
                place = "ABC".index(facts.right)
                answers.insert(place, asked.right.answer)
                why.insert(place, asked.right.why)
                told.append(
                    Told(
                        words(asked.ask),
                        [*map(words, answers)],
                        [facts.right],
                        [*map(words, why)],
                    )
                )
            yield tag, one.key, told


def a_quiz(found: Campaign) -> str:
    return next(iter(found.quizzes(found.source)))


def words(text: str | None) -> str:
    """Return a text on one line, with plain blanks."""
    return " ".join((text or "").replace("\u00a0", " ").split())


def letters(text: str) -> str:
    """Return a text without what a line takes away or adds where it ends."""
    return re.sub(r"\s+", "", text)


# -- as a page -----------------------------------------------------------------------------------


READ = """() => [...document.querySelectorAll("section")].map((one) => [
  one.querySelector("p").innerText,
  ...["summary > span", ".right", ".why"].map((what) =>
    [...one.querySelectorAll(what)].map((found) =>
      what === ".right" ? found.parentElement.querySelector("b").innerText
      : [...(found.querySelectorAll("p + p").length ? found.querySelectorAll("p + p") : [found])]
        .map((part) => part.textContent).join(" "))),
])"""
"""What a reader finds below the letters; the verdict stands first among the reasons."""


def on_page(browser: Browser, content: bytes) -> list[Told]:
    page = browser.new_page()
    page.set_content(content.decode())
    letters_ = page.locator("section summary > b").all_text_contents()
    found = page.evaluate(READ)
    page.close()
    assert letters_ == [*"ABC"] * len(found)
    return [
        Told(words(ask), [*map(words, answers)], right, [*map(words, why)])
        for ask, answers, right, why in found
    ]


def test_each_whole_quiz_is_there_in_each_form(
    shipped: Campaign, files: dict[str, bytes]
) -> None:
    keys = [(tag, slug) for tag, slug, _told in whole(shipped)]
    assert {(shipped.source, a_quiz(shipped))} <= set(keys)
    assert {f"quiz/{tag}/{slug}{form}" for tag, slug in keys for form in FORMS} == set(files)


def test_the_page_has_every_answer_under_its_letter_with_its_reason(
    browser: Browser, shipped: Campaign, files: dict[str, bytes]
) -> None:
    for tag, slug, told in whole(shipped):
        assert on_page(browser, files[f"quiz/{tag}/{slug}.html"]) == told


def test_the_page_asks_for_nothing_and_runs_nothing(
    shipped: Campaign, files: dict[str, bytes]
) -> None:
    for tag, slug, _told in whole(shipped):
        text = files[f"quiz/{tag}/{slug}.html"].decode()
        page = Page(text)
        tags = {name for name, _attributes in page.elements}
        assert not tags & {"script", "img", "iframe", "form", "input", "object", "video"}
        assert [link["href"] for link in page.all("link")] == ["data:,"]
        names = {name for _tag, attributes in page.elements for name in attributes}
        assert "src" not in names and not any(name.startswith("on") for name in names)
        assert "url(" not in text and "@import" not in text
        for link in page.all("a"):
            path = link["href"].removeprefix(shipped.settings.base_url)
            assert link["href"].startswith("tel:") or path in shipped.page_paths, path


def test_nothing_gives_the_answer_away_before_it_is_opened(
    browser: Browser, shipped: Campaign, files: dict[str, bytes]
) -> None:
    """Not even what the method is called, or a link to it."""
    for tag, slug, _told in whole(shipped):
        page = browser.new_page()
        page.set_content(files[f"quiz/{tag}/{slug}.html"].decode())
        shown = words(page.locator("main").inner_text())
        titles = [advisory.words.title for advisory in plain(shipped, tag).advisories]
        assert page.locator("section a:visible").count() == 0
        assert [title for title in titles if title in shown] == []
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_works_by_keyboard_for_everybody(
    scheme: Scheme, browser: Browser, files: dict[str, bytes], tmp_path: Path
) -> None:
    for path in filter(lambda path: path.endswith(".html"), files):
        file = tmp_path / path.replace("/", "-")
        file.write_bytes(files[path])
        assert used(browser, file.as_uri(), scheme) == [file.as_uri()]


def used(browser: Browser, address: str, scheme: Scheme) -> list[str]:
    """Open every answer of a page by keyboard, judge it, and return what it asked for."""
    requests: list[str] = []
    page = browser.new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address)
    assert page.locator(".why:visible").count() == 0 and violations(page) == []
    count = page.locator("summary").count()
    for _answer in range(count):
        while not page.evaluate(CLOSED):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    assert page.locator(".why:visible").count() == count and violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.close()
    return requests


CLOSED = """() => {
  const one = document.activeElement;
  return one.tagName === "SUMMARY" && !one.parentElement.open
}"""
"""Whether the focus is on an answer that is not open yet."""


# -- as a sheet ----------------------------------------------------------------------------------


def sides(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        assert {tuple(map(round, page.get_size())) for page in document} == {(595, 842)}
        return [letters(page.get_textpage().get_text_range()) for page in document]


def test_questions_are_in_front_and_reasons_on_the_back(
    shipped: Campaign, files: dict[str, bytes]
) -> None:
    for tag, slug, told in whole(shipped):
        front, back = sides(files[f"quiz/{tag}/{slug}.pdf"])
        for asked in told:
            assert letters(asked.ask) in front
            answers = "".join(
                f"{a}{letters(t)}" for a, t in zip("ABC", asked.answers, strict=True)
            )
            assert answers in front
            place = "ABC".index(asked.right[0])
            assert f"{asked.right[0]}.{letters(asked.answers[place])}" in back
            for why in asked.why:
                assert letters(why) in back and letters(why) not in front, why


def test_words_that_do_not_fit_are_named_by_check(shipped: Campaign) -> None:
    slug, tag = a_quiz(shipped), shipped.source
    asked = shipped.tables.of(QuizText)[slug, tag].questions
    long = {
        name: one.model_copy(update={"ask": "Chuyện rất dài. " * 25})
        for name, one in asked.items()
    }
    found = changed(shipped, QuizText, (slug, tag), questions=long)
    with pytest.raises(ContentError) as error:
        made(found, "quiz")
    (problem,) = error.value.problems
    assert problem.file == f"quizzes/{slug}/{tag}.yml" and problem.place[0] == "questions"
    assert problem.place[1] in asked and "mặt 1" in problem.message
    assert problem in [*proof.problems(found, lambda _version: None)]


def test_what_no_typeface_has_is_named_with_its_file(shipped: Campaign) -> None:
    slug, tag = a_quiz(shipped), shipped.source
    found = changed(shipped, QuizText, (slug, tag), title="Nếu là bạn \U0001f9e0?")
    ((_voice, own, html), *_rest) = quiz.sheets(found)
    (problem,) = quiz.problems(own, html)
    assert problem.file == f"quizzes/{slug}/{tag}.yml" and "1f9e0" in problem.message.lower()


@pytest.mark.parametrize("status", Status)
def test_every_form_of_a_specimen_says_so(shipped: Campaign, status: Status) -> None:
    settings = shipped.settings.model_copy(update={"status": status})
    found = changed(shipped, Settings, "", **dict(settings))
    files = made(found, "quiz")
    for tag, slug, told in whole(found):
        mark, specimen = plain(shipped, tag).mark, status is Status.SPECIMEN
        page = files[f"quiz/{tag}/{slug}.html"].decode()
        assert (mark in page) == specimen
        assert all(
            (letters(mark) in side) == specimen for side in sides(files[f"quiz/{tag}/{slug}.pdf"])
        )
        gift = files[f"quiz/{tag}/{slug}.gift.txt"].decode()
        assert gift.count(mark) == len(told) * specimen


# -- for Moodle ----------------------------------------------------------------------------------


def in_moodle(content: bytes, mark: str) -> list[Told]:
    """Read GIFT as Moodle does: remarks go, a question ends at a blank line, a sign after a
    backslash is itself.
    """
    told = []
    text = "\n".join(line for line in content.decode().split("\n") if not line.startswith("//"))
    for block in filter(str.strip, text.split("\n\n")):
        found = re.fullmatch(r"::(.+?)::(.*?) \{\n(.*)\n\}", block.strip(), re.DOTALL)
        assert found, block
        ask = found[2].removeprefix(f"({mark}) ") if mark else found[2]
        asked = Told(plain_again(ask), [], [], [])
        for letter, line in zip("ABC", found[3].split("\n"), strict=True):
            sign, rest = line[0], re.split(r"(?<!\\)#", line[1:])
            assert sign in "=~" and not re.search(r"(?<!\\)[~={}:]", line[1:]), line
            answer, why = rest
            asked.answers.append(plain_again(answer))
            asked.right.extend([letter] if sign == "=" else [])
            asked.why.append(plain_again(why))
        told.append(asked)
    return told


def plain_again(text: str) -> str:
    return words(re.sub(r"\\(.)", r"\1", text))


def test_moodle_gets_the_same_questions(shipped: Campaign, files: dict[str, bytes]) -> None:
    for tag, slug, told in whole(shipped):
        content = files[f"quiz/{tag}/{slug}.gift.txt"]
        assert in_moodle(content, plain(shipped, tag).mark) == told


def test_signs_that_mean_something_to_moodle_are_words(shipped: Campaign) -> None:
    slug, tag = a_quiz(shipped), shipped.source
    asked = dict(shipped.tables.of(QuizText)[slug, tag].questions)
    first = next(iter(asked))
    right = asked[first].right.model_copy(update={"answer": "1 = 2 ~ #3: a\\b"})
    asked[first] = asked[first].model_copy(update={"right": right})
    found = changed(shipped, QuizText, (slug, tag), questions=asked)
    ((_tag, _slug, told), *_rest) = whole(found)
    content = made(found, "quiz")[f"quiz/{tag}/{slug}.gift.txt"]
    assert in_moodle(content, plain(found, tag).mark) == told


# -- which answer is right, and who says so ------------------------------------------------------


def test_the_letter_of_the_right_answer_is_approved_with_the_words(
    browser: Browser, shipped: Campaign
) -> None:
    slug = a_quiz(shipped)
    facts, text = shipped.quizzes("vi")[slug], shipped.tables.of(QuizText)[slug, "vi"]
    first, asked = next(iter(facts.questions.items()))
    other = asked.model_copy(update={"right": "C" if asked.right != "C" else "A"})
    moved = facts.model_copy(update={"questions": {**facts.questions, first: other}})
    assert fingerprint(text, facts) != fingerprint(text, moved)
    found = changed(shipped, QuizFacts, slug, questions=moved.questions)
    page = on_page(browser, made(found, "quiz")[f"quiz/vi/{slug}.html"])
    assert page[0].right == [other.right] and page[0].answers != []


def test_letters_of_right_answers_are_spread(shipped: Campaign) -> None:
    """Who always chooses the same letter learns nothing."""
    for facts in shipped.quizzes(shipped.source).values():
        right: list[str] = [asked.right for asked in facts.questions.values()]
        assert len(right) <= MOST_QUESTIONS and max(map(right.count, "ABC")) <= len(right) // 2


def test_a_quiz_waits_until_it_and_its_methods_are_translated(shipped: Campaign) -> None:
    slug = a_quiz(shipped)
    asked = dict(shipped.tables.of(QuizText)[slug, "en"].questions)
    method = shipped.quizzes("en")[slug].questions[asked.popitem()[0]].method
    assert slug not in changed(shipped, QuizText, (slug, "en"), questions=asked).quizzes("en")
    found = changed(shipped, Settings, "")
    found.tables.of(Translation).pop((method, "en"))
    assert slug in shipped.quizzes("en") and slug not in found.quizzes("en")


def test_a_small_campaign_without_a_quiz_has_no_file(mini: Campaign) -> None:
    assert made(mini, "quiz") == {} and [*quiz.sheets(mini)] == []
