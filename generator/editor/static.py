"""What the pages of the desk load: its script, its style, its letters."""

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from generator.assets import TEMPLATES, WEB_FONTS
from generator.channels.pages import look
from generator.rendering import environment


def answer(name: str) -> Response:
    """Return one of them. Raises NotFound."""
    if name == "editor.js":
        text = (TEMPLATES / "editor/editor.js").read_text("utf-8")
        return Response(text, mimetype="text/javascript")
    if name == "editor.css":
        template = environment(TEMPLATES / "editor", TEMPLATES).get_template("editor.css.jinja")
        return Response(template.render(tokens=look.tokens()), mimetype="text/css")
    font = WEB_FONTS / name.removeprefix("fonts/")
    if name.startswith("fonts/") and font.parent == WEB_FONTS and font.is_file():
        return Response(font.read_bytes(), mimetype="font/woff2")
    raise NotFound
