"""nginx, Apache, Caddy as Debian packages them, on this machine, with the settings that ship."""

import contextlib
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

NGINX, CADDY = shutil.which("nginx", path="/usr/sbin:/usr/bin"), shutil.which("caddy")
APACHE = shutil.which("apache2", path="/usr/sbin:/usr/bin")
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
PACKAGES = {
    "nginx": "nginx-light, libnginx-mod-http-brotli-static",
    "caddy": "caddy",
    "apache": "apache2-bin",
}
APACHE_MODULES = (
    *("mpm_event", "authz_core", "alias", "deflate", "dir", "env", "filter", "headers", "mime"),
    *("rewrite",),
)
AROUND_APACHE = """
{modules}
DefaultRuntimeDir {folder}
PidFile {folder}/pid
ErrorLog {folder}/error.log
LogFormat "%h %l %u %t \\"%r\\" %>s %O \\"%{{Referer}}i\\" \\"%{{User-Agent}}i\\"" combined
TypesConfig /etc/mime.types
Listen 127.0.0.1:{port}
Include {folder}/canhgiac.conf
"""
AROUND = """
load_module {module};
pid {folder}/pid;
daemon off;
master_process off;  # whoever runs the tests serves; workers of root could not read their files
events {{ }}
http {{
    include /etc/nginx/mime.types;  # as in Debian's own: ours must hold against it
    default_type application/octet-stream;
    gzip on;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/canhgiac.conf;
}}
"""


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    content: bytes


class Server(NamedTuple):
    """A server that runs."""

    name: str
    port: int
    other: int
    """Where it only sends people on to https."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, path: str, encoding: str = "", method: str = "GET", **headers: str) -> Answer:
        """Ask for exactly this path, and follow nothing."""
        return ask(self.port, path, {"Accept-Encoding": encoding or "identity"} | headers, method)


def ask(port: int, path: str, headers: dict[str, str], method: str = "GET") -> Answer:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as asking:
        asking.request(method, path, headers=headers)
        answer = asking.getresponse()
        return Answer(answer.status, answer.headers, answer.read())


def need(name: str) -> None:
    """Skip a test where a server cannot be had: `make test` installs both where it can."""
    if not {"nginx": NGINX and BROTLI.is_file(), "caddy": CADDY, "apache": APACHE}[name]:
        pytest.skip(f"no {PACKAGES[name]} here, and this system packages none")


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def changed(text: str, *changes: tuple[str, str]) -> str:
    """Replace lines by regular expressions, each of which must be there."""
    for line, by in changes:
        text, count = re.subn(rf"^[ \t]*{line}\n", by, text, flags=re.MULTILINE)
        assert count, line
    return text


def nginx_command(settings: str, folder: Path) -> list[str]:
    """Fill a folder for nginx; return the command that runs it there."""
    assert NGINX
    (folder / "canhgiac.conf").write_text(settings, "utf-8")
    around = AROUND.format(module=BROTLI, folder=folder)
    (folder / "nginx.conf").write_text(around, "utf-8")
    return [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]


@contextmanager
def nginx(settings: Path, site: Path, folder: Path) -> Iterator[Server]:
    port, other = free_port(), free_port()
    text = changed(
        (settings / "nginx.conf").read_text("utf-8"),
        (r"listen \[::\]:(?:80|443 ssl http2);", ""),
        (r"listen 80;", f"    listen 127.0.0.1:{other};\n"),
        (r"listen 443 ssl http2;", f"    listen 127.0.0.1:{port};\n"),
        (r"root /srv/canhgiac;", f"    root {site};\n"),
        (r"ssl_certificate(?:_key)? \S+;", ""),
        (r"ssl_protocols .*;", ""),
    )
    with running(nginx_command(text, folder), folder, port):
        yield Server("nginx", port, other)


@contextmanager
def caddy(settings: Path, site: Path, folder: Path) -> Iterator[Server]:
    assert CADDY
    port, other = free_port(), free_port()
    text = changed(
        (settings / "Caddyfile").read_text("utf-8"),
        (r"[a-z0-9-]+(?:\.[a-z0-9-]+)+ \{", f"http://127.0.0.1:{port} {{\n"),
        (r"root \* /srv/canhgiac", f"\troot * {site}\n"),
        (r"output file \S+ \{", f"\toutput file {folder}/canhgiac.log {{\n"),
    )
    file = folder / "Caddyfile"
    file.write_text("{\n\tadmin off\n\tauto_https off\n}\n" + text, "utf-8")
    command = [CADDY, "run", "--config", str(file), "--adapter", "caddyfile"]
    with running(command, folder, port):
        yield Server("caddy", port, other)


@contextmanager
def apache(settings: Path, site: Path, folder: Path) -> Iterator[Server]:
    assert APACHE
    port, other = free_port(), free_port()
    text = changed(
        (settings / "apache.conf").read_text("utf-8"),
        (r"<VirtualHost \*:80>", f"<VirtualHost 127.0.0.1:{other}>\n"),
        (r"<VirtualHost \*:443>", f"<VirtualHost 127.0.0.1:{port}>\n"),
        (r"DocumentRoot /srv/canhgiac", f"DocumentRoot {site}\n"),
        (r"<Directory /srv/canhgiac>", f"<Directory {site}>\n"),
        (r"SSL.*", ""),
        (r"Protocols .*", ""),
        (r"CustomLog \S+ combined", f"CustomLog {folder}/canhgiac.log combined\n"),
    )
    (folder / "canhgiac.conf").write_text(text, "utf-8")
    modules = "\n".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so"
        for name in APACHE_MODULES
    )
    around = AROUND_APACHE.format(modules=modules, folder=folder, port=port)
    (folder / "apache.conf").write_text(around, "utf-8")
    command = [APACHE, "-X", "-f", str(folder / "apache.conf"), "-d", str(folder)]
    with running(command, folder, port):
        yield Server("apache", port, other)


@contextmanager
def running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    """Run a server until it is no longer needed; fail with its own words where it does not."""
    home = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    log = folder / "log"
    with log.open("w") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ, **home})
    try:
        for _ in range(100):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            assert process.poll() is None, log.read_text("utf-8")
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(10)


SERVERS: dict[str, Callable[[Path, Path, Path], AbstractContextManager[Server]]] = {
    "nginx": nginx,
    "caddy": caddy,
    "apache": apache,
}
