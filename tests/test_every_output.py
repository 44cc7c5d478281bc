"""All that is handed out, of a specimen and of an official campaign: whole, marked, nobody's
name in it, and word for word what was approved.
"""

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest
from support.outputs import OFFICE, READ, File, bare, files
from support.trees import campaign

from generator.compression import SUFFIXES
from generator.model.campaign import Campaign
from generator.model.facts import AdviceFacts, LanguageFacts
from generator.model.texts import texts
from generator.model.trust import Worded
from generator.model.voice import Advisory, Said, Voice
from generator.model.words import Translation
from generator.rendering import plain, spoken


class Built(NamedTuple):
    """A campaign, and what was made of it."""

    campaign: Campaign
    output: Path
    files: list[File]

    @property
    def voices(self) -> list[Voice]:
        return [plain(self.campaign, tag) for tag in self.campaign.languages]


@pytest.fixture(scope="module")
def specimen(shipped: Campaign, dist: Path) -> Built:
    return Built(shipped, dist, list(files(dist)))


@pytest.fixture(scope="module")
def small(official: Path) -> Built:
    """The small tree, official."""
    output = official / "dist"
    return Built(campaign(official / "noi-dung"), output, list(files(output)))


@pytest.fixture(params=["specimen", "small"])
def built(request: pytest.FixtureRequest) -> Built:
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


# -- nothing is missing in the text --------------------------------------------------------------

DRAWN = {".conf", ".css", ".js", ".png", ".webp", ".woff2", ".zip", "", *SUFFIXES}
"""Endings of pictures, of what runs, and of copies of what is read."""
HOLES = {
    "a name in braces": r"\{[\w-]*\}",
    "emphasis that shows": r"\*\*",
    "a blank before a stop, where a number is missing": r"\w[ \u00a0]+[.,;:!?](?=\s|$)",
    "nothing in brackets or quotes": r"\([ \u00a0]*\)|“[ \u00a0]*”",
    "what programs call nothing": r"\b(?:None|NaN|undefined)\b(?! of)",
}


def test_all_that_has_text_is_read(built: Built) -> None:
    endings = {path.suffix for path in built.output.rglob("*") if path.is_file()}
    assert endings - DRAWN <= set(READ)
    assert {".html", ".pdf", ".docx", ".txt", ".json", ".xml"} <= endings
    assert len([file for file in built.files if len(file.text) > 40]) > 0.9 * len(built.files)


@pytest.mark.parametrize("hole", HOLES)
def test_no_hole(hole: str, built: Built) -> None:
    pattern = re.compile(HOLES[hole])
    found = {
        file.path: file.text[max(0, torn.start() - 30) : torn.end() + 10]
        for file in built.files
        if (torn := pattern.search(file.text))
    }
    assert found == {}


def test_every_link_leads_to_something(built: Built) -> None:
    links = {link: file.path for file in built.files for link in file.links}
    assert len(links) > 50
    empty = re.compile(r"\s*(?:#|tel:|sms:|mailto:|https?:/*)?\s*")
    assert {link: path for link, path in links.items() if empty.fullmatch(link)} == {}


# -- nobody's name, and no hour ------------------------------------------------------------------


def test_office_files_name_nobody_and_one_day(built: Built) -> None:
    day = built.campaign.settings.updated
    papers = [file for file in built.files if file.path.endswith(OFFICE)]
    assert papers
    for file in papers:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            assert {i.date_time for i in archive.infolist()} == {(*day.timetuple()[:3], 0, 0, 0)}
            names = archive.namelist()
            about = archive.read("docProps/core.xml").decode()
        assert not [n for n in names if re.search("app.xml|custom|thumbnail|printer", n)]
        values = dict(re.findall(r"<\w+:(\w+)(?: [^>]*)?>([^<]+)</", about))
        days = {values.pop("created"), values.pop("modified")}
        assert days == {f"{day}T00:00:00Z"}
        assert values.keys() <= {"title", "language", "revision"}, file.path


def test_pdfs_name_the_issuer_and_no_hour(built: Built) -> None:
    day = f"{built.campaign.settings.updated:D:%Y%m%d}"
    issuers = {bare(voice.issuer) for voice in built.voices}
    papers = [file for file in built.files if file.path.endswith(".pdf")]
    assert papers
    for file in papers:
        with pikepdf.open(io.BytesIO(file.content)) as pdf:
            about = {str(name): str(value) for name, value in pdf.docinfo.items()}
            told = pdf.Root.get("/Metadata")
            more = told.read_bytes().decode() if told is not None else ""
        assert about.pop("/Producer").startswith("WeasyPrint "), file.path
        assert bare(about.pop("/Author", next(iter(issuers), ""))) in issuers, file.path
        days = {about.pop(name, day)[: len(day)] for name in ("/CreationDate", "/ModDate")}
        assert days == {day} and about.keys() <= {"/Title", "/Subject"}, (file.path, about)
        assert not re.search(r"(?i)(?:Create|Modify|Metadata)Date|CreatorTool|/tmp|/home", more)


def test_pictures_and_the_copy_for_a_stick_have_no_hour(built: Built) -> None:
    pictures = list(built.output.rglob("*.png"))
    assert pictures
    for picture in pictures:
        assert set(chunks(picture.read_bytes())) <= {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"}
    day = built.campaign.settings.updated
    for copy in built.output.rglob("*.zip"):
        with zipfile.ZipFile(copy) as archive:
            assert {i.date_time for i in archive.infolist()} == {(*day.timetuple()[:3], 0, 0, 0)}
            assert archive.comment == b""


def chunks(png: bytes) -> Iterator[str]:
    """Yield the names of a picture's parts."""
    at = 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8].decode()
        at += size + 12


# -- a specimen says so --------------------------------------------------------------------------

FOR_PROGRAMS = re.compile(
    r"(?:manifest\.json|\.webmanifest|/search\.json|/opensearch\.xml|sitemap[\w-]*\.xml"
    r"|robots\.txt|\.svg|/OFL[\w-]*\.txt|LICENSE\.txt)$"
)
"""What nobody is handed to read, and licences of others."""
SHUFFLED = {"Khmr"}
"""Scripts whose words nobody gets out of a PDF again: its glyphs stand as they are drawn."""


def readable(built: Built) -> Iterator[tuple[File, list[str]]]:
    """Yield what people are handed, with the tags of the languages that it may be in."""
    every = built.campaign.languages
    for file in built.files:
        parts = {*Path(file.path).parts, Path(file.path).stem}
        own = [tag for tag in every if tag in parts] or list(every)
        if file.path.endswith(".pdf"):
            own = [tag for tag in own if script(built, tag) not in SHUFFLED]
        if own and not FOR_PROGRAMS.search(file.path):
            yield file, own


def script(built: Built, tag: str) -> str:
    return built.campaign.tables.of(LanguageFacts)[tag].script


def test_a_specimen_says_so_on_everything(specimen: Built) -> None:
    if not specimen.campaign.is_specimen:
        pytest.skip("this campaign is official")
    marks = {voice.tag: bare(voice.mark) for voice in specimen.voices}
    unmarked = [
        file.path
        for file, tags in readable(specimen)
        if not any(marks[tag] in file.bare for tag in tags)
    ]
    assert unmarked == []


def test_what_is_official_says_nothing_of_the_kind(small: Built) -> None:
    assert not small.campaign.is_specimen
    words = [bare(words) for v in small.voices for words in (v.ui.specimen, v.ui.specimen_notice)]
    assert all(words)
    for file in small.files:
        assert not [word for word in words if word in file.bare], file.path


# -- word for word -------------------------------------------------------------------------------

OF_PAPER = {"asks", "sms", "sms_accented", "handle", "approval"}
"""Fields that a method's page does not show."""
Where = Callable[[Campaign, Voice, Advisory], str]


class Shows(NamedTuple):
    """What a channel says of every method, and where."""

    path: Where
    fields: set[str]
    spoken: bool = False


def numbered(campaign: Campaign, method: Advisory) -> str:
    return f"{campaign.numbers[method.key]}-{method.key}"


CHANNELS = {
    "page": Shows(
        lambda _c, _v, m: f"site/{m.path}index.html", Translation.model_fields.keys() - OF_PAPER
    ),
    "everything": Shows(
        lambda c, v, _m: f"site/{c.addresses.everything(v.tag)}index.html",
        {"situation", "summary"},
    ),
    "search": Shows(
        lambda c, v, _m: f"site/{c.addresses.search(v.tag)}search.json", {"title", "situation"}
    ),
    "loudspeaker": Shows(
        lambda c, v, m: f"loudspeaker/{v.tag}/{numbered(c, m)}.docx",
        {"title", "leaflet", "at_once"},
        spoken=True,
    ),
    "post": Shows(lambda c, v, m: f"posts/{v.tag}/{numbered(c, m)}/bai.txt", {"leaflet"}),
    "picture of a post": Shows(
        lambda c, v, m: f"posts/{v.tag}/{numbered(c, m)}/mo-ta-hinh.txt", {"leaflet"}
    ),
    "text message": Shows(lambda _c, v, _m: f"sms/{v.tag}.csv", {"sms", "sms_accented"}),
    "lesson": Shows(lambda _c, v, _m: f"lessons/{v.tag}/the-tinh-huong.pdf", {"phrases"}),
}


@pytest.mark.parametrize("name", CHANNELS)
def test_every_method_is_said_in_its_own_words(name: str, built: Built) -> None:
    """In each language that has words for it: not one letter is another."""
    shows, found = CHANNELS[name], {file.path: file.bare for file in built.files}
    seen = 0
    for tag in built.campaign.heard if shows.spoken else built.campaign.languages:
        if name == "lesson" and script(built, tag) in SHUFFLED:
            continue
        voice = (spoken if shows.spoken else plain)(built.campaign, tag)
        for method in voice.advisories:
            if method.foreign:
                continue
            path = shows.path(built.campaign, voice, method)
            wanted = list(said(method.words, shows.fields))
            assert path in found or not wanted, path
            assert [text for text in wanted if bare(text) not in found[path]] == [], path
            seen += len(wanted)
    assert seen or name == "text message", "no tree without methods"


def said(words: Worded, fields: set[str]) -> Iterator[str]:
    """Yield every text of some fields of a file."""
    for place, text, _kind in texts(type(words), words.model_dump()):
        if place[0] in fields:
            yield text


READ_ALOUD = re.compile(r"^loudspeaker/[\w-]+/\d[^/]*\.txt$")
POSTED = re.compile(r"^posts/[\w-]+/\d[^/]*/.*\.txt$")
END = re.compile(r"(?<=[.!?”])\s+|(?<=[។。！？])|\n")
"""Between two sentences."""
AROUND = "•–-“”.!?។。！？:："


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text without blanks and stops, in small letters."""
    for sentence in END.split(text):
        if words := bare(sentence).casefold().strip(AROUND):
            yield words


def approved(voice: Voice) -> set[str]:
    """Return every sentence of the content in a language, and what the program makes of them."""
    found = []
    for model, key, _content in voice.campaign.tables.everything():
        if issubclass(model, Worded) and voice.tag == (key if isinstance(key, str) else key[-1]):
            words = voice._told(model, key)
            found += [text for _place, text, _kind in texts(model, words.model_dump())]
    station = voice.ui.loudspeaker
    reached = [c for c in voice.contacts(voice.campaign.contacts) if c.number]
    numbers = [station.number.format(name=c.name, number=c.number) for c in reached]
    found += [
        station.greeting.format(campaign=voice.title),
        *(station.topic.format(method=method.words.title) for method in voice.advisories),
        *numbers,
        *(f"{station.again}: {number}" for number in numbers),
        f"{voice.message.words.name} {voice.ui.message_line}",
        voice.addresses.host,
        *(voice.addresses.url(method.path) for method in voice.advisories),
    ]
    return {sentence for text in found for sentence in sentences(text)}


@pytest.mark.parametrize("channel", [READ_ALOUD, POSTED], ids=["read aloud", "posted"])
def test_nothing_is_said_that_was_not_approved(channel: re.Pattern[str], built: Built) -> None:
    """Sentence by sentence, the other way round: a “không” that is lost at its head is seen."""
    seen = 0
    for tag in built.campaign.heard if channel is READ_ALOUD else built.campaign.languages:
        known = approved((spoken if channel is READ_ALOUD else plain)(built.campaign, tag))
        for file in built.files:
            if not channel.match(file.path) or file.path.split("/")[1] != tag:
                continue
            *_head, body = file.text.rpartition("----\n")  # above it, what is not read out
            strange = [
                said
                for said in sentences(body)
                if said not in known
                and not known.issuperset(part.strip(AROUND) for part in re.split("[:：]", said))
            ]
            assert strange == [], file.path
            seen += 1
    assert seen


def test_all_other_words_stand_on_the_site(built: Built) -> None:
    """Pages, cases, news, advice: each text of each language, somewhere in its pages."""
    made = built.campaign
    for voice in built.voices:
        others = tuple(f"site/{tag}/" for tag in made.languages if voice.home != f"{tag}/")
        own = [file for file in built.files if file.path.startswith(f"site/{voice.home}")]
        whole = "\n".join(file.bare for file in own if not file.path.startswith(others))
        for page in voice.pages:
            assert lost(whole, page, {"asks", "menu"}) == [], page.key
        for case in (case for method in made.methods for case in voice.cases(method)):
            assert lost(whole, case, set()) == [], case.key
        for news in voice.news:
            assert lost(whole, news, set()) == [], news.key
        for slug in made.tables.of(AdviceFacts):
            advice = voice.advice(slug)
            if is_taken(voice, slug) and lost(whole, advice, {"line"}):  # whole, or as one line
                assert lost(whole, advice, {"title", "steps", "exception"}) == [], slug


def is_taken(voice: Voice, advice: str) -> bool:
    """Tell whether anything that takes a piece of advice has words in the language."""
    takers = {slug for _model, slug in voice.campaign.takers(advice)}
    own = {method.key for method in voice.advisories if not method.foreign}
    own |= {page.key for page in voice.pages if not page.foreign}
    return bool(takers & own)


def lost(whole: str, one: Said[Any, Any], hidden: set[str]) -> list[str]:
    """Return the texts of something that are not in a whole without blanks."""
    fields = type(one.words).model_fields.keys() - hidden - {"approval"}
    return [t for t in said(one.words, fields) if bare(t) not in whole and not one.foreign]


def letters(text: str) -> str:
    """Return a text as it can be compared with one in capitals and without stops."""
    return re.sub(r"[\W_]+", "", text.casefold())


def test_the_six_rules_are_those_of_the_message(built: Built) -> None:
    """On its page, on QR pages, leaflets, slides and banners, whichever of them there are."""
    made = built.campaign
    found = {file.path: file for file in built.files}
    for voice in built.voices:
        rules = list(voice.message.words.rules.values())
        assert rules and not voice.message.foreign
        wanted: dict[str, list[str]] = {f"site/{voice.message.path}index.html": []}
        for rule in rules:
            wanted[f"site/{voice.message.path}index.html"] += [
                rule.short,
                rule.official,
                rule.plain,
            ]
        for deck in (path for path in found if path.startswith(f"slides/{voice.tag}/")):
            wanted[deck] = [text for rule in rules for text in (rule.handle, rule.plain)]
        for version in made.versions.values():
            if version.language == voice.tag:
                landing = f"site/{made.addresses.landing(version.code.code)}index.html"
                wanted[landing] = [rule.short for rule in rules]
                design = made.design(version.edition)
                if {"never", "always"} <= {block for side in design.sides for block in side}:
                    sheet = made.addresses.leaflet(version.edition, version.unit, voice.tag)
                    wanted[f"{sheet}.pdf"] = [rule.handle for rule in rules]
        for path, lines in wanted.items():
            if path in found:
                text = found[path].bare
                assert [line for line in lines if bare(line) not in text] == [], path
        hung = letters(
            "".join(f.text for p, f in found.items() if p.startswith(f"banners/{voice.tag}/"))
        )
        if hung:
            slogans = [*(rule.plan for rule in rules), *voice.slogans.values()]
            assert [line for line in slogans if letters(line) not in hung] == []


def test_what_to_do_first_is_the_same_everywhere(built: Built) -> None:
    """First aid, step by step: on the emergency page and on every QR page, in its language."""
    made = built.campaign
    found = {file.path: file.bare for file in built.files}
    for voice in built.voices:
        if voice.first_aid.foreign:
            continue
        steps = list(voice.first_aid.words.steps.values())
        pages = [made.addresses.landing(c.code) for c in made.codes if c.language == voice.tag]
        assert steps
        for path in (voice.emergency.path, *pages):
            text = found[f"site/{path}index.html"]
            assert [step for step in steps if bare(step) not in text] == [], path


def test_a_word_that_is_changed_on_its_way_is_seen(small: Built) -> None:
    """The test of the tests: one “không” less, and one number."""
    voice = small.voices[0]
    page = next(f for f in small.files if f.path == f"site/{voice.advisories[0].path}index.html")
    never = next(iter(voice.advisories[0].words.never.values()))
    assert bare(never) in bare(page.text)
    assert bare(never) not in bare(page.text.replace(never, never.replace("Không ", "")))
    for torn in ("Gọi {cong-an-113}.", "Gọi .", "“”", "**tắt máy**", "số None"):
        assert any(re.search(hole, torn) for hole in HOLES.values()), torn
