"""Files that begin right, stay in one form, and are described to editors that know schemas."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from support.builds import run, run_apart
from support.trees import MINI, ROOT, SHIPPED, TODAY, edit

from generator.content import layout, located_yaml, names, schemas
from generator.content.canonical import canonical
from generator.content.skeleton import slug
from generator.content.tree import read_tree
from generator.model.facts import FraudMethod
from generator.model.words import Translation

METHOD = "methods/goi-dien/method.yml"


@pytest.mark.parametrize("root", [MINI, SHIPPED, ROOT / "leaflets"])
def test_every_file_is_in_our_form(root: Path) -> None:
    base, seen = (ROOT if root.name == "leaflets" else root), 0
    for file in root.rglob("*.yml"):
        path = file.relative_to(base).as_posix()
        found = layout.find(path)
        if found:
            text = file.read_text("utf-8")
            data = located_yaml.read(text.encode(), path).data
            assert canonical(data, found[0].model) == text, path
            seen += 1
    assert seen > 5


def test_one_changed_text_is_one_changed_line() -> None:
    file = SHIPPED / "methods/gia-danh-can-bo/vi.yml"
    text = file.read_text("utf-8")
    data = located_yaml.read(text.encode(), "").data
    assert isinstance(data, dict) and isinstance(data["do"], dict)
    data["do"]["tat-may"] = 'Tắt máy: "ngay".\nKhông nói thêm \\ gì.'
    changed = canonical(data, Translation)
    pairs = zip(text.splitlines(), changed.splitlines(), strict=True)
    assert sum(before != after for before, after in pairs) == 1
    assert located_yaml.read(changed.encode(), "").data == data


def test_fmt_brings_a_file_to_our_form_once(tree: Path) -> None:
    before = (tree / METHOD).read_text("utf-8")
    edit(tree / METHOD, lambda text: text.replace('"', "'").replace("[", "[ "))
    checked = run("fmt", "--check", "--content", tree)
    assert checked.returncode == 1 and checked.stdout.strip() == str(tree / METHOD)
    assert (tree / METHOD).read_text("utf-8") != before
    assert run_apart("fmt", "--content", tree).returncode == 0
    assert (tree / METHOD).read_text("utf-8") == before
    assert "dạng khác: 0" in run("fmt", "--content", tree).stdout


def test_fmt_loses_no_remark(tree: Path) -> None:
    edit(tree / METHOD, lambda text: "# hỏi lại công an\n" + text.replace('"', "'"))
    before = (tree / METHOD).read_bytes()
    done = run("fmt", "--content", tree)
    assert done.returncode == 1 and "# hỏi lại công an" in done.stderr
    assert (tree / METHOD).read_bytes() == before


@pytest.mark.parametrize("kind", ["methods", "news", "cases", "pages", "advice", "editions"])
def test_a_new_entry_lacks_words_and_nothing_else(tree: Path, kind: str) -> None:
    made = run_apart("new", kind, "Giả làm thợ điện", "--content", tree)
    assert made.returncode == 0, made.stderr
    files = [Path(line) for line in made.stdout.splitlines() if line.endswith(".yml")]
    assert files and all("gia-lam-tho-dien" in str(file) and file.is_file() for file in files)
    checked = run("check", "--fast", "--content", tree)
    for line in checked.stderr.splitlines()[:-1]:
        assert "gia-lam-tho-dien" in line, line
        assert "nghĩa" not in line and "thiếu" not in line, line
    again = run("new", kind, "Giả làm thợ điện!", "--content", tree)
    assert again.returncode == 1 and "đã có" in again.stderr


def test_an_id_is_made_of_words() -> None:
    assert slug("Giả danh Đại úy – gọi “video”!") == "gia-danh-dai-uy-goi-video"
    assert slug("越") == "" and len(slug("dài " * 60)) <= 60


def test_schemas_know_the_names_of_the_tree() -> None:
    known = names.known(read_tree(SHIPPED, TODAY))
    kind = layout.of(FraudMethod)
    data = yaml.load((SHIPPED / kind.path("gia-danh-can-bo")).read_text("utf-8"), yaml.BaseLoader)
    jsonschema.validate(data, schemas.schema(kind, known))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data | {"contacts": ["cong-an-114"]}, schemas.schema(kind, known))


def test_every_shipped_file_meets_the_schema_of_its_glob(tmp_path: Path) -> None:
    folder = tmp_path / ".vscode"
    assert run_apart("schema", "-o", folder, "--content", SHIPPED).returncode == 0
    settings = json.loads((folder / "settings.json").read_text("utf-8"))
    assert settings == json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    seen: dict[Path, str] = {}
    for name, patterns in settings["yaml.schemas"].items():
        schema = json.loads((tmp_path / name).read_text("utf-8"))
        for pattern in patterns:
            for file in ROOT.glob(pattern):
                assert file not in seen, (file, seen.get(file), name)
                seen[file] = name
                data = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
                jsonschema.validate(data, schema)
    assert set(SHIPPED.rglob("*.yml")) <= seen.keys()
