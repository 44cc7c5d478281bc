"""An entry gets another name, or goes, in all languages and wherever it is named."""

from pathlib import Path

import pytest
import yaml
from support.trees import MINI, campaign, edit, mistakes, replace, report

from generator.content import layout, moving, writing
from generator.content.layout import ContentKind
from generator.content.moving import Texts
from generator.model.facts import AdviceFacts, CaseFacts, FraudMethod, News, PageFacts
from generator.model.printing import Edition
from generator.problems import ContentError

METHOD, PAGE, ADVICE = map(layout.of, (FraudMethod, PageFacts, AdviceFacts))
TOLD = ("title", "situation", "summary", "leaflet", "approach")


@pytest.fixture
def tree(tree: Path) -> Path:
    """The small tree with a second method, news about the first, a page after another, and an
    edition that has no codes yet.
    """
    copy = tree / "methods/nhan-tin"
    copy.mkdir()
    for file in (tree / "methods/goi-dien").iterdir():
        text = file.read_text("utf-8").replace('order: "1"', 'order: "2"')
        lines = text.splitlines()
        told = [f'{line[:-1]} Hai."' if line.startswith(TOLD) else line for line in lines]
        (copy / file.name).write_text("\n".join(told) + "\n", "utf-8")
    news = tree / "news/tin"
    news.mkdir(parents=True)
    (news / "item.yml").write_text('dated: "2026-11-20"\nmethods: ["nhan-tin", "goi-dien"]\n')
    unread = 'approval:\n  state: "unreviewed"\n'
    (news / "vi.yml").write_text(f'title: "Tin"\ntext: "Có tin."\n{unread}', "utf-8")
    edit(tree / "pages/gioi-thieu/page.yml", lambda text: f'{text}next: "khan-cap"\n')
    issued = (tree / "editions/to-roi.yml").read_text("utf-8")
    (tree / "editions/nhap.yml").write_text(issued.replace('"vi", "en"', '"vi"'), "utf-8")
    return tree


def done(tree: Path, texts: Texts) -> Path:
    held = {file: (writing.held(tree, file), text) for file, text in texts.items()}
    writing.rewrite(tree, held)
    return tree


def renamed(tree: Path, kind: ContentKind, slug: str, new: str) -> Path:
    return done(tree, moving.renamed(report(tree).tree, kind, slug, new))


def removed(tree: Path, kind: ContentKind, slug: str, successor: str = "") -> Path:
    return done(tree, moving.removed(report(tree).tree, kind, slug, successor))


def data(tree: Path, file: str) -> dict[str, object]:
    return dict(yaml.safe_load((tree / file).read_text("utf-8")))


def test_a_method_is_renamed_in_all_languages_and_wherever_it_is_named(tree: Path) -> None:
    before, wrong = (tree / "methods/goi-dien/en.yml").read_bytes(), mistakes(tree)
    paths = {p.removesuffix("/") for p in campaign(MINI).page_paths}
    renamed(tree, METHOD, "goi-dien", "goi-doa")
    assert not (tree / "methods/goi-dien").exists()
    assert (tree / "methods/goi-doa/en.yml").read_bytes() == before
    assert data(tree, "methods/goi-doa/method.yml")["aliases"] == ["goi-dien"]
    assert data(tree, "news/tin/item.yml")["methods"] == ["nhan-tin", "goi-doa"]
    assert data(tree, "editions/nhap.yml")["methods"] == ["goi-doa"]
    assert data(tree, "editions/to-roi.yml")["methods"] == ["goi-dien"], "on paper"
    assert mistakes(tree) == wrong
    (tree / "editions/nhap.yml").unlink()
    assert paths <= {p.removesuffix("/") for p in campaign(tree).page_paths}


def test_there_and_back_again(tree: Path) -> None:
    renamed(tree, METHOD, "goi-dien", "goi-doa")
    renamed(tree, METHOD, "goi-doa", "goi-dien")
    assert data(tree, "methods/goi-dien/method.yml")["aliases"] == ["goi-doa"]
    assert data(tree, "news/tin/item.yml")["methods"] == ["nhan-tin", "goi-dien"]


def test_advice_pages_and_what_may_stand_in_them_go_along(tree: Path) -> None:
    waiver = {
        "file": "pages/khan-cap/vi.yml",
        "text": "x",
        "reason": "r",
        "by": "A",
        "on": "2026-01-02",
    }
    (tree / "waivers.yml").write_text(yaml.safe_dump({"waivers": [waiver]}), "utf-8")
    renamed(tree, ADVICE, "vua-chuyen-tien", "moi-chuyen-tien")
    assert data(tree, "pages/khan-cap/page.yml")["first"] == "moi-chuyen-tien"
    assert data(tree, "methods/goi-dien/method.yml")["advice"] == ["moi-chuyen-tien"]
    renamed(tree, PAGE, "khan-cap", "gap")
    assert data(tree, "pages/gioi-thieu/page.yml")["next"] == "gap"
    assert "pages/gap/vi.yml" in (tree / "waivers.yml").read_text("utf-8")
    removed(tree, PAGE, "gap")
    assert not (tree / "waivers.yml").exists()


def test_another_takes_the_place_of_a_method(tree: Path) -> None:
    replace(tree / "methods/goi-dien/method.yml", "review_by", 'aliases: ["goi"]\nreview_by')
    found = report(tree).tree
    assert moving.users(found, METHOD, "goi-dien") == [
        "editions/nhap.yml",
        "editions/to-roi.yml",
        "news/tin/item.yml",
    ]
    wrong = mistakes(tree)
    removed(tree, METHOD, "goi-dien", "nhan-tin")
    assert data(tree, "methods/nhan-tin/method.yml")["aliases"] == ["goi", "goi-dien"]
    assert data(tree, "news/tin/item.yml")["methods"] == ["nhan-tin"], "named once"
    assert data(tree, "editions/to-roi.yml")["methods"] == ["goi-dien"], "on paper"
    assert mistakes(tree) == wrong


def test_a_page_that_led_to_another_and_takes_its_place_leads_nowhere(tree: Path) -> None:
    removed(tree, PAGE, "khan-cap", "gioi-thieu")
    facts = data(tree, "pages/gioi-thieu/page.yml")
    assert "next" not in facts and facts["aliases"] == ["khan-cap"]


def test_what_cannot_be_read_is_not_moved(tree: Path) -> None:
    replace(tree / "methods/goi-dien/method.yml", "order:", "order: [")
    with pytest.raises(ContentError):
        moving.renamed(report(tree).tree, METHOD, "goi-dien", "goi-doa")


def test_which_files_are_of_an_entry() -> None:
    assert (
        moving.entry("methods/x/vi.yml") == (METHOD, "x") == moving.entry("methods/x/method.yml")
    )
    assert moving.entry("cases/x/case.yml") == (layout.of(CaseFacts), "x")
    assert moving.entry("news/x/en.yml") == (layout.of(News), "x")
    assert moving.entry("editions/x.yml") == (layout.of(Edition), "x")
    for file in ("contacts.yml", "message/vi.yml", "languages/vi.yml", "printed/x.yml", "x.yml"):
        assert moving.entry(file) is None, file
