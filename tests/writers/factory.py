"""A `Summary` built by hand with every kind of record in it, for the tests of the writers."""

from __future__ import annotations

from typing import Any

from referat.summary import Summary

TITLE = "Trender: Färre möten, mer skärm"
INTRO = (
    "Rapporten ”Meeting Futures” från Norrfold Institute är här. Lena Wikdahl, som skrev den, "
    "har frågat 1 204 chefer."
)
F1 = "Meetings have not become shorter over the last 12 months (…) and 46 percent want fewer."
F2 = "New worries appear: silent rooms, endless chat threads, and people who never meet."
AGREE = "Bra! Det här har vi väntat på. 🙂"
MIXED_A = "Jag är inte så säker på att "
F3 = "silence will be the new normal"
MIXED_B = ", som Wikdahl skriver. Men i grunden är det rätt tänkt."
CHROME = "2 kommentarer"
C1 = "Färre möten är bra, men שלום till alla som tror att chatten är bättre."
C2 = "Tack! Chatten är nog inte lösningen, nej."
LINE = "Meeting Futures 2012 (pdf)"
TAIL = "%d"
TEXT = "\n\n".join(
    (
        TITLE,
        INTRO,
        F1,
        F2,
        AGREE,
        f"{MIXED_A}”{F3}”{MIXED_B}",
        LINE,
        CHROME,
        f"1. {C1}",
        f"  1. {C2}",
        TAIL,
    )
)


def at(words: str, after: int = 0) -> dict[str, Any]:
    """The span of ``words`` in the text, as a record's fields."""
    start = TEXT.index(words, after)
    return {"start": start, "end": start + len(words), "text": words}


def place(words: str) -> dict[str, Any]:
    """A span without its checksum."""
    return {key: value for key, value in at(words).items() if key != "text"}


MIXED = f"{MIXED_A}”{F3}”{MIXED_B}"


def _block(
    words: str, kind: str, section: str, role: str, language: str = "sv", **more: Any
) -> Any:
    sure = {"language": language, "confidence": 0.9}
    return {**place(words), "kind": kind, "section": section, "role": role, **sure, **more}


def _finding(number: int, words: str, marking: str, **more: Any) -> Any:
    outer = at(f"”{words}”") if marking == "marks" else at(words)
    speaker = {"name": "Lena Wikdahl", **at("Lena Wikdahl")}
    return {
        **at(words), "id": f"finding-{number}", "language": "en", "marking": marking,
        "outer": outer, "speaker": speaker, "source": "source-1", "confidence": 0.8, **more,
    }  # fmt: skip


def _claim(number: int, words: str, voice: str, **more: Any) -> Any:
    by = {"voice": voice, "name": "Lena Wikdahl" if voice == "source" else None}
    if voice == "source":
        by["source"] = "source-1"
    return {
        **at(words), "id": f"claim-{number}", "language": "en", "kind": "result", "by": by,
        "negated": False, "certainty": "asserted", "salience": 0.5, **more,
    }  # fmt: skip


def data() -> dict[str, Any]:
    """The summary as plain data, for a test to change before it is validated."""
    runs = [
        {**place(words), "language": code, "confidence": 1.0, "kind": kind}
        for words, code, kind in (
            (TITLE, "sv", "text"), (INTRO, "sv", "text"), (F1, "en", "finding"),
            (F2, "en", "finding"), (AGREE, "sv", "text"), (f"{MIXED_A}”", "sv", "text"),
            (F3, "en", "finding"), (f"”{MIXED_B}", "sv", "text"), (LINE, "en", "title"),
            (CHROME, "sv", "text"),
            (C1, "sv", "text"), (C2, "sv", "text"), (TAIL, "und", "text"),
        )
    ]  # fmt: skip
    quantities = [
        {**at("12 months"), "value": 12.0, "unit": "month"},
        {**at("46 percent"), "value": 46.0, "unit": "percent"},
    ]
    return {
        "post": {
            "id": "fa3b", "origin": "poster/moten.txt", "title": TITLE, "author": "Petra Ek",
            "published": "2012-05-03T14:02:00", "url": "https://blogg.example/moten?a=1&b=2",
            "site": "Kontorsbloggen",
        },
        "text": TEXT,
        "blocks": [
            _block(TITLE, "title", "post", "heading"),
            _block(INTRO, "paragraph", "post", "commentary"),
            _block(F1, "paragraph", "post", "finding", "en"),
            _block(F2, "blockquote", "post", "finding", "en"),
            _block(AGREE, "paragraph", "post", "commentary"),
            _block(MIXED, "paragraph", "post", "commentary"),
            _block(LINE, "paragraph", "post", "reference", "en"),
            _block(CHROME, "paragraph", "chrome", "chrome"),
            _block(C1, "list_item", "comments", "comment", comment="comment-1"),
            _block(C2, "list_item", "comments", "comment", comment="comment-2"),
            _block(TAIL, "paragraph", "chrome", "chrome", "und"),
        ],
        "runs": runs,
        "comments": [
            {"id": "comment-1", "author": "Åke <b>Ö</b>", "published": "2012-05-04", **place(C1),
             "quotes_post": [at("Färre möten", TEXT.index(C1))]},
            {"id": "comment-2", "author": "Petra Ek", "reply_to": "comment-1", "depth": 1,
             **place(C2), "by_writer": True},
        ],
        "sources": [
            {"id": "source-1", "title": "Meeting Futures", "kind": "report",
             "people": ["Lena Wikdahl"], "organisation": "Norrfold Institute", "year": 2012,
             "url": "https://norrfold.example/mf", "mentions": [at("Meeting Futures")]},
        ],
        "findings": [
            _finding(1, F1, "language", cuts=[at("(…)")]),
            _finding(2, F2, "blockquote"),
            _finding(3, F3, "marks", continues="finding-2"),
        ],
        "commentary": [
            {**at(INTRO), "id": "commentary-1", "own": [at(INTRO)], "language": "sv",
             "voice": "author", "about": ["finding-1"], "stance": "neutral"},
            {**at(AGREE), "id": "commentary-2", "own": [at(AGREE)], "language": "sv",
             "voice": "author", "about": ["finding-2"], "stance": "agrees", "cues": [at("Bra!")]},
            {**at(MIXED), "id": "commentary-3", "own": [at(f"{MIXED_A}”"), at(f"”{MIXED_B}")],
             "language": "sv", "voice": "author", "about": ["finding-3"], "stance": "mixed",
             "cues": [at("inte så säker på"), at("rätt tänkt")]},
            {**at(C1), "id": "commentary-4", "own": [at(C1)], "language": "sv", "voice": "reader",
             "comment": "comment-1", "about": ["commentary-2"], "stance": "disagrees"},
        ],
        "references": [{**at(LINE), "id": "reference-1", "source": "source-1"}],
        "claims": [
            _claim(1, F1, "source", finding="finding-1", negated=True, quantities=quantities),
            _claim(2, F2, "source", finding="finding-2", kind="concern",
                   parts=[at("silent rooms"), at("endless chat threads")]),
            _claim(3, "Chatten är nog inte lösningen", "author", commentary="commentary-3",
                   kind="judgement", certainty="hedged", language="sv", negated=True),
        ],
        "summary": {
            "headline": {
                "sv": {"text": "Mötena har inte blivit kortare", "evidence": ["finding-1"],
                       "voice": "source"},
                "en": {"text": "Meetings have not become shorter", "evidence": ["finding-1"],
                       "voice": "source"},
            },
            "sv": [
                {"text": "Lena Wikdahl skriver i rapporten Meeting Futures att ”Meetings have not "
                         "become shorter over the last 12 months”.",
                 "evidence": ["finding-1", "claim-1", "source-1"], "voice": "source"},
                {"text": "Skribenten instämmer i oron för tysta rum.",
                 "evidence": ["commentary-2", "finding-2"], "voice": "author"},
            ],
            "en": [
                {"text": "Lena Wikdahl reports that meetings have not become shorter.",
                 "evidence": ["finding-1", "claim-1"], "voice": "source"},
                {"text": "A reader objects.", "evidence": ["comment-1", "reference-1"],
                 "voice": "reader"},
            ],
        },
        "mix": {"tokens": {"sv": 52, "en": 34}, "share": {"sv": 0.6047, "en": 0.3953},
                "switch_points": 6},
        "provenance": {"referat": "0.1.0", "settings": "0123456789abcdef", "stages": [
            {"stage": "blocks", "version": "1"},
            {"stage": "language", "model": "x", "version": "2"},
        ]},
        "warnings": [
            {"code": "comment_count", "message": "the page speaks of 2 comments <here>"},
        ],
    }  # fmt: skip


def summary(**changes: Any) -> Summary:
    """The summary, with whole fields changed."""
    return Summary.model_validate({**data(), **changes})


def bare(text: str, title: str | None = None, **layers: Any) -> Summary:
    """A summary of ``text`` that holds nothing but the layers given."""
    empty: dict[str, Any] = {
        "post": {"id": "0", "title": title},
        "text": text,
        **{
            name: []
            for name in (
                "blocks", "runs", "comments", "sources", "findings", "commentary", "references",
                "claims", "warnings",
            )
        },
        "summary": {"headline": {}},
        "mix": {"tokens": {}, "share": {}, "switch_points": 0},
        "provenance": {"referat": "0.1.0", "settings": "0" * 16, "stages": []},
    }  # fmt: skip
    return Summary.model_validate({**empty, **layers})
