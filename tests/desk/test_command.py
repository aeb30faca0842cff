"""``referat desk``: what it says, what it refuses, and what it writes without serving."""

from __future__ import annotations

import socket
import sys
import urllib.request

import pytest
from desk.browser import served
from desk.posts import LIBRARY

from referat import cli
from referat.desk.store import Store


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        cli.main(["desk", *map(str, arguments)])
    out, err = capsys.readouterr()
    return ended.value.code or 0, out, err


def test_gold_is_written_without_serving(capsys, desk, held, tmp_path):
    desk.store.set_done(held.id, True)
    folder = desk.config.folder
    status, out, err = run(capsys, "--data", folder, "--export-gold", tmp_path / "gold")
    assert (status, out, err) == (0, f"1 posts with gold in {tmp_path / 'gold'}\n", "")
    assert len(list((tmp_path / "gold" / "gold").iterdir())) == 1


def test_where_no_desk_has_been_nothing_is_made(capsys, tmp_path):
    status, _, err = run(capsys, "--data", tmp_path / "no", "--export-gold", tmp_path / "gold")
    assert status == 2
    assert "no desk has been there" in err
    assert list(tmp_path.iterdir()) == []


def test_a_taken_port_is_told_in_one_line(capsys, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, out, err = run(capsys, "--data", tmp_path, "--port", port, "--no-browser")
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "address already in use" in err


def test_a_foreign_store_is_told_in_one_line(capsys, tmp_path):
    (tmp_path / "desk.sqlite").write_bytes(b"something else altogether" * 100)
    status, _, err = run(capsys, "--data", tmp_path, "--port", 0, "--no-browser")
    assert status == 2
    assert "cannot be opened" in err


@pytest.mark.parametrize("missing", ["fastapi", "uvicorn", "jinja2", "python_multipart"])
def test_a_missing_package_is_told_with_its_extra(capsys, tmp_path, monkeypatch, missing):
    for name in [n for n in sys.modules if n.startswith("referat.desk.web")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    status, _, err = run(capsys, "--data", tmp_path, "--port", 0, "--no-browser")
    assert status == 2
    assert "pip install 'referat[desk]'" in err


def test_the_server_says_where_it_is_and_keeps_what_it_is_given(tmp_path):
    with served(tmp_path) as address:
        with urllib.request.urlopen(f"{address}/api/v1/posts") as answer:
            assert answer.status == 200
        asked = urllib.request.Request(f"{address}/posts", f"text={LIBRARY[:200]}".encode())
        with urllib.request.urlopen(asked) as answer:
            assert answer.status == 200
    assert Store(tmp_path / "desk.sqlite").counts()["posts"] == 1
