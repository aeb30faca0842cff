"""ZIP, TAR and compressed files: members are posts, what strangers packed is not trusted."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from referat.errors import InputError, RejectedWarning, TooLargeError
from referat.readers import Rejected, read
from referat.settings import load_settings

FILES = {
    "2012/möten.txt": "Mötena blir längre. ”Meetings got longer”, skriver Ann Porter.",
    "2012/kassor.md": "# Kassor\n\n> Self-checkout saves no time.\n\nJo, för mig.",
    "b.html": "<!doctype html><title>B</title><p>Inget av detta stämmer, tror jag.</p>",
}
TEXTS = [
    "Mötena blir längre. ”Meetings got longer”, skriver Ann Porter.",
    "Kassor\n\nSelf-checkout saves no time.\n\nJo, för mig.",
    "Inget av detta stämmer, tror jag.",
]


def zipped(files: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def tarred(files: dict[str, str | bytes], links: dict[str, str] | None = None) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, target in (links or {}).items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            archive.addfile(info)
    return stream.getvalue()


def both(data: bytes, name: str = "arkiv", **changes: int) -> tuple[list[str], list[Rejected]]:
    """The texts that an archive holds, and what was rejected."""
    rejected: list[Rejected] = []
    settings = load_settings(changes={"input": changes}).input
    posts = read(name, settings, data, rejected=rejected.append)
    return [post.text for post in posts], rejected


@pytest.mark.parametrize(
    "pack",
    [
        zipped,
        lambda files: zipped(files, zipfile.ZIP_STORED),
        lambda files: zipped(files, zipfile.ZIP_LZMA),
        tarred,
        lambda files: gzip.compress(tarred(files)),
        lambda files: bz2.compress(tarred(files)),
        lambda files: lzma.compress(tarred(files)),
        lambda files: gzip.compress(zipped(files)),
    ],
)
def test_members_are_read_in_the_order_of_the_archive(
    pack: Callable[[dict[str, str | bytes]], bytes],
) -> None:
    assert both(pack({**FILES})) == (TEXTS, [])


def test_a_member_is_named_with_its_archive() -> None:
    posts = read("a.zip", data=zipped({**FILES}))
    assert [post.meta.origin for post in posts] == [f"a.zip!{name}" for name in FILES]
    inner = zipped({"inre.zip": zipped({"x.txt": "Hej hej"})})
    assert [post.meta.origin for post in read("a.zip", data=inner)] == ["a.zip!inre.zip!x.txt"]


@pytest.mark.parametrize("squeeze", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_page_keeps_its_name(squeeze: Callable[[bytes], bytes]) -> None:
    (post,) = read("rubrik.md.gz", data=squeeze(b"# Rubrik\n\n*Ja*"))
    assert (post.text, post.meta.origin) == ("Rubrik\n\nJa", "rubrik.md.gz")


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize("name", ["../ut.txt", "/etc/ut.txt", "a/../../ut.txt", "C:\\ut.txt"])
def test_a_name_that_points_out_of_the_archive_is_rejected(
    pack: Callable[[dict[str, str | bytes]], bytes], name: str
) -> None:
    texts, rejected = both(pack({name: "Onda ord.", "b.txt": "Goda ord."}))
    assert texts == ["Goda ord."]
    assert [each.reason for each in rejected] == ["its name points out of the archive"]


def test_links_are_rejected_and_not_followed() -> None:
    texts, rejected = both(tarred({"a.txt": "Hej hej"}, {"länk.txt": "/etc/hostname"}))
    assert texts == ["Hej hej"]
    assert [(each.place, each.reason) for each in rejected] == [
        ("länk.txt", "it is a link or a device")
    ]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo("länk.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/hostname")
    assert both(stream.getvalue())[1][0].reason == "it is a link"


def test_what_systems_keep_for_themselves_is_passed_over() -> None:
    files = {"__MACOSX/a.txt": "skräp", ".DS_Store": "skräp", "a.txt": "Hej hej"}
    assert both(zipped({**files})) == (["Hej hej"], [])


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_member_that_is_no_post_is_rejected(
    pack: Callable[[dict[str, str | bytes]], bytes],
) -> None:
    files: dict[str, str | bytes] = {
        "bild.png": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "tom.txt": " \n",
        "stor.txt": "ord " * 300,
        "a.txt": "Hej hej",
    }
    texts, rejected = both(pack(files), max_bytes=1000)
    assert texts == ["Hej hej"]
    assert [(each.place, each.reason) for each in rejected] == [
        ("bild.png", "it is a PNG image, not text"),
        ("tom.txt", "it is empty"),
        ("stor.txt", "it is larger than 1,000 bytes"),
    ]
    assert all(each.offset is not None for each in rejected)


@pytest.mark.parametrize("squeeze", [gzip.compress, bz2.compress, lzma.compress])
def test_a_bomb_is_refused_before_it_unpacks(squeeze: Callable[[bytes], bytes]) -> None:
    with pytest.raises(TooLargeError, match="unpacks to more than 200 times"):
        next(read("bomb.gz", data=squeeze(bytes(4_000_000))))


def test_a_bomb_in_a_zip_does_not_stop_the_rest() -> None:
    files: dict[str, str | bytes] = {"bomb.txt": b"a" * 4_000_000, "b.txt": "Hej hej"}
    texts, rejected = both(zipped(files))
    assert texts == ["Hej hej"]
    assert [each.reason for each in rejected] == ["it unpacks to more than 200 times its size"]


def test_a_compressed_bomb_in_a_zip_does_not_stop_the_rest() -> None:
    bomb = gzip.compress(b"0" * 5_000_000)
    texts, rejected = both(zipped({"a.txt": "Den första.", "b.gz": bomb, "c.txt": "Den sista."}))
    assert texts == ["Den första.", "Den sista."]
    assert [each.place for each in rejected] == ["b.gz"]
    assert "unpacks to more than" in rejected[0].reason


def test_a_compressed_file_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"En text."))
    (post,) = read(path)  # a file left open is an error here: pytest shows it as a warning
    assert post.text == "En text."


def test_archives_in_archives_are_followed_to_a_depth() -> None:
    data = zipped({"0.txt": "Hej hej"})
    for depth in range(6):
        data = zipped({f"{depth}.zip": data})
    texts, rejected = both(data)
    assert texts == []
    assert [each.reason for each in rejected] == ["archives are nested deeper than 3 levels"]
    assert both(data, max_nesting=9)[0] == ["Hej hej"]


@pytest.mark.parametrize("name", ["zip", "tar", "tar.gz"])
def test_an_archive_cut_anywhere_gives_what_stands_before_the_cut(name: str) -> None:
    files: dict[str, str | bytes] = {f"{at}.txt": f"Inlägg {at}. " * 40 for at in range(12)}
    data = {"zip": zipped, "tar": tarred, "tar.gz": lambda all: gzip.compress(tarred(all))}[name](
        files
    )
    whole, _ = both(data)
    most = 0
    for cut in range(300, len(data), 61):
        try:
            texts, rejected = both(data[:cut])
        except InputError:
            texts, rejected = [], []
        assert texts == whole[: len(texts)]
        # A TAR whose last member is whole lacks nothing but its padding.
        assert rejected or len(texts) in (0, len(whole)) or name == "tar"
        most = max(most, len(texts))
    assert most >= 10


def test_an_encrypted_member_is_rejected() -> None:
    data = bytearray(zipped({"a.txt": "Hej hej", "b.txt": "Hej då"}, zipfile.ZIP_STORED))
    data[6] |= 1  # the flag in the member's own header, and in the list
    data[data.index(b"PK\x01\x02") + 8] |= 1
    texts, rejected = both(bytes(data))
    assert texts == ["Hej då"]
    assert [each.reason for each in rejected] == ["it is encrypted"]


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh9", b"PK\x05\x06 och mer"])
def test_what_only_looks_like_an_archive_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^a: .*; fetch it again$"):
        next(read("a", data=data))


def test_nobody_asked_about_rejected_records_gives_a_warning() -> None:
    data = zipped({"tom.txt": "", "a.txt": "Hej hej"})
    with pytest.warns(RejectedWarning, match=r"a\.zip: tom\.txt: it is empty"):
        assert [post.text for post in read("a.zip", data=data)] == ["Hej hej"]


def test_an_empty_archive_is_an_error() -> None:
    with pytest.raises(InputError, match="no post in it"):
        next(read("a.zip", data=zipped({})))


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    both(zipped({"../ut.txt": "Ord.", "in.txt": "Ord."}))
    both(gzip.compress(tarred({"in.txt": "Ord."})))
    assert list(tmp_path.iterdir()) == []
