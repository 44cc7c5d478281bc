"""What must hold between files: every reference, every translation, every edition."""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from gettext import gettext as _

from generator.content.located_yaml import Data, Path
from generator.content.rules import wording
from generator.content.tree import CODES, Tree
from generator.model import MATERIALS, MESSAGE, METHODS, NEWS, QR_PAGES, ROUTES, Citation, Law
from generator.problems import Problem, nearest
from generator.typesetting import designs, qr

RESERVED_SLUGS = {
    *(METHODS, ROUTES, MESSAGE, MATERIALS, NEWS, QR_PAGES.lower()),
    *("leaflets", "assets", "templates", "overrides"),
}
"""First path parts of the site that are not pages."""


_FACTS = ("method", "page", "item")
"""Names of the files that hold no words, beside those that do."""


def mistakes(tree: Tree) -> Iterator[Problem]:
    """Yield every broken rule between files."""
    for rule in (*_RULES, wording.mistakes):
        yield from rule(tree)


def _known(tree: Tree, folder: str) -> set[str]:
    """Return the names a folder defines, files with mistakes included."""
    names = set()
    for file in tree.documents:
        first, *rest = file.removesuffix(".yml").split("/")
        if first == folder and rest and (len(rest) == 1 or rest[-1] in _FACTS):
            names.add(rest[0])
    return names


def _unknown(
    tree: Tree, file: str, path: Path, name: str, known: Collection[str], home: str
) -> Iterator[Problem]:
    if name in known:
        return
    close = nearest(name, known)
    yield tree.problem(
        file,
        path,
        _('"{name}" is not in {home}').format(name=name, home=home),
        _('did you mean "{name}"?').format(name=close)
        if close
        else _("choose one of: {choices}").format(choices=", ".join(sorted(known)) or "-"),
    )


def _listed(
    tree: Tree, file: str, key: str, names: Collection[str], known: Collection[str], home: str
) -> Iterator[Problem]:
    for index, name in enumerate(names):
        yield from _unknown(tree, file, (key, index), name, known, home)


def _cited(tree: Tree, file: str, citations: Collection[Citation]) -> Iterator[Problem]:
    for index, citation in enumerate(citations):
        path = ("sources", index, "document")
        yield from _unknown(tree, file, path, citation.document, tree.sources, "sources.yml")


def _is_over(law: Law, today: date) -> bool:
    return law.ended <= today if law.ended else law.successor is not None


def _law_references(tree: Tree, file: str, names: Collection[str]) -> Iterator[Problem]:
    laws = tree.laws.laws if tree.laws else {}
    yield from _listed(tree, file, "laws", names, laws, "laws.yml")
    for index, name in enumerate(names):
        law = laws.get(name)
        if law and _is_over(law, tree.today):
            yield tree.problem(
                file,
                ("laws", index),
                _('"{law}" no longer holds').format(law=law.title),
                _('cite "{law}" instead').format(law=law.successor)
                if law.successor
                else _("delete it"),
            )


def _references(tree: Tree) -> Iterator[Problem]:
    source = tree.settings.source_language if tree.settings else ""
    # A central file that cannot be read would make every reference to it look wrong.
    central = {"contacts.yml", "sources.yml", "laws.yml"}
    readable = central <= tree.documents.keys() and not central & tree.problem_files()
    message, routes = tree.message.get(source), tree.routes.get(source)
    language = tree.languages.get(source)
    for slug, method in tree.methods.items():
        file = f"methods/{slug}/method.yml"
        if message:
            home = f"message/{source}.yml"
            yield from _listed(tree, file, "rules", method.rules, message.rules, home)
        if routes:
            home = f"routes/{source}.yml"
            yield from _listed(tree, file, "routes", method.routes, routes.routes, home)
        if language:
            home = f"languages/{source}.yml"
            yield from _listed(
                tree, file, "audiences", method.audiences, language.audiences, home
            )
        if readable:
            yield from _listed(
                tree, file, "contacts", method.contacts, tree.contacts, "contacts.yml"
            )
            yield from _cited(tree, file, method.sources)
            yield from _law_references(tree, file, method.laws)
    pages, methods = _known(tree, "pages"), _known(tree, "methods")
    for slug, page in tree.pages.items():
        file = f"pages/{slug}/page.yml"
        if readable:
            yield from _listed(
                tree, file, "contacts", page.contacts, tree.contacts, "contacts.yml"
            )
            yield from _cited(tree, file, page.sources)
            yield from _law_references(tree, file, page.laws)
        if page.next:
            yield from _unknown(tree, file, ("next",), page.next, pages, "pages/")
        if language and page.audience:
            home = f"languages/{source}.yml"
            yield from _unknown(
                tree, file, ("audience",), page.audience, language.audiences, home
            )
        if (page.role == "audience") != bool(page.audience):
            yield tree.problem(
                file,
                ("role",),
                _("role audience and the line audience belong together"),
                _("write both, or neither"),
            )
    for item, news in tree.news.items():
        file = f"news/{item}/item.yml"
        yield from _listed(tree, file, "methods", news.methods, methods, _("the methods"))
    laws = tree.laws.laws if tree.laws else {}
    for name, law in laws.items():
        if law.successor:
            path = ("laws", name, "successor")
            yield from _unknown(tree, "laws.yml", path, law.successor, laws, "laws.yml")


def _languages(tree: Tree) -> Iterator[Problem]:
    known = _known(tree, "languages")
    if tree.settings:
        yield from _unknown(
            tree,
            "campaign.yml",
            ("source_language",),
            tree.settings.source_language,
            known,
            "languages/",
        )
    for file in tree.documents:
        folder, *rest = file.removesuffix(".yml").split("/")
        tag = rest[-1] if rest else ""
        spoken = folder in ("message", "routes", "methods", "pages", "news")
        if spoken and tag not in (*_FACTS, *known):
            yield tree.problem(
                file,
                (),
                _("language {tag} is not registered").format(tag=tag),
                _("add languages/{tag}.yml, or rename this file").format(tag=tag),
            )
    if not tree.settings or tree.settings.source_language not in known:
        return
    source = tree.settings.source_language
    for tag in sorted(known):
        file = f"languages/{tag}.yml"
        if f"message/{tag}.yml" not in tree.documents:
            yield tree.problem(
                file,
                (),
                _("the message has no words in {tag}").format(tag=tag),
                _("add message/{tag}.yml").format(tag=tag),
            )
        language = tree.languages.get(tag)
        if not language:
            continue
        if tag == source and language.campaign:
            yield tree.problem(
                file,
                ("campaign",),
                _("the source language takes these words from campaign.yml and contacts.yml"),
                _("delete them here"),
            )
        if tag != source and not language.campaign:
            yield tree.problem(
                file,
                (),
                _('"{name}" is missing').format(name="campaign"),
                _("add title, issuer and contacts in this language"),
            )
        if language.campaign and tree.contacts:
            path: Path = ("campaign", "contacts")
            yield from _same_ids(
                tree, file, path, language.campaign.contacts, tree.contacts, "contacts.yml"
            )


def _same_ids(
    tree: Tree, file: str, path: Path, ids: Collection[str], wanted: Collection[str], home: str
) -> Iterator[Problem]:
    for name in wanted:
        if name not in ids:
            yield tree.problem(
                file,
                path,
                _('"{name}" is missing; {home} has it').format(name=name, home=home),
                _("add it, translated"),
            )
    for name in ids:
        if name not in wanted:
            yield tree.problem(
                file,
                (*path, name, ""),
                _('"{name}" is not in {home}').format(name=name, home=home),
                _("use the same ids as {home}").format(home=home),
            )


def _same_shape(
    tree: Tree, file: str, path: Path, data: Data, wanted: Data, home: str
) -> Iterator[Problem]:
    """Compare ids only: in a file of words every mapping is keyed by field or by id."""
    if not isinstance(data, dict) or not isinstance(wanted, dict):
        return
    yield from _same_ids(tree, file, path, data, wanted, home)
    for key in data.keys() & wanted.keys():
        yield from _same_shape(tree, file, (*path, key), data[key], wanted[key], home)


def _translated(tree: Tree) -> Iterator[Problem]:
    """Each method and page has source words, and every translation their ids."""
    if not tree.settings:
        return
    source = tree.settings.source_language
    for folder, facts in (("methods", "method"), ("pages", "page"), ("news", "item")):
        slugs = {file.split("/")[1] for file in tree.documents if file.startswith(folder + "/")}
        for slug in sorted(slugs):
            for needed in (facts, source):
                file = f"{folder}/{slug}/{needed}.yml"
                if file not in tree.documents:
                    tree_file = f"{folder}/{slug}"
                    yield tree.problem(
                        tree_file,
                        (),
                        _("{file} is missing").format(file=f"{needed}.yml"),
                        _("add it; every method and page needs it"),
                    )
    # A language file has parts that only translations have; its lists of ids come below.
    models = [file for file in tree.words() if not file.startswith("languages/")]
    for file in models:
        home = f"{file.rpartition('/')[0]}/{source}.yml"
        if file != home and home in models:
            data, wanted = tree.documents[file].data, tree.documents[home].data
            assert isinstance(data, dict) and isinstance(wanted, dict)
            ours, theirs = (
                {key: value for key, value in words.items() if key != "approval"}
                for words in (data, wanted)
            )
            yield from _same_shape(tree, file, (), ours, theirs, home)
    home = f"languages/{source}.yml"
    if source in tree.languages:
        for tag, language in tree.languages.items():
            file = f"languages/{tag}.yml"
            yield from _same_ids(
                tree,
                file,
                ("audiences",),
                language.audiences,
                tree.languages[source].audiences,
                home,
            )


def _titles(tree: Tree) -> Iterator[Problem]:
    """Two methods with one title are a copy somebody forgot to change."""
    owners: dict[tuple[str, str], str] = {}
    for (slug, tag), words in tree.translations.items():
        other = owners.setdefault((tag, words.title), slug)
        if other != slug:
            yield tree.problem(
                f"methods/{slug}/{tag}.yml",
                ("title",),
                _("method {other} has the same title").format(other=other),
                _("translate this file, or delete it"),
            )


def _contacts(tree: Tree) -> Iterator[Problem]:
    """A contact without a number says where to find one, in every language."""
    needed = {name for name, contact in tree.contacts.items() if not contact.number}
    words = {tag: lang.campaign.contacts for tag, lang in tree.languages.items() if lang.campaign}
    for name in sorted(needed):
        if not tree.contacts[name].find:
            yield tree.problem(
                "contacts.yml",
                (name,),
                _('"{name}" is missing').format(name="find"),
                _("a contact without a number says where to find it"),
            )
        for tag, contacts in words.items():
            if name in contacts and not contacts[name].find:
                yield tree.problem(
                    f"languages/{tag}.yml",
                    ("campaign", "contacts", name),
                    _('"{name}" is missing').format(name="find"),
                    _("a contact without a number says where to find it"),
                )


def _slugs(tree: Tree) -> Iterator[Problem]:
    owners: dict[str, str] = {slug: slug for slug in tree.methods}
    for slug, method in tree.methods.items():
        for index, alias in enumerate(method.aliases):
            owner = owners.setdefault(alias, slug)
            if slug not in (alias, owner):
                yield tree.problem(
                    f"methods/{slug}/method.yml",
                    ("aliases", index),
                    _('"{name}" already belongs to method {owner}').format(
                        name=alias, owner=owner
                    ),
                    _("keep it with one of them"),
                )
    for slug in tree.pages:
        if slug in RESERVED_SLUGS or slug in tree.languages:
            yield tree.problem(
                f"pages/{slug}/page.yml",
                (),
                _('"{name}" is taken by another part of the site').format(name=slug),
                _("rename the folder"),
            )
    for role in ("emergency", "about"):
        pages = [slug for slug, page in tree.pages.items() if page.role == role]
        if not pages and not any(file.startswith("pages/") for file in tree.problem_files()):
            yield tree.problem(
                "pages",
                (),
                _("no page has the role {role}").format(role=role),
                _("add one; leaflets and QR codes lead there"),
            )
        for slug in pages[1:]:
            yield tree.problem(
                f"pages/{slug}/page.yml",
                ("role",),
                _("page {slug} has the role {role} already").format(slug=pages[0], role=role),
                _("only one page can have it"),
            )


def _address(tree: Tree) -> Iterator[Problem]:
    """The address must fit a QR code that paper of this size can carry."""
    if tree.settings:
        host = tree.settings.base_url.removeprefix("https://").strip("/")
        try:
            qr.modules(f"HTTPS://{host.upper()}/{QR_PAGES}/234567")
        except qr.TooLong:
            yield tree.problem(
                "campaign.yml",
                ("base_url",),
                _("{host} is too long for a QR code on a leaflet").format(host=host),
                _("take a host of 30 characters or fewer"),
            )


def _editions(tree: Tree) -> Iterator[Problem]:
    """What is printed must be there in every language it is printed in."""
    made: dict[tuple[str, str], str] = {}
    languages, methods = _known(tree, "languages"), _known(tree, "methods")
    editions, register_reads = _known(tree, "editions"), CODES not in tree.problem_files()
    emergency = [slug for slug, page in tree.pages.items() if page.role == "emergency"]
    issued = {(code.edition, code.unit, code.language): code.status for code in tree.codes}
    for name, edition in tree.editions.items():
        file = f"editions/{name}.yml"
        yield from _listed(
            tree, file, "languages", edition.languages, languages, _("the languages")
        )
        yield from _listed(tree, file, "methods", edition.methods, methods, _("the methods"))
        path_of_design: Path = ("design",)
        yield from _unknown(
            tree, file, path_of_design, edition.design, designs.names(), "leaflets/"
        )
        for index, tag in enumerate(edition.languages):
            if tag not in languages:
                continue
            path: Path = ("languages", index)
            if issued.get((name, edition.unit, tag)) == "retired":
                continue
            other = made.setdefault((edition.design, tag), name)
            if other != name:
                yield tree.problem(
                    file,
                    path,
                    _("edition {name} makes the same leaflet").format(name=other),
                    _("take another design, or retire the older edition"),
                )
            needed = [f"methods/{slug}" for slug in edition.methods if slug in methods]
            needed += [f"pages/{slug}" for slug in emergency]
            for folder in needed:
                if f"{folder}/{tag}.yml" not in tree.documents:
                    yield tree.problem(
                        file,
                        path,
                        _("{folder} has no words in {tag}").format(folder=folder, tag=tag),
                        _("translate it first, or take the language out of the edition"),
                    )
            if register_reads and (name, edition.unit, tag) not in issued:
                yield tree.problem(
                    file,
                    path,
                    _("no code was issued for {tag}").format(tag=tag),
                    _("run: .venv/bin/canhgiac issue {name}").format(name=name),
                )
    for code in tree.codes:
        if code.edition not in editions:
            yield tree.problem(
                CODES,
                (),
                _("edition {name} is gone, and code {code} is printed").format(
                    name=code.edition, code=code.code
                ),
                _("restore editions/{name}.yml").format(name=code.edition),
            )
        if code.language not in languages:
            yield tree.problem(
                CODES,
                (),
                _("language {tag} is gone, and code {code} is printed").format(
                    tag=code.language, code=code.code
                ),
                _("restore languages/{tag}.yml").format(tag=code.language),
            )


_RULES: tuple[Callable[[Tree], Iterator[Problem]], ...] = (
    _languages,
    _references,
    _translated,
    _contacts,
    _titles,
    _slugs,
    _address,
    _editions,
)
