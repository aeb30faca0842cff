"""From gold back to an annotation: what `making` turns into the same gold."""

from __future__ import annotations

from typing import Any

from referat.evaluate.annotation.layout import within
from referat.evaluate.annotation.locate import Json, Locator, numbered
from referat.span import Span
from referat.summary import Summary
from referat.text.cuts import find_cuts
from referat.text.words import count_words


def edit(gold: Summary) -> Json:
    """The annotation of a gold file: `make` of it gives the same gold."""
    return _Reverse(gold.model_dump(mode="json")).annotation()


class _Reverse:
    """A gold file on its way back to an annotation."""

    def __init__(self, gold: Json) -> None:
        self.gold = gold
        self.text: str = gold["text"]
        self.find = Locator(self.text)
        self.lines = numbered(self.text)
        self.blocks = [Span(item["start"], item["end"]) for item in gold["blocks"]]
        self.short: dict[str, str] = {}
        for layer, letter in (
            ("sources", "s"),
            ("findings", "f"),
            ("commentary", "c"),
            ("references", "r"),
            ("claims", "k"),
            ("comments", "m"),
        ):
            for number, item in enumerate(gold[layer], start=1):
                self.short[item["id"]] = f"{letter}{number}"

    def annotation(self) -> Json:
        """The annotation that `make` turns into this gold."""
        gold = self.gold
        known = {key: value for key, value in gold["post"].items() if value is not None}
        return {
            "post": {key: value for key, value in known.items() if key not in ("id", "origin")},
            "blocks": [
                self._block(*item) for item in zip(gold["blocks"], self.blocks, strict=True)
            ],
            "comments": [
                _without_empty(
                    {
                        "author": item["author"],
                        "published": item["published"],
                        "reply_to": int(self.short[item["reply_to"]][1:])
                        if item["reply_to"]
                        else None,
                        "by_writer": item["by_writer"],
                        "quotes_post": [
                            self._spec(quote, Span(item["start"], item["end"]))
                            for quote in item["quotes_post"]
                        ],
                    }
                )
                for item in gold["comments"]
            ],
            "sources": [
                _without_empty(
                    {"key": self.short[item["id"]]}
                    | {key: value for key, value in item.items() if key not in ("id", "mentions")}
                    | {"mentions": [self._listed(place) for place in item["mentions"]]}
                )
                for item in gold["sources"]
            ],
            "findings": [self._finding(item) for item in gold["findings"]],
            "commentary": [self._commentary(item) for item in gold["commentary"]],
            "references": [
                self._placed(item)
                | _without_empty({"source": self.short.get(item["source"] or "")})
                for item in gold["references"]
            ],
            "claims": [self._claim(item) for item in gold["claims"]],
            "summary": {
                "headline": {
                    code: self._sentence(gold["summary"]["headline"][code]) for code in ("sv", "en")
                },
                "sv": [self._sentence(item) for item in gold["summary"]["sv"]],
                "en": [self._sentence(item) for item in gold["summary"]["en"]],
            },
            "warnings": [self._warning(item) for item in gold["warnings"]],
        }

    def _block(self, item: Json, span: Span) -> Json:
        inside = [number for number, line in self.lines if line.overlaps(span)]
        said: Json = {"lines": inside[0] if len(inside) == 1 else [inside[0], inside[-1]]}
        whole = dict(self.lines)
        if (whole[inside[0]].start, whole[inside[-1]].end) != span:
            # The block is not whole lines: a lead outside it, or two blocks in a line.
            said |= {"text": span.of(self.text), "nth": 0}
        runs = [run for run in self.gold["runs"] if within(run, span)]
        words: dict[str, int] = {}
        for run in runs:
            count = count_words(self.text, run["start"], run["end"])
            words[run["language"]] = words.get(run["language"], 0) + count
        plain = [run for run in runs if run["kind"] == "text"]
        main = item["language"] if item["language"] != "und" else "sv"
        if plain and all(run["language"] != main for run in plain):
            main = plain[0]["language"]
        for run in plain:
            # White space between two languages belongs to the block's own.
            stretch = self.text[run["start"] : run["end"]]
            if stretch != stretch.strip():
                main = run["language"]
        kinds = {run["kind"] for run in runs}
        said |= {"kind": item["kind"], "section": item["section"], "lang": main}
        if len(runs) == 1 and kinds not in ({"text"}, {"finding"}):
            said["run"] = runs[0]["kind"]
        elif len(runs) > 1:
            said["runs"] = [
                [
                    *self._listed(run, span)[:1],
                    run["kind"],
                    run["language"],
                    *self._listed(run, span)[1:],
                ]
                for run in runs
                if run["language"] != main
            ]
        if item["comment"]:
            said["comment"] = int(self.short[item["comment"]][1:])
        return said

    def _listed(self, item: Json, scope: Span | None = None) -> list[Any]:
        """A string and which of its places is meant."""
        span = Span(item["start"], item["end"])
        scope = scope or Span(0, len(self.text))
        words = span.of(self.text)
        places = self.find.all(words, scope)
        return [words, places.index(span)]

    def _spec(self, item: Json, scope: Span) -> str | list[Any]:
        words, nth = self._listed(item, scope)
        return words if len(self.find.all(words, scope)) == 1 else [words, nth]

    def _placed(self, item: Json) -> Json:
        """Key, line and text of a record."""
        span = Span(item["start"], item["end"])
        block = next((block for block in self.blocks if block.holds(span)), None)
        assert block is not None
        line = next(number for number, place in self.lines if place.overlaps(block))
        said: Json = {"key": self.short[item["id"]], "line": line}
        # A line that holds several blocks is searched as a whole.
        places = [other for other in self.blocks if other.overlaps(dict(self.lines)[line])]
        scope = Span(places[0].start, places[-1].end)
        words, nth = self._listed(item, scope)
        said["text"] = words
        if nth or len(self.find.all(words, scope)) > 1:
            said["nth"] = nth
        return said

    def _finding(self, item: Json) -> Json:
        said = self._placed(item) | {"lang": item["language"], "marking": item["marking"]}
        if item["speaker"]:
            said |= {
                "speaker": item["speaker"]["name"],
                "speaker_at": self._listed(item["speaker"]),
            }
        cuts = [Span(cut["start"], cut["end"]) for cut in item["cuts"]]
        span = Span(item["start"], item["end"])
        if tuple(cuts) != find_cuts(self.text, *span):
            said["cuts"] = [self._spec(cut, span) for cut in item["cuts"]]
        links = {key: self.short.get(item[key] or "") for key in ("source", "continues")}
        return said | _without_empty(links)

    def _commentary(self, item: Json) -> Json:
        span = Span(item["start"], item["end"])
        block = next(
            (
                record
                for record, place in zip(self.gold["blocks"], self.blocks, strict=True)
                if place.holds(span)
            ),
            None,
        )
        said = self._placed(item) | {
            "lang": item["language"],
            "about": [self.short[key] for key in item["about"]],
            "stance": item["stance"],
            "cues": [self._spec(cue, span) for cue in item["cues"]],
        }
        if block is not None and block["role"] == "finding":
            said["attribution"] = True
        return said

    def _claim(self, item: Json) -> Json:
        holder = item["finding"] or item["commentary"]
        records = (*self.gold["findings"], *self.gold["commentary"])
        place = next((Span(r["start"], r["end"]) for r in records if r["id"] == holder), None)
        span = Span(item["start"], item["end"])
        said: Json = {"key": self.short[item["id"]]}
        if place is not None and place.holds(span):
            words, nth = self._listed(item, place)
            said |= {"in": self.short[holder], "text": words, "nth": nth}
        else:
            said |= self._placed(item)
        by = dict(item["by"])
        by["source"] = self.short.get(by["source"] or "")
        said |= {
            "lang": item["language"],
            "kind": item["kind"],
            "by": by,
            "negated": item["negated"],
            "certainty": item["certainty"],
            "cues": [self._spec(cue, span) for cue in item["cues"]],
            "quantities": [self._quantity(entry, span) for entry in item["quantities"]],
            "parts": [self._spec(part, span) for part in item["parts"]],
            "salience": item["salience"],
        }
        return said

    def _quantity(self, item: Json, claim: Span) -> list[Any]:
        words = item["text"]
        block = next(block for block in self.blocks if block.holds(claim))
        for scope in (claim, block, Span(0, len(self.text))):
            places = self.find.all(words, scope)
            if places:
                at = places.index(Span(item["start"], item["end"]))
                return [words, item["value"], item["unit"], at]
        raise AssertionError(words)

    def _warning(self, item: Json) -> Json:
        said = {"code": item["code"], "message": item["message"]}
        if item["text"]:
            said["text"], said["nth"] = self._listed(item)
        return said

    def _sentence(self, item: Json | None) -> list[Any] | None:
        if item is None:
            return None
        return [item["text"], [self.short[key] for key in item["evidence"]], item["voice"]]


def _without_empty(item: Json) -> Json:
    return {key: value for key, value in item.items() if value not in (None, [], False)}
