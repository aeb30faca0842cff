"""Lines above and below a post that say nothing but who wrote it, and when.

Once author and date are known, such a line need not be of a form that is known: it is the page's
where nothing is left of it when what is known is taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from referat.post import Block, BlockKind, Meta, Section
from referat.text.bylines import Line, is_running, says_no_more, writer_of
from referat.text.chrome import Chrome, bare_byline

_READ = 240
"""How many code points of a line are read."""
_ROLE_WORDS = 3
"""Most words of what stands below a name: a role, a town."""
_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING})


def without_bylines(text: str, blocks: Sequence[Block], meta: Meta, chrome: Chrome) -> list[Block]:
    """Blocks of which the by-lines around the post are the page's."""
    done = list(blocks)
    own = [at for at, each in enumerate(done) if each.section is Section.POST]
    running = [at for at in own if _runs(text, done[at], chrome)]
    if not running:
        return done
    people = tuple(each for each in (meta.author or "").split(", ") if each)
    last = own[-1]
    for around in ([at for at in own if at < running[0]], [at for at in own if at > running[-1]]):
        before = False
        for at in around:
            block = done[at]
            words = " ".join(block.span.of(text)[:_READ].split())
            before = block.kind in _KINDS and (
                _tells(words, people, chrome)
                or (before and _is_role(words))
                or (at == last and _is_first_name(words, people))
            )
            if before:
                done[at] = replace(block, section=Section.CHROME)
                if at - 1 in around and _leads(text, done[at - 1], chrome):
                    done[at - 1] = replace(done[at - 1], section=Section.CHROME)
    return done


def _leads(text: str, block: Block, chrome: Chrome) -> bool:
    """Whether a block says that a name or a date comes below it, and no more: "Skrivet av"."""
    words = block.span.of(text)
    return len(words) < _READ and not bare_byline(" ".join(words.split()), chrome, post=True)


def _runs(text: str, block: Block, chrome: Chrome) -> bool:
    """Whether a block is the post's running text."""
    if block.kind is BlockKind.BLOCKQUOTE:
        return True
    if block.kind is not BlockKind.PARAGRAPH:
        return False
    words = " ".join(block.span.of(text)[: _READ + 1].split())
    return is_running(Line(words, (words,)), chrome)


def _tells(words: str, people: Sequence[str], chrome: Chrome) -> bool:
    """Whether a line tells nothing but the author, the date, or who the author is."""
    if len(words) >= _READ:
        return words.casefold().startswith(chrome.openings)
    return says_no_more(words, people, chrome) or writer_of(words, chrome) in people


def _is_role(words: str) -> bool:
    """Whether a line below a name can be what its bearer does, or where."""
    return len(words.split()) <= _ROLE_WORDS and words[-1:].isalpha()


def _is_first_name(words: str, people: Sequence[str]) -> bool:
    """Whether a line is the author's first name: a signature."""
    bare = words.casefold().strip(" /.,–—-")
    return any(bare == each.casefold().split()[0] for each in people)
