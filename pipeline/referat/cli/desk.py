"""``referat desk``: the editor's desk in the browser, or its corrected posts as gold."""

from __future__ import annotations

import secrets
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from referat.cli.console import UsageError, complain, ending, print_out, reason_of

if TYPE_CHECKING:
    from referat.desk.config import Config

_PORT = 8480


def desk(
    *,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--data",
            metavar="DIR",
            show_default=False,
            help="Where the desk keeps its posts. Default: the user's folder for data.",
        ),
    ] = None,
    archive: Annotated[
        Path | None,
        typer.Option(
            "--archive",
            metavar="DIR",
            show_default=False,
            help="A dataset of 'referat batch' to browse where it lies.",
        ),
    ] = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port; 0 for any free one.")
    ] = _PORT,
    host: Annotated[
        str,
        typer.Option(
            "--host",
            metavar="ADDRESS",
            help="The address to serve on. Any but this machine's own needs the key that is shown.",
        ),
    ] = "127.0.0.1",
    export_gold: Annotated[
        Path | None,
        typer.Option(
            "--export-gold",
            metavar="DIR",
            show_default=False,
            help="Write corrected posts as a corpus with gold there, and serve nothing.",
        ),
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Open no browser; show the address only.")
    ] = False,
    settings: Annotated[
        Path | None,
        typer.Option("--settings", metavar="FILE", show_default=False, help="Settings (TOML)."),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    """Read posts beside their digests, correct what is wrong, take the text along.

    A server for this machine alone, in the browser. Ctrl-C stops it; everything is saved at once.
    """
    with ending(debug):
        from referat.desk.config import Config, default_folder

        config = Config(folder or default_folder(), host, port, archive=archive, settings=settings)
        if export_gold is not None:
            _export(config, export_gold)
        else:
            _serve(config, no_browser, debug)


def _export(config: Config, target: Path) -> None:
    from referat.desk.gold import export_gold
    from referat.desk.store import Store
    from referat.settings import load_settings

    if not config.store.exists():
        raise UsageError(f"{config.folder}: no desk has been there; name its folder with --data")
    written = left = 0
    store, settings = Store(config.store), load_settings(config.settings)
    for post in export_gold(store, target, settings.input):
        if post.problem is None:
            written += 1
        else:
            left += 1
            complain(f"{post.name}: left out: {post.problem}")
    print_out(f"{written} posts with gold in {target}\n")
    raise typer.Exit(1 if left else 0)


def _serve(config: Config, no_browser: bool, debug: bool) -> None:
    from dataclasses import replace

    try:
        import uvicorn

        from referat.desk.web.app import create_app
    except ImportError as error:
        raise UsageError(
            f"the desk needs {error.name}, which is not installed; run pip install 'referat[desk]'"
        ) from error
    if not config.loopback:
        config = replace(config, token=secrets.token_urlsafe(24))
    with _bound(config) as listening:
        config = replace(config, port=listening.getsockname()[1])
        app = create_app(config).app
        name = f"[{config.host}]" if ":" in config.host else config.host
        address = f"http://{name}:{config.port}/"
        key = f"enter?key={config.token}" if config.token else ""
        print_out(f"The desk is at {address}{key}\nCtrl-C stops it.\n")
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_level="debug" if debug else "error",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=3,
            )
        )
        if not no_browser:
            _open_when_up(f"{address}{key}")
        server.run(sockets=[listening])


def _bound(config: Config) -> socket.socket:
    """A socket that listens; so the port is known before anything is made, and is ours.

    Raises:
        UsageError: the address or the port cannot be had.
    """
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    listening = socket.socket(family)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((config.host, config.port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise UsageError(
            f"{config.host}:{config.port}: {reason_of(error)}; name another --port or --host"
        ) from error
    return listening


def _open_when_up(address: str) -> None:
    """Open the browser. The socket listens already: it waits for the server there."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
