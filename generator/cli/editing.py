"""canhgiac edit: the desk in a browser."""

import webbrowser
from contextlib import suppress
from gettext import gettext as _
from pathlib import Path

import click

from generator import workers
from generator.cli import options
from generator.cli.serving import port_of
from generator.messages import later

_LEAST = 8
"""Characters of a password."""


@click.command(
    cls=options.Command,
    help=later("Open the desk in a browser: edit, translate and approve the words."),
)
@click.option(
    "--port",
    metavar="N",
    callback=port_of,
    default="8010",
    cls=options.Option,
    help=later("Port to listen on, such as 8001."),
)
@click.option(
    "--listen",
    default="127.0.0.1",
    metavar="ADDRESS",
    cls=options.Option,
    help=later("Let other machines in by this address of ours; a password is asked for then."),
)
@click.option(
    "--host",
    "names",
    multiple=True,
    metavar="NAME",
    cls=options.Option,
    help=later("By what name browsers call this machine, such as desk.example.vn."),
)
@click.option(
    "--drafts",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path.home() / ".local/share/canhgiac/drafts",
    cls=options.Option,
    help=later("Where drafts are kept, outside the content."),
)
@click.option(
    "--no-browser", is_flag=True, cls=options.Option, help=later("Do not open a browser.")
)
@options.content
@options.lang
def edit(  # noqa: D103
    content: Path, port: int, listen: str, names: tuple[str, ...], drafts: Path, no_browser: bool
) -> None:
    from generator.editor import pictures
    from generator.editor.server import HERE, server

    password = ""
    if listen != HERE:
        password = click.prompt(_("Password of this desk"), hide_input=True, err=True)
        if len(password) < _LEAST:
            raise click.BadParameter(_("a password has at least 8 characters"))
    with workers.processes(pictures.load) as pool, suppress(KeyboardInterrupt):
        # They begin when there is something to do; until then Ctrl-C is not heard.
        pool.submit(pictures.has_paper)
        try:
            running = server(content, drafts, (listen, port), names, password, pool.submit)
        except OSError:
            message = _("port {port} is busy, or not yours to use; take another with --port")
            raise click.ClickException(message.format(port=port)) from None
        address = f"http://{listen}:{port}/"
        click.echo(_("Open {address}; stop with Ctrl-C").format(address=address))
        if not no_browser:
            webbrowser.open(address)
        running.serve_forever()
