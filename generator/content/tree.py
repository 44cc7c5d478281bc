"""The files of a content tree as models, each value with its place; one file at a time."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from gettext import gettext as _
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from generator.content import located_yaml
from generator.content.explain import AN_ID, explain
from generator.content.located_yaml import Document
from generator.distribution import codes
from generator.model import (
    Contact,
    Edition,
    FraudMethod,
    KeyMessage,
    Language,
    Laws,
    News,
    NewsText,
    PageFacts,
    PageText,
    Routes,
    Settings,
    ShortCode,
    Slug,
    Source,
    Tag,
    Translation,
)
from generator.model.trust import Approved
from generator.problems import Problem, nearest

CODES = "distribution/codes.csv"


@dataclass
class Tree:
    """A content tree as read: models by key, and where each value stands."""

    root: Path
    today: date
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    settings: Settings | None = None
    contacts: dict[str, Contact] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    laws: Laws | None = None
    languages: dict[str, Language] = field(default_factory=dict)
    message: dict[str, KeyMessage] = field(default_factory=dict)
    routes: dict[str, Routes] = field(default_factory=dict)
    methods: dict[str, FraudMethod] = field(default_factory=dict)
    translations: dict[tuple[str, str], Translation] = field(default_factory=dict)
    pages: dict[str, PageFacts] = field(default_factory=dict)
    page_texts: dict[tuple[str, str], PageText] = field(default_factory=dict)
    news: dict[str, News] = field(default_factory=dict)
    news_texts: dict[tuple[str, str], NewsText] = field(default_factory=dict)
    editions: dict[str, Edition] = field(default_factory=dict)
    codes: list[ShortCode] = field(default_factory=list)

    def problem(
        self, file: str, path: tuple[str | int, ...], message: str, remedy: str = ""
    ) -> Problem:
        """Return a problem at a value of a file."""
        document = self.documents.get(file)
        line, column = document.mark(path) if document else (1, 1)
        return Problem(f"{self.root}/{file}", line, column, message, remedy)

    def words(self) -> dict[str, Approved]:
        """Return every file of words, by its path."""
        return {
            **{f"methods/{slug}/{tag}.yml": w for (slug, tag), w in self.translations.items()},
            **{f"pages/{slug}/{tag}.yml": w for (slug, tag), w in self.page_texts.items()},
            **{f"news/{item}/{tag}.yml": w for (item, tag), w in self.news_texts.items()},
            **{f"message/{tag}.yml": w for tag, w in self.message.items()},
            **{f"routes/{tag}.yml": w for tag, w in self.routes.items()},
            **{f"languages/{tag}.yml": w for tag, w in self.languages.items()},
        }

    def problem_files(self) -> set[str]:
        """Return the files, relative to the root, that have problems of their own."""
        return {problem.file.removeprefix(f"{self.root}/") for problem in self.problems}

    def add(self, file: str, message: str, remedy: str = "") -> None:
        """Record a problem with a file as a whole."""
        self.problems.append(Problem(f"{self.root}/{file}", 1, 1, message, remedy))


def read_tree(root: Path, today: date) -> Tree:
    """Read every file below a folder; never raises, mistakes are in the tree's problems."""
    tree = Tree(root, today)
    if not root.is_dir():
        tree.problems.append(
            Problem(str(root), 1, 1, _("there is no such folder"), _("check --content"))
        )
        return tree
    files = sorted(
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(root).parts)
    )
    for file in files:
        name = file.rpartition("/")[2]
        if name in ("Thumbs.db", "desktop.ini") or name.startswith("~$"):
            continue  # left by Windows and Office
        _read_into(tree, file, file.removesuffix(".yml").split("/"))
    for file in ("campaign.yml", "contacts.yml", "sources.yml", "laws.yml"):
        if file not in files:
            tree.add(file, _("this file is missing"), _("restore it; every campaign needs it"))
    tree.methods = dict(sorted(tree.methods.items(), key=lambda item: (item[1].order, item[0])))
    tree.pages = dict(sorted(tree.pages.items(), key=lambda item: (item[1].order, item[0])))
    newest = sorted(tree.news.items(), key=lambda entry: (entry[1].dated, entry[0]), reverse=True)
    tree.news = dict(newest)
    return tree


def _read_into(tree: Tree, file: str, parts: list[str]) -> None:
    """Read one file to its place in the tree, by its path."""
    match parts if file.endswith(".yml") else [file]:
        case ["campaign"]:
            tree.settings = _read(tree, file, Settings)
        case ["contacts"]:
            tree.contacts = _read(tree, file, dict[Slug, Contact]) or {}
        case ["sources"]:
            tree.sources = _read(tree, file, dict[Slug, Source]) or {}
        case ["laws"]:
            tree.laws = _read(tree, file, Laws)
        case ["languages", tag]:
            _keep(tree.languages, tag, _named(tree, file, tag, Tag, Language))
        case ["message", tag]:
            _keep(tree.message, tag, _named(tree, file, tag, Tag, KeyMessage))
        case ["routes", tag]:
            _keep(tree.routes, tag, _named(tree, file, tag, Tag, Routes))
        case ["methods", slug, "method"]:
            _keep(tree.methods, slug, _named(tree, file, slug, Slug, FraudMethod))
        case ["methods", slug, tag]:
            _keep(tree.translations, (slug, tag), _named(tree, file, tag, Tag, Translation))
        case ["pages", slug, "page"]:
            _keep(tree.pages, slug, _named(tree, file, slug, Slug, PageFacts))
        case ["pages", slug, tag]:
            _keep(tree.page_texts, (slug, tag), _named(tree, file, tag, Tag, PageText))
        case ["news", item, "item"]:
            _keep(tree.news, item, _named(tree, file, item, Slug, News))
        case ["news", item, tag]:
            _keep(tree.news_texts, (item, tag), _named(tree, file, tag, Tag, NewsText))
        case ["editions", name]:
            _keep(tree.editions, name, _named(tree, file, name, Slug, Edition))
        case ["distribution/codes.csv"]:
            text = (tree.root / file).read_bytes().decode("utf-8-sig", "replace")
            tree.codes, problems = codes.read(text, f"{tree.root}/{file}")
            tree.problems += problems
        case [other] if other.endswith((".yaml", ".YML", ".YAML", ".txt")):
            tree.add(file, _("this file would be ignored"), _("let its name end in .yml"))
        case _:
            if file.endswith(".yml") or not file.startswith("distribution/"):
                tree.add(file, _("nothing reads a file at this place"), _("move it or delete it"))


def _keep(table: dict[Any, Any], key: object, value: object) -> None:
    if value is not None:
        table[key] = value


def _named(tree: Tree, file: str, name: str, name_type: Any, model: Any) -> Any:
    """Read a file whose name carries meaning, if the name can."""
    try:
        _adapter(name_type).validate_python(name)
    except ValidationError:
        remedy = (
            _("name it after a language tag such as vi, en, km or vi-x-easy")
            if name_type is Tag
            else _(AN_ID)
        )
        tree.add(file, _('"{name}" cannot be a name here').format(name=name), remedy)
        return None
    return _read(tree, file, model)


@cache
def _adapter(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


def _read(tree: Tree, file: str, model: Any) -> Any:
    """Read one YAML file as a model; None, and problems in the tree, where it is none."""
    shown = f"{tree.root}/{file}"
    document = located_yaml.read((tree.root / file).read_bytes(), shown)
    tree.documents[file] = document
    tree.problems += document.problems
    if document.problems:
        return None
    try:
        return _adapter(model).validate_python(document.data)
    except ValidationError as error:
        fields = _field_names(model)
        errors = error.errors(include_url=False)
        misspelt = {
            (*part["loc"][:-1], nearest(str(part["loc"][-1]), fields))
            for part in errors
            if part["type"] == "extra_forbidden"
        }
        for part in errors:
            if part["type"] == "missing" and part["loc"] in misspelt:
                continue  # there is a name like it, and a problem that says so
            # A list is "too short" when an item of it is wrong: only the item is the mistake.
            inner = any(
                e["loc"][:-1] and e["loc"][: len(part["loc"])] == part["loc"] != e["loc"]
                for e in errors
            )
            if not (part["type"] == "too_short" and inner):
                tree.problems.append(explain(document, shown, part, fields))
        return None


def _field_names(model: Any) -> frozenset[str]:
    """Return every key that can stand anywhere in a file of this model."""
    schema = _adapter(model).json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return frozenset(name for part in parts for name in part.get("properties", ()))
