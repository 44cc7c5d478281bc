"""The site's own style, script, mark and fonts, coloured by the tokens."""

import hashlib
import re
from collections.abc import Iterator
from functools import cache

from generator import compression, stylesheet
from generator.artifact import Artifact, Scope
from generator.assets import TEMPLATES, WEB_FONTS
from generator.channels import search
from generator.distribution import codes
from generator.model.addresses import STAMP
from generator.model.campaign import Campaign
from generator.model.facts import LanguageFacts
from generator.rendering import environment
from generator.typesetting import fonts as typefaces
from generator.typesetting import pictures

MARK, FONTS = "assets/mark.svg", "assets/fonts/"
"""Site paths that all languages share."""
ICONS = (192, 512)
"""Sides in pixels: on the home screen, and what is shown while it opens."""
QR_STYLE, EMBEDDED_STYLE = "landing.css.jinja", "embedded.css.jinja"
"""Templates of what stands alone and is part of the site."""
OWN_STYLES = "assets/own.css"
"""Of one language, where its script needs a font of its own."""


def tokens() -> dict[str, str]:
    """Return every token by its name, without the two hyphens."""
    text = (TEMPLATES / "tokens.css").read_text("utf-8")
    return dict(re.findall(r"--([\w-]+): ([^;]+);", text))


def shared(_campaign: Campaign, _scope: Scope) -> Iterator[Artifact]:
    """Yield what all languages share, once, at the root of the site; fonts MkDocs brings."""
    for path, content in _shared().items():
        if not path.startswith(FONTS):
            yield Artifact(f"site/{path}", content)


@cache
def asset(path: str) -> str:
    """Return the address of a file that all languages share, from the root of the site.

    It changes with what is in the file, so that a browser may keep it for good.
    """
    return f"{path}?{hashlib.sha256(_shared()[path]).hexdigest()[:STAMP]}"


@cache
def _shared() -> dict[str, bytes]:
    fonts = {f"{FONTS}{file.name}": file.read_bytes() for file in WEB_FONTS.iterdir()}
    scripts = {f"assets/{name}": content for name, content in search.scripts().items()}
    icons = {icon(size): _icon(size) for size in ICONS}
    return fonts | scripts | icons | {MARK: mark()}


def icon(size: int) -> str:
    """Return the site path of the picture for a phone's home screen, by its pixels a side."""
    return f"assets/icon-{size}.png"


def _icon(size: int) -> bytes:
    """Draw it: the mark where every shape of a home screen lets it be seen."""
    template = environment(TEMPLATES).get_template("icon.svg.jinja")
    colours = tokens()
    svg = template.render(tokens=colours, size=size)
    return pictures.png(svg, (), [(colours["brand"], colours["accent"])])


def parts(campaign: Campaign, tag: str) -> list[str]:
    """Return what every page of a language loads, by address from the root of the host."""
    theirs = (artifact.path.removeprefix("site/") for artifact in own(campaign, Scope(tag)))
    loaded = [asset(path) for path in _shared() if path.endswith((".svg", ".woff2"))]
    loaded += (path for path in theirs if not path.endswith(".txt"))
    return [f"/{path}" for path in loaded]


def stamped() -> list[str]:
    """Return the site paths of what no page asks for without its stamp."""
    return sorted(path for path in _shared() if not path.endswith(".txt"))


def styles() -> list[str]:
    """Return all style that stands in pages."""
    return [style(), style_alone(QR_STYLE)]  # of the list that others embed, servers say it apart


ASKED = 'if(location.search)document.documentElement.className="asked"'
"""What the page of results runs before it is drawn: it leaves room for what will be found."""


TYPING = (
    'document.getElementById("q").addEventListener("focus",function(e){'
    f'if(location.host)fetch(e.target.form.action+"{search.INDEX}").catch(function(){{}})'
    "},{once:true})"
)
"""What leads to the page of results runs: who starts to type finds the words there."""


def scripts(host: str) -> list[str]:
    """Return all script that stands in pages."""
    return [script(host), ASKED, TYPING, code_script()]


@cache
def mark() -> bytes:
    """Return the campaign's mark as an SVG."""
    template = environment(TEMPLATES).get_template("mark.svg.jinja")
    return template.render(tokens=tokens()).encode()


@cache
def style() -> str:
    """Return the style of every page of the site: of the theme what we use, and our own."""
    own = environment(TEMPLATES).get_template("site.css.jinja")
    return stylesheet.small(stylesheet.theme() + own.render(tokens=tokens(), asset=asset))


@cache
def style_alone(template: str) -> str:
    """Return the style of a document that stands alone: a QR page, a quiz, a list in a frame."""
    own = environment(TEMPLATES).get_template(template).render(tokens=tokens())
    return stylesheet.lean(stylesheet.small(own))


@cache
def script(host: str) -> str:
    """Return what every page of the site runs: keeping it for later, and sharing it."""
    page = environment(TEMPLATES).get_template("page.js.jinja").render(host=host)
    return compression.without_remarks(page)


@cache
def code_script() -> str:
    """Return what looks at a code that is typed."""
    page = environment(TEMPLATES).get_template("typed-code.js.jinja")
    return compression.without_remarks(page.render(alphabet=codes.ALPHABET, length=codes.LENGTH))


def has_own_styles(campaign: Campaign, tag: str) -> bool:
    """Tell whether a language brings a font that a cheap phone may lack."""
    return bool(typefaces.web_fonts(campaign.tables.of(LanguageFacts)[tag]))


def own(campaign: Campaign, scope: Scope) -> Iterator[Artifact]:
    """Yield the fonts of a language whose script a phone may lack, with style and licence."""
    language = campaign.tables.of(LanguageFacts)[scope.language]
    faces = typefaces.web_fonts(language)
    if not faces:
        return
    folder = f"site/{campaign.addresses.home(scope.language)}"
    family, css = language.font.family, ""
    for weight, content in faces.items():
        yield Artifact(f"{folder}assets/own-{weight}.woff2", content)
        css += (
            f'@font-face {{ font-family: "{family}"; src: url(own-{weight}.woff2);'
            f" font-weight: {weight}; font-display: swap }}\n"
        )
    css += f':root {{ --face: "Be Vietnam Pro", "{family}", system-ui, sans-serif }}\n'
    yield Artifact(folder + OWN_STYLES, css.encode())
    name, text = typefaces.licence(language.font)
    yield Artifact(f"{folder}assets/{name}", text)
