"""A desk in an empty folder, with the shipped models, loaded once."""

from __future__ import annotations

import pytest
from desk.posts import LIBRARY
from starlette.testclient import TestClient

import referat
from referat.desk.config import Config
from referat.desk.service import Desk
from referat.desk.web.app import create_app

BASE = "http://127.0.0.1:8480"


@pytest.fixture(scope="session")
def pipeline():
    return referat.load()


@pytest.fixture
def desk(tmp_path, pipeline):
    return Desk(Config(tmp_path / "desk"), pipeline)


@pytest.fixture
def held(desk):
    """A post on the desk."""
    (number,) = desk.paste(LIBRARY)
    return desk.get(number)


@pytest.fixture
def client(tmp_path, pipeline):
    """A browser without a script, whose requests come from the desk's own pages."""
    app = create_app(Config(tmp_path / "web"), pipeline).app
    with TestClient(app, base_url=BASE, follow_redirects=False) as made:
        made.headers.update({"origin": BASE, "accept-language": "sv"})
        yield made


@pytest.fixture
def post(client):
    """The number of a post on the client's desk."""
    answer = client.post("/posts", data={"text": LIBRARY, "format": "auto"})
    assert answer.status_code == 303
    return int(answer.headers["location"].rpartition("/")[2])
