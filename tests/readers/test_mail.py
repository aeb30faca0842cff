"""Mail: single messages and mailboxes."""

from __future__ import annotations

import gzip
import io
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.errors import EmptyInputError, InputError
from referat.post import Post
from referat.readers import Rejected, read
from referat.readers.base import Source
from referat.readers.mail import MailReader, MboxReader
from referat.settings import load_settings
from referat.stages.blocks import Blocks

SETTINGS = load_settings().input
OPENING = b"From bo@a.se Thu May  3 14:02:00 2012\n"
PLAIN = """Köket som ingen städar

En ny rapport om delade kök på kontor har kommit, och den bekräftar det mesta.

> Shared kitchens have not become cleaner in ten years.

Det stämmer på pricken hos oss.

2 kommentarer

Bosse Ström, 4 maj 2012
Hos oss är det precis tvärtom, faktiskt.

Anna Ek, 5 maj 2012
Då får du gärna berätta hur ni gör!
"""
PAGE = (
    "<html><body><h1>Köket</h1><p>En ny rapport har kommit, och den bekräftar det mesta vi anat "
    "om kök.</p><blockquote>Shared kitchens have not become cleaner.</blockquote></body></html>"
)


def newsletter(html: bool = True) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Åsa Öst-Lind <asa@brev.se>"
    message["To"] = "alla@brev.se"
    message["Subject"] = "Köket som ingen städar – igen"
    message["Date"] = "Thu, 03 May 2012 14:02:00 +0200"
    message["Message-ID"] = "<brev-17@brev.se>"
    message["List-Id"] = "Kontorsbrevet <kontor.brev.se>"
    message.set_content(PLAIN)
    if html:
        message.add_alternative(PAGE, subtype="html")
    return message


def parsed(data: bytes, name: str = "brev") -> Post:
    (post,) = read(name, SETTINGS, data)
    return post


def raw(body: bytes, *headers: str) -> bytes:
    lines = ["From: Bo <bo@a.se>", "Subject: Brev", "MIME-Version: 1.0", *headers]
    return "\n".join(lines).encode() + b"\n\n" + body


def test_the_html_of_a_newsletter_is_read_and_its_headers_told() -> None:
    post = parsed(newsletter().as_bytes())
    assert [block.kind.value for block in post.blocks or ()] == ["title", "paragraph", "blockquote"]
    meta = post.meta
    assert (meta.title, meta.author) == ("Köket som ingen städar – igen", "Åsa Öst-Lind")
    assert (meta.published, meta.site) == ("2012-05-03T14:02:00+02:00", "Kontorsbrevet")
    assert (meta.id, meta.origin) == ("brev-17@brev.se", "brev")
    assert not post.warnings


def test_plain_mail_is_left_to_the_blocks_stage() -> None:
    post = parsed(newsletter(html=False).as_bytes())
    assert post.text == PLAIN
    told = Blocks()(post)
    assert [each.author for each in told.comments] == ["Bosse Ström", "Anna Ek"]
    quoted = [block for block in told.blocks or () if block.kind == "blockquote"]
    assert [block.span.of(post.text) for block in quoted] == [
        "Shared kitchens have not become cleaner in ten years."
    ]


def test_a_page_without_words_gives_way_to_the_plain_text() -> None:
    message = newsletter(html=False)
    message.add_alternative("<html><body><img src='a.png'></body></html>", subtype="html")
    assert parsed(message.as_bytes()).text == PLAIN


def test_attachments_and_forwarded_messages_are_named_in_a_warning() -> None:
    message = newsletter()
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="å.pdf")
    message.add_attachment("<p>Annat</p>", subtype="html", filename="b.html")
    message.add_attachment(newsletter())
    (warning,) = parsed(message.as_bytes()).warnings
    assert warning.code == "attachments_left_out"
    assert warning.message.endswith("å.pdf, b.html, a forwarded message")


def test_a_forwarded_message_is_read_where_the_mail_has_no_words_of_its_own() -> None:
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "Bo <bo@a.se>", "VB: brevet"
    outer.add_attachment(newsletter(html=False))
    post = parsed(outer.as_bytes())
    assert (post.text, post.meta.author) == (PLAIN, "Åsa Öst-Lind")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Hallå där".encode(), "Content-Type: text/plain; charset=iso-8859-1"),
        ("Hallå där".encode("cp1252"), "Content-Type: text/plain; charset=utf-8"),
        ("Hallå där".encode("cp1252"), "Content-Type: text/plain; charset=us-ascii"),
        ("Hallå där".encode("mac_roman"), "Content-Type: text/plain; charset=macintosh"),
        ("Hallå där".encode("utf-16-le"), "Content-Type: text/plain; charset=utf-16-le"),
        ("Hallå där".encode(), "Content-Type: text/plain; charset=finns-inte"),
        ("Hallå där".encode(), "Content-Type: text/plain; charset=punycode"),
        ("Hallå där".encode(), "X-Ingen: typ"),
    ],
)
def test_wrong_and_missing_encodings_are_seen_through(body: bytes, said: str) -> None:
    assert parsed(raw(body, said)).text == "Hallå där"


def test_quoted_printable_and_base64_are_undone() -> None:
    quoted = "Content-Transfer-Encoding: quoted-printable"
    assert parsed(raw(b"Hall=C3=A5 d=C3=A4=\nr", quoted)).text == "Hallå där"
    assert parsed(raw(b"SGFsbMOl", "Content-Transfer-Encoding: base64")).text == "Hallå"


def test_headers_that_are_broken_are_kept_as_words() -> None:
    post = parsed(
        b"From: =?utf-8?b?!!?= <a@b>\nSubject: =?finns-inte?q?H=E5?= \xe5\n"
        b"Date: i torsdags\nMessage-ID: 17\n\nOrd"
    )
    assert post.text == "Ord"
    assert (post.meta.published, post.meta.id) == (None, "17")
    assert "å" in (post.meta.title or "")


def test_an_encoding_with_a_nul_in_its_name_is_unknown() -> None:
    post = parsed(
        b"From: a@b.se\nSubject: =?a\x00b?q?K=F6ket?=\nMessage-ID: <1@b>\n"
        b'Content-Type: text/plain; charset="a\x00b"\n\nOrd'
    )
    assert (post.text, post.meta.title) == ("Ord", "Köket")


@pytest.mark.parametrize(
    ("head", "is_mail"),
    [
        (b"Return-Path: <a@b>\nReceived: from x\n by y\nSubject: z\n\nOrd", True),
        (b"From: a\r\nSubject: b\r\n\r\nOrd", True),
        (b"Subject: b\nTo: c\n\nOrd", False),
        (b"From: a\n\nOrd", False),
        (b"From: a\nEn rad\nSubject: b\n\nOrd", False),
        ("Från: Anna\nÄmne: köket\n\nOrd".encode(), False),
        (b"Title: a\nDate: 2012-05-03\n\nOrd", False),
    ],
)
def test_mail_is_known_by_its_headers(head: bytes, is_mail: bool) -> None:
    assert bool(MailReader().recognises(head, "")) is is_mail
    assert bool(MboxReader().recognises(head, "")) is False


def box(*bodies: bytes) -> bytes:
    return b"\n".join(OPENING + body + b"\n" for body in bodies)


def test_a_mailbox_gives_a_post_for_each_message() -> None:
    rejected: list[Rejected] = []
    data = box(
        raw(b"Ett\n\n>From en granne\n\nFrom oss alla"),
        raw(b""),
        newsletter().as_bytes(),
        raw(b"\x00\x01\x02\x03" * 50),
    )
    posts = list(read("låda", SETTINGS, data, rejected=rejected.append))
    assert [post.meta.origin for post in posts] == ["låda!1", "låda!3"]
    assert posts[0].text.startswith("Ett\n\nFrom en granne\n\nFrom oss alla")
    assert [(each.place, each.reason) for each in rejected] == [
        ("message 2", "it is empty"),
        ("message 4", "its text is binary data"),
    ]
    for each in rejected:
        assert data[each.offset or 0 :].startswith(OPENING)


def test_a_mailbox_is_read_from_a_stream_that_cannot_go_back() -> None:
    posts = list(read("låda.mbox.gz", SETTINGS, gzip.compress(box(raw(b"Ett"), raw(b"Tva")))))
    assert [post.text.strip() for post in posts] == ["Ett", "Tva"]


def test_a_message_over_the_limit_is_rejected_and_not_kept() -> None:
    small = load_settings(changes={"input": {"max_bytes": 300}}).input
    rejected: list[Rejected] = []
    data = box(raw(b"x" * 200_000), raw(b"Ord"))
    posts = list(read("låda", small, data, rejected=rejected.append))
    assert [post.text.strip() for post in posts] == ["Ord"]
    assert [each.reason for each in rejected] == ["it is larger than 300 bytes"]


def test_a_mailbox_is_read_one_message_at_a_time() -> None:
    class Counting(io.BytesIO):
        lines = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            self.lines += 1
            return super().readline(size)

    stream = Counting(box(*[raw(b"Ord")] * 1000))
    posts = MboxReader().read(Source("låda", SETTINGS, opener=lambda: stream))
    next(posts)
    assert stream.lines < 20


def test_parts_nested_deep_are_refused() -> None:
    deep = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(10_000)
    )
    with pytest.raises(InputError, match="too many parts"):
        parsed(b"From: a\nSubject: b\n" + deep + b"\n\nOrd")
    inside = b"Content-Type: message/rfc822\n\nFrom: a\n" * 10_000
    with pytest.raises(InputError, match="too many parts"):
        parsed(b"From: a\nSubject: b\n" + inside)


def test_a_header_beyond_all_measure_is_refused() -> None:
    for header in (
        'Content-Type: text/plain; x="' + ';"' * 50_000,
        "content-type: a\n " + "b" * 9000,
    ):
        with pytest.raises(InputError, match="beyond all measure"):
            parsed(raw(b"Ord", header))


def test_a_message_cut_anywhere_is_read_or_refused() -> None:
    message = newsletter()
    message.add_attachment(newsletter())
    data = message.as_bytes()
    for cut in range(100, len(data), 97):
        try:
            parsed(data[:cut])
        except InputError:
            continue


def test_a_message_without_text_is_empty() -> None:
    with pytest.raises(EmptyInputError):
        parsed(raw(b"GIF89a", "Content-Type: image/gif"))


@given(st.binary(max_size=300), st.sampled_from(["", "text/html", "multipart/mixed; boundary=a"]))
def test_any_bytes_below_headers_are_read_or_refused(body: bytes, kind: str) -> None:
    try:
        (post,) = read("brev", SETTINGS, raw(body, *([f"Content-Type: {kind}"] if kind else [])))
    except InputError:
        return
    post.text.encode("utf-8")


@given(st.binary(max_size=120))
def test_any_bytes_in_headers_are_read_or_refused(data: bytes) -> None:
    said = data.replace(b"\n", b" ").replace(b"\r", b" ")
    head = b"From: " + said + b"\nSubject: =?utf-8?q?" + said + b"?=\nMessage-ID: <" + said + b">\n"
    source = Source("brev", SETTINGS, data=head + b"Date: " + said + b"\n\nOrd")
    for post in MailReader().read(source):
        str(post.meta).encode("utf-8")
