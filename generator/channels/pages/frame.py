"""What the theme draws around a page: menu, languages, the way to the emergency page."""

from collections.abc import Collection
from typing import NamedTuple

from generator.model.addresses import relative
from generator.model.voice import Reach, Voice


class Link(NamedTuple):
    """A line of the menu."""

    href: str
    text: str


class OtherLanguage(NamedTuple):
    """The same page in a language, or that language's home page."""

    tag: str
    name: str
    href: str
    url: str | None
    """Absolute address, where the very page is there in that language."""


class Frame(NamedTuple):
    """Links are relative to the page, or from the root of the host."""

    root: str
    home: str
    news: str
    methods: str
    search: str
    police: Reach | None
    """The first contact of the emergency page that has a number."""
    emergency: str | None
    """None on the emergency page itself."""
    emergency_language: str
    menu: tuple[Link, ...]
    languages: tuple[OtherLanguage, ...]


def frame(voice: Voice, path: str, tags: Collection[str], anywhere: bool = False) -> Frame:
    """Return the frame of a page at a site path, which is there in the languages `tags`.

    Its links are relative, or from the root of the host where the page is shown `anywhere`.
    """
    to, ui, inner = voice.addresses, voice.ui, path.removeprefix(voice.home)

    def link(target: str) -> str:
        return f"/{target}" if anywhere else relative(target, path)

    menu = [Link(link(to.methods(voice.tag)), ui.all_methods)]
    menu.append(Link(link(voice.message.path), ui.message_menu))
    menu += [
        Link(link(page.path), page.words.menu)
        for page in voice.pages
        if not page.foreign and page.facts.role not in ("audience", "portals")
    ]
    menu.append(Link(link(to.news(voice.tag)), ui.news))
    menu.append(Link(link(to.materials(voice.tag)), ui.materials_menu))
    emergency = voice.emergency
    return Frame(
        root=link(""),
        home=link(voice.home),
        news=link(to.news(voice.tag)),
        methods=link(to.methods(voice.tag)),
        search=link(to.search(voice.tag)),
        police=next((c for c in voice.contacts(emergency.facts.contacts) if c.number), None),
        emergency=None if path == emergency.path else link(emergency.path),
        emergency_language=emergency.language,
        menu=tuple(menu),
        languages=tuple(
            OtherLanguage(
                door.tag,
                door.name,
                link(door.home + (inner if door.tag in tags else "")),
                to.url(door.home + inner) if door.tag in tags else None,
            )
            for door in voice.doors
        ),
    )
