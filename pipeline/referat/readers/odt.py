"""OpenDocument texts (.odt, .ott; ISO/IEC 26300) to posts, by lxml.

The walk goes over ``content.xml`` once (`odt_walk`). Deleted text of tracked changes and comments
in the margin are left out, the latter with a warning; footnotes and text boxes follow the
paragraph that they hang on. No entity is expanded and nothing outside the file is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from referat.errors import InputError
from referat.post import Post
from referat.readers.base import Fit, Source
from referat.readers.odt_styles import looks, numbers
from referat.readers.odt_tags import tag
from referat.readers.odt_walk import Document, OdtWalk
from referat.readers.office import Properties, damaged, unpack
from referat.text.chrome import load_chrome
from referat.text.dates import iso_date

_ODT = "an OpenDocument text"
_MARK = b"mimetypeapplication/vnd.oasis.opendocument.text"


class OdtReader:
    """Reads OpenDocument texts."""

    name = "odt"
    suffixes = (".odt", ".ott")

    def recognises(self, head: bytes, suffix: str) -> Fit:
        """By the type that the first part of the ZIP gives."""
        return Fit.CONTENT if head.startswith(b"PK\x03\x04") and _MARK in head else Fit.NONE

    def read(self, source: Source) -> Iterator[Post]:
        """One post: the document's text."""
        document = _opened(source)
        yield OdtWalk(document).post(source, document.properties)


def _opened(source: Source) -> Document:
    """The document.

    Raises:
        InputError: it is damaged or encrypted.
    """
    from lxml import etree

    parts = unpack(source, _ODT)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )

    def parsed(name: str) -> Any:
        data = parts.get(name)
        return etree.fromstring(data, parser) if data else etree.Element("none")

    try:
        manifest = parsed("META-INF/manifest.xml")
        if next(manifest.iter(tag("manifest:encryption-data")), None) is not None:
            raise InputError(
                source.origin, f"it is {_ODT} that is encrypted", "save it without a password first"
            )
        content, styles, meta = map(parsed, ("content.xml", "styles.xml", "meta.xml"))
    except etree.LxmlError as error:
        raise damaged(source, _ODT) from error
    body = next(content.iter(tag("office:text")), None)
    if body is None:
        raise damaged(source, _ODT)
    return Document(body, looks(styles, content), numbers(styles, content), _properties(meta))


def _properties(meta: Any) -> Properties:
    """What the part with the properties says; who made the document comes before who changed it."""

    def said(*names: str) -> str | None:
        for name in names:
            element = next(meta.iter(tag(name)), None)
            words = "" if element is None else " ".join("".join(element.itertext()).split())
            if words:
                return words
        return None

    created = said("meta:creation-date", "dc:date")
    return Properties(
        title=said("dc:title"),
        author=said("meta:initial-creator", "dc:creator"),
        published=iso_date(created, load_chrome().dates) if created else None,
    )
