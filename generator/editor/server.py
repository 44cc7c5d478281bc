"""The desk on a port of this machine."""

import threading
from collections.abc import Iterable
from pathlib import Path

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from generator.editor.app import Editor
from generator.editor.safety import Guard
from generator.workers import Submit, here

HERE = "127.0.0.1"


class _Quiet(WSGIRequestHandler):
    """Says nothing of requests: staff are told of what they changed."""

    def log(self, type: str, message: str, *arguments: object) -> None:
        """Say nothing."""


def server(
    content: Path,
    drafts: Path,
    where: tuple[str, int],
    names: Iterable[str] = (),
    password: str = "",
    draw: Submit = here,
) -> BaseWSGIServer:
    """Return the desk of a folder, listening; what draws pages and paper is loaded meanwhile.

    `names` are what browsers may call it by beside its address, `draw` whoever sets leaflets.
    Raises OSError where the port is taken.
    """
    address, port = where
    called = {f"{host}:{port}" for host in (HERE, "localhost", address)}
    called |= {name if ":" in name else f"{name}:{port}" for name in names} | set(names)
    drafts.mkdir(parents=True, exist_ok=True, mode=0o700)
    editor = Editor(content, drafts, Guard(frozenset(called), password), draw)
    try:
        made = make_server(address, port, editor, threaded=True, request_handler=_Quiet)
    except SystemExit:
        raise OSError(port) from None
    threading.Thread(target=editor.warm, daemon=True).start()
    return made
