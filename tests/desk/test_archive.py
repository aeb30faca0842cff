"""Archives: a dataset is listed, searched and read where it lies, and its posts put on the desk."""

from __future__ import annotations

import pytest
from desk.conftest import BASE
from desk.datasets import write_part
from desk.posts import LIBRARY
from starlette.testclient import TestClient

from referat.desk.archive import Archive
from referat.desk.config import Config
from referat.desk.errors import MissingError
from referat.desk.listing import Query
from referat.desk.web.app import create_app
from referat.errors import DatasetError
from referat.post import Stance

CATS = "Om katter\n\nKatter sover mest hela dagen, och det är väl bra."


@pytest.fixture
def dataset(tmp_path, pipeline):
    folder = tmp_path / "dataset"
    write_part(folder, 1, [LIBRARY, CATS], pipeline)
    return folder


@pytest.fixture
def archive(dataset, tmp_path):
    made = Archive(dataset, tmp_path / "beside")
    made.refresh()
    return made


def titles(archive, **asked):
    return [row["title"] for row in archive.search(Query(**asked)).rows]


def test_a_dataset_is_searched_as_the_desk_is(archive):
    assert titles(archive) == ["Om katter", "Biblioteken och tystnaden"]
    assert titles(archive, text="silence") == ["Biblioteken och tystnaden"]
    assert titles(archive, text='"mest hela dagen"') == ["Om katter"]
    assert titles(archive, speaker="Marsh") == ["Biblioteken och tystnaden"]
    assert titles(archive, stance=Stance.DISAGREES) == ["Biblioteken och tystnaden"]
    assert titles(archive, english=10) == ["Biblioteken och tystnaden"]


def test_a_post_is_read_from_its_file(archive, pipeline):
    (row,) = archive.search(Query(text="silence")).rows
    assert archive.get(row["id"]).text == LIBRARY
    with pytest.raises(MissingError):
        archive.get(99)


def test_the_index_holds_no_copy_of_the_posts(archive, tmp_path):
    archive.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = b"".join(path.read_bytes() for path in (tmp_path / "beside").iterdir())
    assert "Hos oss är det precis så".encode() not in data


def test_new_files_are_added_and_changed_ones_replace_the_index(archive, dataset, pipeline):
    write_part(dataset, 2, ["Om hundar\n\nHundar skäller, tycker jag."], pipeline)
    archive.refresh()
    assert titles(archive, text="hundar") == ["Om hundar"]
    assert len(titles(archive)) == 3
    write_part(dataset, 1, [CATS], pipeline)
    archive.refresh()
    assert sorted(titles(archive)) == ["Om hundar", "Om katter"]
    assert titles(archive, text="silence") == []


def test_a_damaged_file_is_told_and_the_rest_is_there(archive, dataset, tmp_path):
    (dataset / "posts" / "part-000002.parquet").write_bytes(b"nothing of the kind")
    archive._work()
    assert "part-000002.parquet: cannot be read" in archive.failure
    assert len(titles(archive)) == 2


@pytest.mark.parametrize("name", [None, "part-000001.jsonl"])
def test_what_is_no_dataset_of_parquet_is_refused(tmp_path, name):
    if name:
        (tmp_path / "posts").mkdir()
        (tmp_path / "posts" / name).write_text("{}")
    with pytest.raises(DatasetError):
        Archive(tmp_path, tmp_path / "beside")


def test_the_pages_of_an_archive(dataset, tmp_path, pipeline):
    config = Config(tmp_path / "desk", archive=dataset)
    made = create_app(config, pipeline)
    made.archive.refresh()
    with TestClient(made.app, base_url=BASE, follow_redirects=False) as client:
        listed = client.get("/archive", params={"q": "silence"})
        assert "/archive/1" in listed.text
        shown = client.get("/archive/1")
        assert "Visitors ask for silence" in shown.text
        assert "/edit/" not in shown.text
        assert client.get("/archive/1/take/markdown").status_code == 200
        put = client.post("/archive/1/put", headers={"origin": BASE})
        again = client.post("/archive/1/put", headers={"origin": BASE})
        assert put.headers["location"] == again.headers["location"] == "/posts/1"
        assert made.desk.get(1).summary.text == LIBRARY
        assert client.get("/archive/77").status_code == 404
        found = client.get("/api/v1/archive/posts", params={"q": "silence"}).json()
        assert [row["title"] for row in found["posts"]] == ["Biblioteken och tystnaden"]
        assert client.get("/api/v1/archive/posts/1").json()["text"] == LIBRARY
        assert client.post("/api/v1/archive/posts/1/put").json() == {"posts": [1]}


def test_without_an_archive_there_is_no_such_page(client):
    assert client.get("/archive").status_code == 404
    assert client.get("/api/v1/archive/posts").json()["type"].endswith(":no_archive")
    assert "/archive" not in client.get("/").text
