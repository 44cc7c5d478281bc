"""canhgiac serve: the site on this machine, reloaded on every change."""

import socket
from gettext import gettext as _
from pathlib import Path

import click

from generator.cli import options
from generator.messages import later


def port_of(_ctx: click.Context, _param: click.Parameter, value: str) -> int:
    """Return the port that somebody names."""
    if not value.isascii() or not value.isdigit() or not 0 < int(value) < 65536:
        raise click.BadParameter(_("a port is a number from 1 to 65535"))
    return int(value)


@click.command(
    cls=options.Command,
    help=later("Show the site on this machine and reload it on every change."),
)
@click.option(
    "--port",
    metavar="N",
    callback=port_of,
    default="8000",
    cls=options.Option,
    help=later("Port to listen on, such as 8001."),
)
@options.content
@options.lang
def serve(content: Path, port: int) -> None:  # noqa: D103
    from generator import preview  # with WeasyPrint, half a second to import

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            message = _("port {port} is busy, or not yours to use; take another with --port")
            raise click.ClickException(message.format(port=port)) from None
    click.echo(_("Open {address}; stop with Ctrl-C").format(address=f"http://127.0.0.1:{port}/"))
    preview.serve(content, port, lambda line: click.echo(line, err=True))
