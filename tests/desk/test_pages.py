"""The pages without any script: all that matters can be done by links and forms."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from desk.posts import LIBRARY
from desk.test_api import wait_for
from lxml import html as parser

from referat.desk.words import words

PACKAGE = Path(__file__).resolve().parents[2] / "pipeline" / "referat" / "desk"


def page(client, path, **asked):
    answer = client.get(path, params=asked)
    assert answer.status_code == 200, answer.text
    return parser.document_fromstring(answer.text)


def form(document, kind):
    """A form's fields as a browser would send them."""
    (found,) = (
        each
        for each in document.iter("form")
        if any(i.get("name") == "kind" and i.get("value") == kind for i in each.iter("input"))
    )
    fields = {}
    for name, value in found.form_values():
        fields.setdefault(name, []).append(value)
    return found.get("action"), fields


def record(client, post, layer, start):
    summary = client.get(f"/api/v1/posts/{post}").json()["summary"]
    return next(item for item in summary[layer] if item["text"].startswith(start))


def test_an_empty_desk_asks_for_a_post(client):
    assert "Klistra in" in page(client, "/").text_content()


def test_the_reading_view_shows_every_layer(client, post):
    shown = page(client, f"/posts/{post}")
    text = shown.text_content()
    for words_ in ("Quiet Rooms", "Helen Marsh", "tre av fyra", "75 %", "Belägg"):
        assert words_ in text or words_ == "Belägg"
    for name in ("findings", "claims", "figures", "sources", "commentary", "mix"):
        assert shown.xpath(f"//section[contains(@class, '{name}')]"), name
    assert len(shown.xpath("//fieldset[@class='layers']//input[@type='checkbox']")) == 8
    assert shown.xpath("//section[contains(@class, 'in-sv')]")
    assert shown.xpath("//section[contains(@class, 'in-en')]")


def test_every_link_within_a_page_leads_somewhere(client, post):
    shown = page(client, f"/posts/{post}")
    ids = shown.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {str(link)[1:] for link in shown.xpath("//@href") if str(link).startswith("#")}
    assert targets - set(ids) == set()


def test_a_sentence_leads_to_its_evidence_and_back(client, post):
    shown = page(client, f"/posts/{post}")
    links = shown.xpath("//li[@id='sv2']//p[@class='evidence']//a/@href")
    assert links
    finding = next(link for link in links if link.startswith("#f"))
    place = shown.get_element_by_id(finding[1:])
    assert "#sv2" in place.xpath(".//a[@class='back']/@href")


def test_a_stance_is_corrected_by_a_form(client, post):
    item = record(client, post, "commentary", "Bra att")
    address, fields = form(page(client, f"/posts/{post}/edit/{item['id']}"), "commentary")
    answer = client.post(address, data={**fields, "stance": "disagrees"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/posts/{post}#k")
    assert record(client, post, "commentary", "Bra att")["stance"] == "disagrees"
    assert "rättat" in page(client, "/").text_content()


def test_a_form_that_is_sent_as_it_is_changes_nothing(client, post):
    summary = client.get(f"/api/v1/posts/{post}").json()["summary"]
    records = [
        (x["id"], layer)
        for layer in ("findings", "commentary", "claims", "sources")
        for x in summary[layer]
    ]
    kinds = {"findings": "finding", "claims": "claim", "sources": "source"}
    forms = [(name, kinds.get(layer, layer)) for name, layer in records]
    forms += [("sv-0", "sentence"), ("en-1", "sentence"), ("meta", "meta"), ("block-0", "role")]
    for name, kind in forms:
        address, fields = form(page(client, f"/posts/{post}/edit/{name}"), kind)
        assert client.post(address, data=fields).status_code == 303
        assert client.get(f"/api/v1/posts/{post}").json()["revision"] == 1, name
    assert client.get(f"/api/v1/posts/{post}").json()["summary"] == summary


def test_a_findings_span_speaker_and_source_are_corrected_by_a_form(client, post):
    item = record(client, post, "findings", "Visitors")
    address, fields = form(page(client, f"/posts/{post}/edit/{item['id']}"), "finding")
    short = "Visitors ask for silence more often than for books."
    client.post(address, data={**fields, "words": short, "speaker": "Helen Marsh", "source": ""})
    after = record(client, post, "findings", "Visitors")
    assert (after["text"], after["speaker"]["name"], after["source"]) == (
        short,
        "Helen Marsh",
        None,
    )


def test_sentences_are_edited_added_moved_and_dropped_by_forms(client, post):
    def told():
        held = client.get(f"/api/v1/posts/{post}").json()
        return [s["text"] for s in held["summary"]["summary"]["sv"]]

    first = told()
    address, fields = form(page(client, f"/posts/{post}/edit/sv-1"), "sentence")
    client.post(address, data={**fields, "text": "Ändrad mening."})
    address, fields = form(page(client, f"/posts/{post}/edit/new-sv-1"), "add_sentence")
    evidence = record(client, post, "findings", "Visitors")["id"]
    client.post(address, data={**fields, "text": "Ny mening.", "evidence": evidence})
    assert told()[:2] == ["Ändrad mening.", "Ny mening."]
    address, fields = form(page(client, f"/posts/{post}/edit/sv-2"), "drop_sentence")
    client.post(address, data=fields)
    assert told() == ["Ändrad mening.", *first[1:]]
    edit = page(client, f"/posts/{post}/edit/sv-1")
    address, fields = form(edit, "move")
    client.post(address, data=fields)
    assert told()[1] == "Ändrad mening."


def test_a_sentence_without_evidence_is_refused(client, post):
    address, fields = form(page(client, f"/posts/{post}/edit/new-sv-1"), "add_sentence")
    answer = client.post(address, data={**fields, "text": "Ny mening."})
    assert answer.status_code == 422


def test_a_name_that_the_post_does_not_hold_is_pointed_out(client, post):
    address, fields = form(page(client, f"/posts/{post}/edit/sv-1"), "sentence")
    client.post(address, data={**fields, "text": "Enligt Astrid Bergman gäller det 417 fall."})
    text = page(client, f"/posts/{post}").text_content()
    assert "Namnet Bergman står inte i inlägget." in text
    assert "Siffran 417 står inte i inlägget." in text


def test_a_second_tab_is_told_and_can_go_on(client, post):
    item = record(client, post, "commentary", "Bra att")
    first = form(page(client, f"/posts/{post}/edit/{item['id']}"), "commentary")
    second = form(page(client, f"/posts/{post}/edit/sv-1"), "sentence")
    client.post(first[0], data={**first[1], "stance": "mixed"})
    answer = client.post(second[0], data={**second[1], "text": "Min egen mening."})
    assert answer.status_code == 409
    told = parser.document_fromstring(answer.text)
    assert "Min egen mening." in told.text_content()
    assert "hållning" in told.text_content()
    address, fields = form(told, "sentence")
    assert client.post(address, data=fields).status_code == 303
    held = client.get(f"/api/v1/posts/{post}").json()
    assert held["summary"]["summary"]["sv"][0]["text"] == "Min egen mening."
    assert record(client, post, "commentary", "Bra att")["stance"] == "mixed"


def test_undo_history_comparison_and_figures(client, post):
    item = record(client, post, "commentary", "Bra att")
    address, fields = form(page(client, f"/posts/{post}/edit/{item['id']}"), "commentary")
    client.post(address, data={**fields, "stance": "mixed"})
    compared = page(client, f"/posts/{post}/compare")
    assert (
        compared.xpath("string(//del)").strip(),
        compared.xpath("string(//ins)").strip(),
    ) == ("agrees", "mixed")
    assert "instämmer" in page(client, "/statistics").text_content()
    assert len(page(client, f"/posts/{post}/history").xpath("//tbody/tr")) == 2
    undone = client.post(f"/posts/{post}/undo", data={"revision": "2", "seen": "1"})
    assert undone.status_code == 303
    assert record(client, post, "commentary", "Bra att")["stance"] == "agrees"
    turned = {"revision": "3", "seen": "0", "number": "1"}
    assert client.post(f"/posts/{post}/turn", data=turned).status_code == 303
    assert record(client, post, "commentary", "Bra att")["stance"] == "mixed"


def test_the_digest_is_written_anew_by_a_form(client, post):
    address, fields = form(page(client, f"/posts/{post}"), "rewrite")
    assert client.post(address, data=fields).status_code == 303


def test_records_are_accepted_and_the_post_is_done_by_forms(client, post):
    item = record(client, post, "findings", "Visitors")
    answer = client.post(f"/posts/{post}/accept", data={"accept": item["id"]})
    assert answer.headers["location"] == f"/posts/{post}#f1-card"
    client.post(f"/posts/{post}/done", data={"done": "yes"})
    text = page(client, f"/posts/{post}").text_content()
    assert "Godkänt" in text
    assert "1 av" in text
    client.post(f"/posts/{post}/accept", data={"unaccept": item["id"]})
    assert client.get(f"/api/v1/posts/{post}").json()["accepted"] == []


def test_claims_are_sorted_and_filtered_by_the_server(client, post):
    def rows(**asked):
        shown = page(client, f"/posts/{post}", **asked)
        return [row.text_content() for row in shown.xpath("//div[@id='claims']//tbody/tr")]

    everything = rows()
    assert len(rows(cvoice="reader")) < len(everything)
    assert all("bibliotek" in row.lower() for row in rows(ctext="bibliotek"))
    assert all("75" in row or "fyra" in row for row in rows(cfigures="yes"))
    assert sorted(rows(corder="kind")) == sorted(everything)
    assert rows(corder="kind") != everything


def test_the_list_is_filtered_and_turned(client, post):
    for number in range(26):
        client.post("/posts", data={"text": f"Inlägg {number} om katter.", "format": "txt"})
    first = page(client, "/", q="katter")
    assert "26 inlägg" in first.text_content()
    (more,) = first.xpath("//a[@rel='next']/@href")
    second = client.get(more)
    assert second.status_code == 200
    assert len(parser.document_fromstring(second.text).xpath("//ol[@class='posts']/li")) == 1
    assert "Inget inlägg" in page(client, "/", q="elefanter").text_content()
    for odd in ({"page": "x"}, {"page": "-1"}, {"after": "soon"}, {"stance": "?"}, {"order": "x"}):
        assert client.get("/", params=odd).status_code == 200


def test_several_files_are_taken_with_progress(client):
    files = [("files", (f"{n}.txt", f"Inlägg {n}. {LIBRARY}".encode())) for n in range(3)]
    answer = client.post("/files", files=files)
    assert answer.headers["location"].startswith("/jobs/")
    wait_for(client, answer.headers["location"].rpartition("/")[2])
    text = page(client, answer.headers["location"]).text_content()
    assert "3 av 3 filer" in text
    assert len(page(client, "/").xpath("//ol[@class='posts']/li")) == 3


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_paste_says_so(client, text):
    answer = client.post("/posts", data={"text": text, "format": "auto"})
    assert answer.status_code == 422
    assert "ingen text" in answer.text


def test_a_post_is_deleted_by_a_form(client, post):
    assert client.post(f"/posts/{post}/delete").headers["location"] == "/"
    assert client.get(f"/posts/{post}").status_code == 404


def test_pages_are_in_the_language_that_is_asked_for(client, post):
    def asked(**headers):
        return parser.document_fromstring(client.get("/", headers=headers).text).get("lang")

    assert asked(**{"accept-language": "en-GB,en;q=0.9"}) == "en"
    assert asked(**{"accept-language": "de"}) == "sv"
    client.get("/language/en", params={"back": f"/posts/{post}"})
    assert asked(**{"accept-language": "sv"}) == "en"
    assert "Findings" in page(client, f"/posts/{post}").text_content()


def test_both_languages_have_the_same_words():
    tables = [
        tomllib.loads((PACKAGE / f"words_{code}.toml").read_text(encoding="utf-8"))
        for code in ("sv", "en")
    ]
    swedish, english = (
        {(table, key): value for table, rows in each.items() for key, value in rows.items()}
        for each in tables
    )
    assert swedish.keys() == english.keys()
    for key, value in swedish.items():
        assert value.strip() == value != ""
        holes = [
            {part.split("}")[0] for part in text.split("{")[1:]} for text in (value, english[key])
        ]
        assert holes[0] == holes[1], key


def test_every_word_that_a_template_names_exists(client):
    import re

    known = words("sv")
    for path in (PACKAGE / "web" / "templates").glob("*.html"):
        for name in re.findall(r'w\["([\w.]+)"\]', path.read_text(encoding="utf-8")):
            assert name in known, (path.name, name)


def test_a_page_of_ten_thousand_words_stays_below_a_megabyte(client):
    text = "\n\n".join(f"{LIBRARY.replace('Helen', f'Helen{n}')}" for n in range(110))
    assert len(text.split()) >= 9_500
    made = client.post("/posts", data={"text": text, "format": "txt"})
    assert len(client.get(made.headers["location"]).content) < 1_000_000
