"""The bytes of a WARC file in a row, packed or not, with their places in the file.

A WARC.gz is many gzip members in a row, as a rule one a record (WARC 1.1, annex D). They are
unpacked here and not by Python's gzip module, because that loses all that lies behind a damaged
member: here the tape ends at the damage, says what it is, and can be taken up again at the next
member that begins a record. A tape is read forwards; only what a wrong length has made somebody
read too much of can be put back, and that not without end.
"""

from __future__ import annotations

import re
import zlib
from collections import deque
from typing import BinaryIO, NamedTuple

from referat.errors import InputError

PIECE = 65_536
_PACKED = 16_384
"""How many packed bytes are read at once: behind each member, what is left of them is copied."""
_LINE = 64
_FREE = 1_000_000
"""Unpacked bytes from which on the expansion counts: short members may shrink to almost nothing."""
_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]", re.DOTALL)
_START = b"WARC/"
_PROBE = 4096
"""Packed bytes within which a member has to unpack to the start of a record."""
_PROBES = 10_000
"""How many places that look like a member are tried after one damage."""
_RETURNS = 4
"""How many times as many bytes as were read may be put back: else a file of wrong lengths, each of
which leads to its end, would take quadratic time."""


class Damage(NamedTuple):
    """What ends a tape before the end of the file.

    ``at`` is the place on the tape from which on bytes may be wrong, ``offset`` that in the file.
    """

    reason: str
    at: int
    offset: int


class Place(NamedTuple):
    """A byte: its member's first byte in the file, and how far into the unpacked member it is.

    In a file that is not packed, ``member`` is the byte itself.
    """

    member: int
    inside: int

    def __str__(self) -> str:
        return f"{self.member}+{self.inside}" if self.inside else str(self.member)

    @property
    def offset(self) -> int:
        """One number for it; of a file that is one member, the byte in what it unpacks to."""
        return self.member or self.inside


class Tape:
    """The unpacked bytes of a file.

    Args:
        stream: the file; need not be seekable.
        packed: whether it is gzip.
        max_expansion: how many times its packed size a member may have.
    """

    def __init__(self, stream: BinaryIO, packed: bool, max_expansion: int) -> None:
        self._stream = stream
        self._packed = packed
        self._expansion = max_expansion
        self._ready = b""  # unpacked
        self._used = 0  # how many bytes of that have been read
        self._ahead = b""  # packed, from self._offset on
        self._offset = 0
        self._end = 0  # the place on the tape after what is ready
        self._given_back = 0
        self._inflate: zlib._Decompress | None = None
        self._member = (0, 0)  # where the member begins: on the tape, in the file
        self._members: deque[tuple[int, int]] = deque()
        self.damage: Damage | None = None

    @property
    def at(self) -> int:
        """The place on the tape of the next byte."""
        return self._end - len(self._ready) + self._used

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes; none at the end of the file and at a damage."""
        if self._used == len(self._ready):
            self._fill()
        data = self._ready[self._used : self._used + size]
        self._used += len(data)
        return data

    def peek(self, size: int) -> bytes:
        """The next bytes, fewer than ``size`` only before the end or a damage; they stay."""
        while len(self._ready) - self._used < size and self._fill():
            pass
        return self._ready[self._used : self._used + size]

    def pass_over(self, letters: bytes) -> None:
        """Read whatever of these bytes comes next."""
        while some := self.peek(1) and self._ready[self._used : self._used + _LINE]:
            rest = some.lstrip(letters)
            self._used += len(some) - len(rest)
            if rest:
                return

    def drop(self) -> None:
        """Forget where members began before the next byte, since nobody will ask."""
        at = self.at
        while len(self._members) > 1 and self._members[1][0] <= at:
            self._members.popleft()

    def put_back(self, data: bytes) -> bool:
        """Read ``data``, the last bytes read, once more; whether that may be done."""
        self._given_back += len(data)
        if self._given_back > _RETURNS * self._end:
            return False
        self._ready = data + self._ready[self._used :]
        self._used = 0
        return True

    def place(self, at: int) -> Place:
        """Where in the file the byte ``at`` of the tape is."""
        if not self._packed:
            return Place(at, 0)
        on_tape, offset = next(
            (each for each in reversed(self._members) if each[0] <= at), self._member
        )
        return Place(offset, at - on_tape)

    def resume(self) -> bool:
        """After a damage, go on at the next member that begins a record, if there is any."""
        if not self._packed:
            return False
        self._used = len(self._ready)
        for _ in range(_PROBES):
            if not self._find_member():
                return False
            if self._begins_record():
                self.damage = None
                self._open()
                return True
            self._keep(self._ahead[1:])
        return False

    def _fill(self) -> bool:
        """Make more bytes ready; ``False`` at the end and at a damage."""
        before = self._end
        while self.damage is None and self._end == before:
            try:
                if not self._ahead:
                    self._ahead = self._stream.read(_PACKED if self._packed else PIECE)
            except InputError as error:
                self.damage = Damage(error.found, self._end, self._offset)
                return False
            if not self._ahead and self._inflate is None:
                return False
            if self._packed:
                self._unpack()
            else:
                self._take(self._ahead)
                self._offset += len(self._ahead)
                self._ahead = b""
        return self._end > before

    def _take(self, data: bytes) -> None:
        self._ready = self._ready[self._used :] + data
        self._used = 0
        self._end += len(data)

    def _keep(self, rest: bytes) -> None:
        """Of the packed bytes, only these are still to be used."""
        self._offset += len(self._ahead) - len(rest)
        self._ahead = rest

    def _unpack(self) -> None:
        """Unpack some more of the member, or begin the next one."""
        if self._inflate is None:
            # Some writers fill up with zero bytes between members.
            self._keep(self._ahead.lstrip(b"\x00"))
            if not self._ahead:
                return
            self._open()
        assert self._inflate is not None
        if not self._ahead:
            # What came out of it so far is right.
            self.damage = Damage("the archive is cut off inside it", self._end, self._member[1])
            self._inflate = None
            return
        try:
            data = self._inflate.decompress(self._ahead, PIECE)
        except zlib.error as error:
            self._damaged(f"its packed bytes are damaged ({error})")
            return
        self._keep(self._inflate.unused_data or self._inflate.unconsumed_tail)
        self._take(data)
        size, used = self._end - self._member[0], self._offset - self._member[1]
        if size > _FREE and size > self._expansion * used:
            self._damaged(f"it unpacks to more than {self._expansion} times its size")
        elif self._inflate.eof:
            self._inflate = None

    def _open(self) -> None:
        """Begin a member at the next packed byte."""
        self._inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        if self._members and self._members[-1][0] == self._end:
            self._members.pop()  # an empty member
        self._member = (self._end, self._offset)
        self._members.append(self._member)

    def _damaged(self, reason: str) -> None:
        self.damage = Damage(reason, *self._member)
        self._inflate = None
        if self._offset == self._member[1]:
            self._keep(self._ahead[1:])  # what the damaged member begins with is not tried again

    def _find_member(self) -> bool:
        """Go to the next packed bytes that look like the beginning of a member."""
        while True:
            if hit := _MEMBER.search(self._ahead):
                self._keep(self._ahead[hit.start() :])
                return True
            self._keep(self._ahead[-3:])
            if not self._more():
                return False

    def _begins_record(self) -> bool:
        while len(self._ahead) < _PROBE and self._more():
            pass
        try:
            probe = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            return probe.decompress(self._ahead[:_PROBE], len(_START)) == _START
        except zlib.error:
            return False

    def _more(self) -> bool:
        try:
            more = self._stream.read(_PACKED)
        except InputError:
            return False  # the file is damaged below its gzip; the damage that led here is told
        self._ahead += more
        return bool(more)
