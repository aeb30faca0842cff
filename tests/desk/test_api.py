"""The API: summarise, read, correct, search, export; errors as problem details."""

from __future__ import annotations

import time

import pytest
from desk.posts import LIBRARY

from referat.summary import Summary


def wait_for(client, job):
    """A job, when it is over; the queue is worked off by another thread."""
    for _ in range(600):
        known = client.get(f"/api/v1/jobs/{job}").json()
        if known["over"]:
            return known
        time.sleep(0.05)
    raise AssertionError(known)


def correct(client, post, revision, **operation):
    return client.post(
        f"/api/v1/posts/{post}/corrections", json={"revision": revision, "operation": operation}
    )


def test_a_text_is_summarised(client, pipeline):
    answer = client.post("/api/v1/posts", json={"text": LIBRARY, "format": "txt"})
    assert answer.status_code == 201
    (number,) = answer.json()["posts"]
    assert answer.headers["location"] == f"/api/v1/posts/{number}"
    held = client.get(answer.headers["location"]).json()
    assert Summary.model_validate(held["summary"]) == pipeline(LIBRARY)
    assert (held["revision"], held["corrected"], held["done"]) == (1, False, False)


def test_files_are_queued_and_tell_how_far_they_are(client):
    files = [
        ("files", ("a.txt", LIBRARY.encode())),
        ("files", ("b.png", b"\x89PNG\r\n\x1a\n" * 20)),
    ]
    answer = client.post("/api/v1/files", files=files)
    assert answer.status_code == 202
    job = wait_for(client, answer.json()["id"])
    assert [(f["name"], f["state"]) for f in job["files"]] == [
        ("a.txt", "done"),
        ("b.png", "failed"),
    ]
    assert client.get(f"/api/v1/posts/{job['files'][0]['post']}").status_code == 200


def test_a_correction_names_the_revision_it_was_made_on(client, post):
    item = client.get(f"/api/v1/posts/{post}").json()["summary"]["commentary"][0]
    said = {"kind": "commentary", "id": item["id"], "stance": "agrees"}
    assert correct(client, post, 1, **said).json() == {"id": post, "revision": 2}
    answer = correct(client, post, 1, **{**said, "stance": "mixed"})
    assert answer.status_code == 409
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.json()["revision"], answer.json()["status"]) == (2, 409)
    changes = client.get(f"/api/v1/posts/{post}/changes").json()
    assert [(c["stage"], c["what"], c["after"]) for c in changes] == [
        ("commentary", "stance", "agrees")
    ]


def test_undo_redo_and_versions(client, post):
    said = {"kind": "sentence", "language": "sv", "number": 1, "text": "Eget."}
    correct(client, post, 1, **said)
    assert client.post(f"/api/v1/posts/{post}/undo", json={"revision": 2}).json()["revision"] == 3
    assert client.post(f"/api/v1/posts/{post}/redo", json={"revision": 3}).json()["revision"] == 4
    versions = client.get(f"/api/v1/posts/{post}/versions").json()
    assert [(v["number"], v["head"]) for v in versions] == [(0, False), (1, True)]
    first = client.get(f"/api/v1/posts/{post}/versions/0").json()
    assert first["summary"]["sv"][0]["text"] != "Eget."


def test_records_are_accepted_and_posts_done(client, post):
    record = client.get(f"/api/v1/posts/{post}").json()["summary"]["findings"][0]["id"]
    said = {"record": record, "accepted": True}
    assert client.post(f"/api/v1/posts/{post}/accepted", json=said).status_code == 204
    assert client.post(f"/api/v1/posts/{post}/done", json={"done": True}).status_code == 204
    held = client.get(f"/api/v1/posts/{post}").json()
    assert (held["accepted"], held["done"]) == ([record], True)


def test_posts_are_searched(client, post):
    assert client.get("/api/v1/posts", params={"q": "silence"}).json()["total"] == 1
    assert client.get("/api/v1/posts", params={"q": "elephants"}).json()["total"] == 0
    (row,) = client.get("/api/v1/posts", params={"speaker": "Marsh"}).json()["posts"]
    assert (row["id"], row["title"], row["findings"]) == (post, "Biblioteken och tystnaden", 2)


@pytest.mark.parametrize(
    ("format", "begins"),
    [("json", b"{"), ("markdown", b"# "), ("html", b"<!DOCTYPE"), ("text", b""), ("docx", b"PK")],
)
def test_every_format_is_taken_out_the_same_each_time(client, post, format, begins):
    first, second = (client.get(f"/api/v1/posts/{post}/export/{format}") for _ in range(2))
    assert first.status_code == 200
    assert first.content.startswith(begins)
    assert first.content == second.content
    name = first.headers["content-disposition"]
    assert name.startswith('attachment; filename="biblioteken-och-tystnaden-1.')


def test_a_post_is_deleted(client, post):
    assert client.delete(f"/api/v1/posts/{post}").status_code == 204
    assert client.get(f"/api/v1/posts/{post}").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("get", "/posts/99", None, 404, "no_post"),
        ("get", "/posts/0", None, 422, "invalid"),
        ("get", "/posts/1/versions/9", None, 404, "no_version"),
        ("get", "/jobs/none", None, 404, "no_job"),
        ("get", "/posts/1/export/pdf", None, 422, "invalid"),
        ("get", "/nowhere", None, 404, "http_404"),
        ("put", "/posts", None, 405, "http_405"),
        ("post", "/posts", {"text": ""}, 422, "invalid"),
        ("post", "/posts", {"text": "   "}, 422, "empty_input"),
        ("post", "/posts", {"text": "a", "more": 1}, 422, "invalid"),
        ("post", "/posts/1/undo", {"revision": 1}, 404, "nothing_to_undo"),
        ("post", "/posts/1/accepted", {"record": "finding-9"}, 404, "no_record"),
        (
            "post",
            "/posts/1/corrections",
            {"revision": 1, "operation": {"kind": "drop", "id": "finding-9"}},
            422,
            "no_record",
        ),
        (
            "post",
            "/posts/1/corrections",
            {"revision": 1, "operation": {"kind": "nothing"}},
            422,
            "invalid",
        ),
    ],
)
def test_errors_are_problem_details(client, post, method, path, body, status, code):
    answer = client.request(method, f"/api/v1{path}", json=body)
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, problem["status"]) == (status, status)
    assert problem["type"] == f"tag:referat,2026:problem:{code}"
    assert problem["title"]
    assert "\n" not in problem["detail"]


def test_the_description_names_every_path(client):
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.")
    assert set(described["paths"]) >= {
        "/api/v1/posts",
        "/api/v1/files",
        "/api/v1/jobs/{job}",
        "/api/v1/posts/{post}/corrections",
        "/api/v1/posts/{post}/export/{format}",
    }
    assert not [path for path in described["paths"] if not path.startswith("/api/v1/")]
