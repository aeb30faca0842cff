"""From an annotation to gold: offsets found, ids given, everything derivable derived."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from referat.evaluate.annotation.layout import LEAD, Layout, Unit
from referat.evaluate.annotation.locate import EXCERPT, AnnotationError, Json
from referat.mix import language_mix
from referat.post import Block, BlockKind, Post, Run, Section
from referat.promises import broken
from referat.readers import read
from referat.settings import InputSettings
from referat.span import Span, subtract, trim
from referat.summary import Summary
from referat.text.cuts import find_cuts
from referat.text.quotes import MARKS

PROVENANCE = {"referat": "gold", "settings": "0" * 16, "stages": []}


def make(annotation: Json, post: Path, settings: InputSettings) -> Summary:
    """The gold of a post, from its annotation.

    Raises:
        AnnotationError: the annotation does not fit the post, or breaks a promise of the contract;
            the message has a line for each.
    """
    (read_post,) = read(post, settings)
    try:
        gold = Summary.model_validate(_Maker(read_post, annotation).make(post.stem, post.name))
    except KeyError as error:
        raise AnnotationError(f"the field {error} is missing") from error
    except ValidationError as error:
        raise AnnotationError(str(error)) from error
    problems = broken(gold)
    if problems:
        raise AnnotationError("\n".join(problems))
    return gold


class _Maker:
    """One annotation on its way to a gold file."""

    def __init__(self, post: Post, annotation: Json) -> None:
        self.text = post.text
        self.said = annotation
        self.layout = Layout(post.text, annotation)
        self.find = self.layout.find
        self.whole = self.layout.whole
        self.ids: dict[str, str] = {}

    def make(self, name: str, origin: str) -> Json:
        """The gold as JSON objects."""
        comments = self._comments()
        findings = self._findings(comments)
        references = self._references()
        commentary = self._commentary(findings, references, comments)
        claims = self._claims(findings, commentary, comments)
        sources = self._sources()
        for layer, prefix in (
            (sources, "source"),
            (findings, "finding"),
            (commentary, "commentary"),
            (references, "reference"),
            (claims, "claim"),
        ):
            self._number(layer, prefix)
        self._resolve(sources, findings, commentary, references, claims)
        blocks, runs = self.layout.blocks(findings, commentary, references)
        said = self.said.get("post", {})
        gold: Json = {
            "schema_version": "1",
            "post": {"id": name, "origin": origin}
            | {key: said.get(key) for key in ("title", "author", "published", "url", "site")},
            "text": self.text,
            "blocks": blocks,
            "runs": runs,
            "comments": comments,
            "sources": sources,
            "findings": findings,
            "commentary": commentary,
            "references": references,
            "claims": claims,
            "summary": self._digest(),
            "mix": self._mix(blocks, runs),
            "provenance": PROVENANCE,
            "warnings": [self._warning(item) for item in self.said.get("warnings", [])],
        }
        return gold

    def _place(self, said: Json, where: str) -> Span:
        """The span of a record: that of its string, or the whole block of its line."""
        if "text" in said or "from" in said:
            return self.find.one(said, self.layout.scope(said), where)
        if "line" not in said:
            raise AnnotationError(f"{where}: give its line or its text")
        place = self.layout.scope(said)
        if place not in [unit.span for unit in self.layout.units]:
            raise AnnotationError(f"{where}: its line holds two blocks; give its text")
        return place

    def _span(self, span: Span) -> Json:
        return {"start": span.start, "end": span.end, "text": span.of(self.text)}

    def _comments(self) -> list[Json]:
        made: list[Json] = []
        for number, said in enumerate(self.said.get("comments", []), start=1):
            spans = [unit.span for unit in self.layout.units if unit.said.get("comment") == number]
            if not spans:
                raise AnnotationError(f"comment {number}: no block has it")
            parent = said.get("reply_to")
            made.append(
                {
                    "id": f"comment-{number}",
                    "author": said.get("author"),
                    "published": said.get("published"),
                    "reply_to": f"comment-{parent}" if parent else None,
                    "depth": made[parent - 1]["depth"] + 1 if parent else 0,
                    "start": spans[0].start,
                    "end": spans[-1].end,
                    "by_writer": bool(said.get("by_writer")),
                    "quotes_post": [
                        self._span(
                            self.find.one(
                                item, Span(spans[0].start, spans[-1].end), f"comment {number}"
                            )
                        )
                        for item in said.get("quotes_post", [])
                    ],
                }
            )
        self.ids.update({f"m{number + 1}": item["id"] for number, item in enumerate(made)})
        return made

    def _comment_at(self, span: Span, comments: list[Json]) -> str | None:
        number = self.layout.unit_of(span, "comment").said.get("comment")
        return comments[number - 1]["id"] if number else None

    # Findings, references, sources

    def _findings(self, comments: list[Json]) -> list[Json]:
        made = []
        for said in self.said.get("findings", []):
            where = f"finding {said['key']}"
            span = self._place(said, where)
            unit = self.layout.unit_of(span, where)
            speaker = None
            if said.get("speaker"):
                at = said.get("speaker_at", said["speaker"])
                at = at if isinstance(at, list | dict) else [at, 0]
                place = self.find.one(at, self.whole, f"{where}, speaker")
                speaker = self._span(place) | {"name": said["speaker"]}
            cuts = find_cuts(self.text, *span)
            if "cuts" in said:
                cuts = tuple(self.find.one(cut, span, f"{where}, cut") for cut in said["cuts"])
            made.append(
                {
                    "key": said["key"],
                    **self._span(span),
                    "language": said.get("lang", "en"),
                    "marking": said["marking"],
                    "outer": self._span(self._outer(span, said["marking"], unit)),
                    "cuts": [self._span(cut) for cut in cuts],
                    "continues": said.get("continues"),
                    "speaker": speaker,
                    "source": said.get("source"),
                    "comment": self._comment_at(span, comments),
                    "confidence": 1.0,
                }
            )
        made.sort(key=lambda item: item["start"])
        return made

    def _outer(self, span: Span, marking: str, unit: Unit) -> Span:
        """The finding with its marks, dash, ``>`` or number."""
        start, end = span
        while start > unit.span.start and self.text[start - 1] in MARKS:
            start -= 1
        while end < unit.span.end and self.text[end] in MARKS:
            end += 1
        if start == unit.span.start and marking in ("dash", "blockquote"):
            line = self.text.rfind("\n", 0, start) + 1
            lead = trim(self.text, line, start).start
            if LEAD.fullmatch(self.text, lead, start):
                start = lead
        return Span(start, end)

    def _references(self) -> list[Json]:
        made = []
        for number, said in enumerate(self.said.get("references", []), start=1):
            span = self._place(said, f"reference {said.get('key', number)}")
            made.append(
                {
                    "key": said.get("key", f"r{number}"),
                    **self._span(span),
                    "source": said.get("source"),
                }
            )
        made.sort(key=lambda item: item["start"])
        return made

    def _sources(self) -> list[Json]:
        made = []
        for said in self.said.get("sources", []):
            places: list[Span] = []
            for mention in said.get("mentions", []):
                where = f"source {said['key']}, mention"
                if isinstance(mention, str):
                    found = [
                        place
                        for place in self.find.all(mention, self.whole)
                        if not any(place.overlaps(other) for other in places)
                    ]
                    if not found:
                        raise AnnotationError(f"{where}: {mention!r} does not stand in the post")
                    places += found
                else:
                    places.append(self.find.one(mention, self.whole, where))
            made.append(
                {"key": said["key"]}
                | {key: said.get(key) for key in ("title", "kind", "organisation", "year", "url")}
                | {
                    "people": said.get("people", []),
                    "mentions": [self._span(place) for place in sorted(places)],
                }
            )
        return made

    # Commentary and claims

    def _commentary(
        self, findings: list[Json], references: list[Json], comments: list[Json]
    ) -> list[Json]:
        made = []
        holes = [Span(item["outer"]["start"], item["outer"]["end"]) for item in findings]
        holes += [Span(item["start"], item["end"]) for item in references]
        for said in self.said.get("commentary", []):
            where = f"commentary {said['key']}"
            span = self._place(said, where)
            unit = self.layout.unit_of(span, where)
            own = [trim(self.text, *piece) for piece in subtract(span, holes)]
            own = [piece for piece in own if any(c.isalnum() for c in piece.of(self.text))]
            if not own:
                raise AnnotationError(f"{where}: nothing of it is the writer's own")
            comment = self._comment_at(span, comments)
            by_writer = any(item["id"] == comment and item["by_writer"] for item in comments)
            made.append(
                {
                    "key": said["key"],
                    **self._span(span),
                    "own": [self._span(piece) for piece in own],
                    "language": said.get("lang", unit.said.get("lang", "sv")),
                    "voice": "author" if comment is None or by_writer else "reader",
                    "comment": comment,
                    "about": list(said.get("about", [])),
                    "stance": said["stance"],
                    "cues": [
                        self._span(self.find.one(cue, span, f"{where}, cue"))
                        for cue in said.get("cues", [])
                    ],
                    "attribution": bool(said.get("attribution")),
                }
            )
        made.sort(key=lambda item: item["start"])
        return made

    def _claims(
        self, findings: list[Json], commentary: list[Json], comments: list[Json]
    ) -> list[Json]:
        made = []
        for said in self.said.get("claims", []):
            where = f"claim {said['key']}"
            holder = next(
                (item for item in (*findings, *commentary) if item["key"] == said.get("in")), None
            )
            if "in" in said and holder is None:
                raise AnnotationError(f"{where}: there is no {said['in']!r}")
            scope = Span(holder["start"], holder["end"]) if holder else self.layout.scope(said)
            span = self.find.one(said, scope, where)
            unit = self.layout.unit_of(span, where)
            finding = next((item for item in findings if _holds(item, span)), None)
            comment = next((item for item in commentary if _holds(item, span)), None)
            if finding is None and comment is None:
                raise AnnotationError(
                    f"{where}: {span.of(self.text)[:EXCERPT]!r} lies in no finding or commentary"
                )
            made.append(
                {
                    "key": said["key"],
                    **self._span(span),
                    "language": said.get("lang", (finding or comment or {})["language"]),
                    "kind": said["kind"],
                    "by": self._by(said, finding, comment, comments),
                    "finding": finding["key"] if finding else None,
                    "commentary": comment["key"] if comment and not finding else None,
                    "negated": bool(said.get("negated")),
                    "certainty": said.get("certainty", "asserted"),
                    "cues": [
                        self._span(self.find.one(cue, span, f"{where}, cue"))
                        for cue in said.get("cues", [])
                    ],
                    "quantities": [
                        self._quantity(item, span, unit.span, where)
                        for item in said.get("quantities", [])
                    ],
                    "parts": [
                        self._span(self.find.one(part, span, f"{where}, part"))
                        for part in said.get("parts", [])
                    ],
                    "salience": said["salience"],
                }
            )
        made.sort(key=lambda item: (item["start"], item["end"]))
        return made

    def _by(
        self, said: Json, finding: Json | None, commentary: Json | None, comments: list[Json]
    ) -> Json:
        """Whose claim it is: said outright, or the speaker's or source's of its finding, or that of
        whoever wrote the commentary.
        """
        if "by" in said:
            key = said["by"].get("source")
            return {
                "voice": said["by"].get("voice", "source"),
                "name": said["by"].get("name", self._organisation(key)),
                "source": key,
            }
        if finding is not None:
            speaker = finding["speaker"]
            key = finding["source"]
            name = speaker["name"] if speaker else self._organisation(key)
            return {"voice": "source", "name": name, "source": key}
        assert commentary is not None
        writer = self.said.get("post", {}).get("author")
        name = writer if commentary["voice"] == "author" else None
        if commentary["voice"] == "reader":
            name = next(c["author"] for c in comments if c["id"] == commentary["comment"])
        return {"voice": commentary["voice"], "name": name, "source": None}

    def _organisation(self, key: str | None) -> str | None:
        for source in self.said.get("sources", []):
            if source["key"] == key:
                if source["kind"] in ("organisation", "person"):
                    return str(source["title"])
                organisation: str | None = source.get("organisation")
                return organisation
        return None

    def _quantity(self, said: list[Any], claim: Span, block: Span, where: str) -> Json:
        words, value, unit, *nth = said
        name = f"{where}, quantity"
        for scope in (claim, block, self.whole):
            if self.find.all(words, scope):
                place = self.find.one([words, nth[0]] if nth else words, scope, name)
                return {**self._span(place), "value": value, "unit": unit}
        raise AnnotationError(f"{name}: {words!r} does not stand in the post")

    # Ids

    def _number(self, layer: list[Json], prefix: str) -> None:
        for number, item in enumerate(layer, start=1):
            key = item.pop("key")
            if key in self.ids:
                raise AnnotationError(f"the key {key!r} is given twice")
            item["id"] = self.ids[key] = f"{prefix}-{number}"

    def _id(self, key: str | None, where: str) -> str | None:
        if key is not None and key not in self.ids:
            raise AnnotationError(f"{where}: there is no {key!r}")
        return None if key is None else self.ids[key]

    def _resolve(self, *layers: list[Json]) -> None:
        for layer in layers:
            for item in layer:
                for field in ("source", "continues", "finding", "commentary"):
                    if field in item:
                        item[field] = self._id(item[field], item["id"])
                if "about" in item:
                    item["about"] = [self._id(key, item["id"]) for key in item["about"]]
                if "by" in item:
                    item["by"]["source"] = self._id(item["by"]["source"], item["id"])

    def _digest(self) -> Json:
        said = self.said["summary"]

        def sentence(item: list[Any] | None) -> Json | None:
            if item is None:
                return None
            words, evidence, voice = item
            ids = [self._id(key, f"summary, {words[:EXCERPT]!r}") for key in evidence]
            return {"text": words, "evidence": ids, "voice": voice}

        return {
            "headline": {code: sentence(said["headline"].get(code)) for code in ("sv", "en")},
            "sv": [sentence(item) for item in said["sv"]],
            "en": [sentence(item) for item in said["en"]],
        }

    def _mix(self, blocks: list[Json], runs: list[Json]) -> Json:
        post = Post(
            self.text,
            blocks=tuple(
                Block(
                    Span(item["start"], item["end"]),
                    BlockKind(item["kind"]),
                    Section(item["section"]),
                )
                for item in blocks
            ),
            runs=tuple(
                Run(Span(item["start"], item["end"]), item["language"])
                for item in runs
                if item["language"] != "und"
            ),
        )
        mix = language_mix(post)
        return {"tokens": mix.tokens, "share": mix.share, "switch_points": mix.switch_points}

    def _warning(self, said: Json) -> Json:
        place = None
        if said.get("text"):
            place = self.find.one([said["text"], said.get("nth", 0)], self.whole, "warning")
        span = self._span(place) if place else {"start": None, "end": None, "text": None}
        return {"code": said["code"], "message": said["message"], **span}


def _holds(item: Json, span: Span) -> bool:
    return Span(item["start"], item["end"]).holds(span)
