"""Attacks on the desk, each by its name, and what becomes of it."""

from __future__ import annotations

import ast
import re
import socket
from pathlib import Path

import pytest
from desk.conftest import BASE
from desk.posts import HOSTILE, LIBRARY, SIGN
from lxml import html as parser
from starlette.testclient import TestClient

from referat.desk.config import Config
from referat.desk.web.app import create_app
from referat.desk.web.security import POLICY, cookie_of

PACKAGE = Path(__file__).resolve().parents[2] / "pipeline" / "referat" / "desk"
PAGES = ["/", "/statistics", "/help", "/posts/1", "/posts/1/history", "/posts/1/compare"]
FORMS = [
    "/posts/1/edit/finding-1",
    "/posts/1/edit/commentary-1",
    "/posts/1/edit/claim-1",
    "/posts/1/edit/block-0",
    "/posts/1/edit/sv-1",
    "/posts/1/edit/new-en-0",
    "/posts/1/edit/new-source",
    "/posts/1/edit/meta",
]


@pytest.fixture
def hostile(client):
    """A desk with a post that tries everything."""
    made = client.post("/posts", data={"text": HOSTILE, "format": "txt", "name": SIGN})
    assert made.headers["location"] == "/posts/1"
    said = {
        "kind": "sentence",
        "revision": "1",
        "language": "sv",
        "number": "1",
        "text": f"{SIGN} 417",
        "evidence": "",
    }
    client.post("/posts/1/corrections", data={k: v for k, v in said.items() if v})
    return client


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8480",
        "127.0.0.1",
        "127.0.0.1:9",
        "127.0.0.1.evil:8480",
        "",
        "a\u00e5:1",
    ],
)
def test_dns_rebinding_a_foreign_host_is_refused(client, host):
    for path in ("/", "/api/v1/posts", "/static/desk.js"):
        answer = client.get(path, headers={"host": host.encode("latin-1")})
        assert answer.status_code == 421


def test_dns_rebinding_each_of_the_desks_own_names_is_served(client):
    for host in ("127.0.0.1:8480", "localhost:8480", "[::1]:8480", "LOCALHOST:8480"):
        assert client.get("/help", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8481"},
        {"origin": "https://127.0.0.1:8480"},
        {"origin": "http://127.0.0.1:8480.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"referer": "https://evil.example/"},
        {"referer": "http://127.0.0.1:8480.evil.example/"},
    ],
)
def test_cross_site_posts_change_nothing(client, post, headers):
    del client.headers["origin"]
    for path in ("/posts", f"/posts/{post}/delete", f"/posts/{post}/undo", "/files"):
        assert (
            client.post(path, data={"text": "x", "revision": "1"}, headers=headers).status_code
            == 403
        )
    answer = client.post("/api/v1/posts", json={"text": "x"}, headers=headers)
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"
    assert client.delete(f"/api/v1/posts/{post}", headers=headers).status_code == 403
    assert client.get("/api/v1/posts").json()["total"] == 1


def test_a_program_without_a_browser_is_let_in(client):
    del client.headers["origin"]
    assert client.post("/api/v1/posts", json={"text": LIBRARY}).status_code == 201


def test_a_form_of_another_site_cannot_pass_for_json(client):
    answer = client.post(
        "/api/v1/posts", content='{"text": "x"}', headers={"content-type": "text/plain"}
    )
    assert answer.status_code == 422


def test_no_answer_allows_other_sites_to_read_it(client, post):
    for path in (*PAGES, "/api/v1/posts", "/static/desk.js"):
        answer = client.get(path, headers={"origin": "https://evil.example"})
        assert not [name for name in answer.headers if name.startswith("access-control")]
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("path", [*PAGES, "/nowhere", "/api/v1/posts/999", "/static/none"])
def test_every_answer_carries_the_policy(client, post, path):
    headers = client.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "'unsafe" not in POLICY
    assert "http" not in POLICY.replace("https:", "http")


@pytest.mark.parametrize("path", [*PAGES, *FORMS])
def test_script_in_a_post_stays_text_on_every_page(hostile, path):
    page = hostile.get(path)
    assert page.status_code == 200
    document = parser.document_fromstring(page.text)
    assert [x.get("src") for x in document.iter("script")] == ["/static/desk.js"]
    assert not document.xpath("//img | //iframe | //object | //style | //base")
    assert not document.xpath("//@*[starts-with(name(), 'on')] | //@style")
    assert "javascript:" not in {
        str(x)[:11] for x in document.xpath("//@href | //@src | //@action")
    }


def test_script_in_a_post_stays_text_in_what_is_taken_out(hostile):
    for name in ("html", "markdown", "text", "json", "docx"):
        answer = hostile.get(f"/posts/1/take/{name}")
        assert answer.headers["content-disposition"].startswith("attachment; ")
        assert "sandbox" in answer.headers["content-security-policy"]
    page = parser.document_fromstring(hostile.get("/posts/1/take/html").text)
    assert not list(page.iter("script"))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", " JaVaScRiPt:x"]
)
def test_a_url_that_is_not_of_the_web_is_never_a_link(client, post, url):
    held = client.get(f"/api/v1/posts/{post}").json()
    source = held["summary"]["sources"][0]
    for said in (
        {"kind": "meta", "url": url},
        {
            "kind": "source",
            "id": source["id"],
            "title": source["title"],
            "source_kind": "report",
            "url": url,
        },
    ):
        revision = client.get(f"/api/v1/posts/{post}").json()["revision"]
        done = client.post(
            f"/api/v1/posts/{post}/corrections", json={"revision": revision, "operation": said}
        )
        assert done.status_code == 200
    for path in (f"/posts/{post}", f"/posts/{post}/take/html"):
        document = parser.document_fromstring(client.get(path).text)
        links = [str(x).strip().lower() for x in document.xpath("//@href")]
        assert [x for x in links if x.startswith(("javascript", "data:", "file:"))] == []


@pytest.mark.parametrize(
    "back", ["//evil.example", "/\\evil.example", "https://evil.example", "/\n/x"]
)
def test_the_switch_of_language_leads_nowhere_else(client, back):
    answer = client.get("/language/en", params={"back": back})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


@pytest.mark.parametrize(
    "name", ["../page.css", "..%2f..%2fstore.py", "%2e%2e/app.py", "desk.css%00.js", "/etc/passwd"]
)
def test_no_path_reaches_the_file_system(client, name):
    assert client.get(f"/static/{name}").status_code == 404


def test_an_upload_is_not_written_under_its_name(client, tmp_path):
    names = [
        "../../evil.txt",
        "/tmp/evil.txt",
        "C:\\evil.txt",
        ".bashrc",
        "a\r\nb.txt",
        "\u202egnp.txt",
    ]
    files = [("files", (name, LIBRARY.encode())) for name in names]
    answer = client.post("/files", files=files)
    assert answer.status_code == 303
    assert {path.name.partition("-")[0] for path in (tmp_path / "web").iterdir()} == {"desk.sqlite"}
    job = client.get(f"/api/v1{answer.headers['location']}").json()
    assert all(re.fullmatch(r"[^/\\\r\n\u202e.][^/\\\r\n\u202e]*", f["name"]) for f in job["files"])


def small(tmp_path, pipeline, **limits):
    app = create_app(Config(tmp_path / "small", **limits), pipeline).app
    return TestClient(app, base_url=BASE, headers={"origin": BASE}, follow_redirects=False)


def test_a_body_above_the_limit_is_refused_before_it_is_read(tmp_path, pipeline):
    with small(tmp_path, pipeline, max_upload=1000) as client:
        assert client.post("/posts", data={"text": "x" * 2000}).status_code == 413
        api = client.post("/api/v1/posts", json={"text": "x" * 2000})
        assert (api.status_code, api.json()["type"]) == (413, "tag:referat,2026:problem:too_much")


def test_a_body_that_does_not_say_how_long_it_is_ends_at_the_limit(tmp_path, pipeline):
    def parts():
        for _ in range(50):
            yield b'{"text": "' + b"x" * 100

    with small(tmp_path, pipeline, max_upload=1000) as client:
        form = "application/x-www-form-urlencoded"
        for path, kind in (("/api/v1/posts", "application/json"), ("/posts", form)):
            answer = client.post(path, content=parts(), headers={"content-type": kind})
            assert answer.status_code == 413


@pytest.mark.parametrize("length", ["-1", "1e3", "abc", "99999999999999999999"])
def test_a_length_that_is_none_is_refused(client, length):
    answer = client.post("/posts", content=b"x", headers={"content-length": length})
    assert answer.status_code == 413


def test_more_files_than_the_limit_are_refused(tmp_path, pipeline):
    with small(tmp_path, pipeline, max_files=3) as client:
        files = [("files", (f"{n}.txt", b"words")) for n in range(4)]
        assert client.post("/files", files=files).status_code == 422
        assert client.post("/api/v1/files", files=files).status_code == 422


def test_a_full_queue_says_so(tmp_path, pipeline):
    with small(tmp_path, pipeline, max_queue=2) as client:
        files = [("files", (f"{n}.txt", b"words")) for n in range(3)]
        answer = client.post("/api/v1/files", files=files)
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "2"


def test_beyond_the_limit_of_those_who_wait_the_next_is_told(desk, pipeline):
    held = desk.engine
    taken = [held._waiting.acquire(blocking=False) for _ in range(desk.config.max_waiting + 1)]
    assert all(taken)
    from referat.desk.errors import BusyError

    with pytest.raises(BusyError):
        desk.paste(LIBRARY)


@pytest.mark.parametrize("text", ["'; DROP TABLE posts; --", '" OR 1=1', "%' UNION SELECT 1 --"])
def test_sql_in_a_search_stays_a_search(client, post, text):
    for name in ("q", "source", "speaker", "site"):
        for path in ("/", "/api/v1/posts"):
            assert client.get(path, params={name: text}).status_code == 200
    assert client.get(f"/api/v1/posts/{post}").status_code == 200


def test_every_statement_takes_its_values_as_parameters():
    """What is put into a statement's text is a constant of the module, never a value."""
    allowed = {
        "columns",
        "table",
        "COLUMNS",
        "source",
        "where",
        "sorting",
        "COUNTED",
        "APPLICATION",
        "LAYOUT",
    }
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr not in ("execute", "executemany", "executescript") or not node.args:
                continue
            named = {x.id for x in ast.walk(node.args[0]) if isinstance(x, ast.Name)}
            if isinstance(node.args[0], ast.JoinedStr):
                assert named - {"COUNTED"} <= allowed, (path.name, node.lineno)


def test_nothing_is_sent_anywhere(client, monkeypatch):
    def refuse(*_):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    page = f'<html><body><img src="http://evil.example/x.png"><p>{LIBRARY}</p></body></html>'
    made = client.post("/posts", data={"text": page, "format": "html"})
    assert made.status_code == 303
    assert client.get(made.headers["location"]).status_code == 200


def test_no_page_names_another_servers_resource(hostile):
    for path in (*PAGES, *FORMS):
        document = parser.document_fromstring(hostile.get(path).text)
        fetched = document.xpath("//@src | //link/@href | //@action | //@srcset")
        assert [str(x) for x in fetched if re.match(r"[a-z]+:|//", str(x))] == []


def test_the_scripts_and_styles_name_no_other_server():
    for path in (PACKAGE / "web" / "static").iterdir():
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|//[a-z]+\.|@import|url\(", text), path.name
        assert not re.search(
            r"\beval\(|\bFunction\(|document\.write|insertAdjacentHTML|innerHTML", text
        )


def test_only_loopback_goes_without_a_key(tmp_path):
    for host in ("127.0.0.1", "127.0.0.53", "::1", "localhost"):
        assert Config(tmp_path, host).loopback
    for host in ("0.0.0.0", "192.168.1.2", "::", "example.org", ""):
        assert not Config(tmp_path, host).loopback


@pytest.fixture
def shared(tmp_path, pipeline):
    config = Config(tmp_path / "shared", "192.168.1.2", token="let-me-in")
    base = "http://192.168.1.2:8480"
    with TestClient(
        create_app(config, pipeline).app, base_url=base, follow_redirects=False
    ) as made:
        made.headers["origin"] = base
        yield made


def test_a_shared_desk_shows_nothing_without_its_key(shared):
    for path in (
        "/",
        "/posts/1",
        "/statistics",
        "/archive",
        "/api/v1/posts",
        "/api/v1/openapi.json",
    ):
        assert shared.get(path).status_code == 401
    assert shared.post("/api/v1/posts", json={"text": "x"}).status_code == 401
    for shown in ("Bearer wrong", "Basic let-me-in", "Bearer", "let-me-in", "Bearer let-me-in2"):
        assert shared.get("/api/v1/posts", headers={"authorization": shown}).status_code == 401
    for kept in ("let-me-in", cookie_of("other"), ""):
        cookie = f"referat_key={kept}"
        assert shared.get("/", headers={"cookie": cookie}).status_code == 401


def test_a_shared_desk_opens_with_its_key(shared):
    key = {"authorization": "Bearer let-me-in"}
    assert shared.get("/api/v1/posts", headers=key).status_code == 200
    assert shared.post("/enter", data={"key": "wrong"}).status_code == 401
    answer = shared.post("/enter", data={"key": "let-me-in"})
    assert answer.status_code == 303
    kept = answer.headers["set-cookie"].lower()
    assert "httponly" in kept
    assert "samesite=strict" in kept
    assert "let-me-in" not in kept
    assert shared.get("/").status_code == 200


def test_an_unexpected_error_tells_nothing_of_the_machine(tmp_path, pipeline, monkeypatch):
    made = create_app(Config(tmp_path / "x"), pipeline)

    def fail(*_):
        raise RuntimeError("/home/somebody/secret")

    monkeypatch.setattr(made.desk.store, "counts", fail)
    with TestClient(made.app, base_url=BASE, raise_server_exceptions=False) as client:
        answer = client.get("/statistics")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY
