"""The page: self-contained, whole, every link leads somewhere, whatever the post holds."""

import re
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser
from writers import factory

from referat.writers import html

_FURNITURE = "//*[contains(@class,'tag') or @class='number' or @class='back']"


def page(language: str = "sv", **changes: Any) -> Any:
    return parser.document_fromstring(html.write(factory.summary(**changes), language))


def shown_text(document: Any) -> str:
    """The post's words as the page shows them, without labels and white space."""
    post = document.get_element_by_id("text")
    for extra in post.xpath(f"{_FURNITURE[2:]} | h2 | ul | article/header".replace("*[", ".//*[")):
        extra.drop_tree()
    return "".join(post.text_content().split())


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_link_within_the_page_leads_somewhere(language: str) -> None:
    document = page(language)
    ids = Counter(document.xpath("//@id"))
    assert max(ids.values()) == 1
    targets = [link[1:] for link in document.xpath("//a/@href") if link.startswith("#")]
    assert len(targets) > 30
    assert [target for target in targets if target not in ids] == []


def test_sentences_lead_to_evidence_and_back() -> None:
    document = page()
    first = document.get_element_by_id("sv1")
    assert first.xpath(".//a/@href") == ["#f1", "#p1", "#s1"]
    assert "#sv1" in document.get_element_by_id("f1").xpath(".//a/@href")
    assert document.xpath("//*[@id='f2-card']//*[@class='uses']/a/@href") == ["#sv2"]


def test_nothing_is_fetched_and_nothing_runs() -> None:
    written = html.write(factory.summary(), "sv")
    assert "default-src 'none'; style-src 'unsafe-inline'" in written
    assert not re.search(r"<(script|link|img|iframe|object|form|base)\b|@import|url\(", written)
    outside = [x for x in parser.document_fromstring(written).xpath("//@src | //@href")
               if not x.startswith("#")]  # fmt: skip
    assert outside == ["https://blogg.example/moten?a=1&b=2", "https://norrfold.example/mf"]


def test_the_whole_text_is_shown_in_order() -> None:
    assert shown_text(page()) == "".join(factory.TEXT.split())


def test_findings_commentary_claims_and_languages_are_marked() -> None:
    document = page()
    finding = document.get_element_by_id("f3")
    assert finding.get("class") == "finding"
    assert finding.getparent().get("id") == "k3"
    assert finding.xpath("./span/@lang") == ["en"]
    assert document.xpath("//span[contains(@class,'cue mixed')]/text()") == [
        "ord som visar hållningen", "inte så säker på", "rätt tänkt",
    ]  # fmt: skip
    assert document.get_element_by_id("p1").getparent().get("id") == "f1"
    assert document.xpath("//div[contains(@class,'as-finding')]/@lang") == ["en", "en"]


def test_a_comment_shows_who_answers_whom() -> None:
    second = page().get_element_by_id("c2")
    assert second.get("class") == "comment depth1"
    assert "skribenten svarar · svar på inlägg 1" in second.text_content()


def test_the_claims_say_who_and_how_sure() -> None:
    row = page().get_element_by_id("p3-card")
    cells = [" ".join(cell.text_content().split()) for cell in row.xpath("./td")]
    assert cells == ["Chatten är nog inte lösningen", "omdöme", "skribenten", "nekatgarderat", ""]


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    sources = [{**factory.data()["sources"][0], "url": "javascript:alert(1)"}]
    assert "javascript" not in html.write(factory.summary(sources=sources), "sv")


def test_a_post_cannot_leave_its_place() -> None:
    evil = "</style></title><script>alert(1)</script><!-- \x00 & ' \" ]]>"
    document = parser.document_fromstring(html.write(factory.bare(evil, title=evil), "en"))
    assert document.xpath("//script") == []
    assert document.xpath("//title/text()") == [evil.replace("\x00", "␀")]
    assert shown_text(document) == "".join(evil.replace("\x00", "␀").split())


def spans_of(numbers: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    pairs = [(a % length, b % length) for a, b in numbers]
    return [(min(pair), max(pair) + 1) for pair in pairs]


def claim(number: int, text: str, start: int, end: int) -> dict[str, Any]:
    return {
        "start": start, "end": end, "text": text[start:end], "id": f"claim-{number}",
        "language": "sv", "kind": "result", "by": {"voice": "author"}, "negated": False,
        "certainty": "asserted", "salience": 0.1,
    }  # fmt: skip


def commentary(number: int, text: str, start: int, end: int) -> dict[str, Any]:
    return {
        "start": start, "end": end, "text": text[start:end], "id": f"commentary-{number}",
        "own": [], "language": "sv", "voice": "author", "stance": "agrees",
        "cues": [{"start": start, "end": end, "text": text[start:end]}],
    }  # fmt: skip


_pairs = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=8)


@given(_pairs, _pairs, st.lists(st.integers(1, 38), max_size=4, unique=True))
def test_spans_that_cross_anyhow_give_whole_elements(
    claims: list[tuple[int, int]], comments: list[tuple[int, int]], cuts: list[int]
) -> None:
    text = "abcdefghij klmnopqrst uvwxyzåäö 12345678"
    edges = [0, *sorted(cuts), len(text)]
    blocks = [
        {"start": a, "end": b, "kind": "paragraph", "section": "post", "language": "sv",
         "confidence": 1, "role": "commentary"}
        for a, b in pairwise(edges)
    ]  # fmt: skip
    summary = factory.bare(
        text,
        blocks=blocks,
        claims=[claim(i, text, *at) for i, at in enumerate(spans_of(claims, len(text)))],
        commentary=[commentary(i, text, *at) for i, at in enumerate(spans_of(comments, len(text)))],
    )
    written = html.write(summary, "sv")
    marked = written[written.index('id="text"') : written.index('class="details"')]
    depth = 0
    for tag in re.findall(r"<(/?)(?:span|p|div|section)\b", marked):
        depth += -1 if tag else 1
        assert depth >= -1
    ids = Counter(parser.document_fromstring(written).xpath("//@id"))
    assert max(ids.values()) == 1
    assert {f"p{i + 1}" for i in range(len(claims))} <= set(ids)
    assert shown_text(parser.document_fromstring(written)) == "".join(text.split())


def test_ten_thousand_nested_spans_do_not_nest_elements() -> None:
    text = "x" * 20_000
    claims = [claim(i, "", i, 20_000 - i) for i in range(10_000)]
    written = html.write(factory.bare(text, claims=claims), "sv")
    post = written[written.index('id="text"') : written.index('class="details"')]
    deepest = depth = 0
    for closing in re.findall(r"<(/?)span\b", post):
        depth += -1 if closing else 1
        deepest = max(deepest, depth)
    assert deepest <= 4
    assert len(post) < 400 * 20_000


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1])
def test_colours_have_the_contrast_of_wcag_aa(scheme: int) -> None:
    style = html.style()
    root = style.split(":root {")[1 + scheme].split("}")[0]
    colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", root))
    backgrounds = ("paper", "panel", "finding", "target")
    for ink in ("ink", "muted", "link", "agrees", "disagrees", "mixed", "claim"):
        for behind in backgrounds:
            light, dark = sorted(
                (_luminance(colours[ink]), _luminance(colours[behind])), reverse=True
            )
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (scheme, ink, behind)
