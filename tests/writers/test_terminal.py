"""The terminal digest: fits its columns, needs no colour, obeys no post."""

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console
from writers import factory

from referat.writers import terminal


@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_fits_80_columns_without_colour(language: str) -> None:
    written = terminal.write(factory.summary(), language)
    assert "\x1b" not in written
    assert max(map(cell_len, written.splitlines())) <= 80
    assert all(line == line.rstrip() for line in written.splitlines())


def test_lines_hang_under_the_first() -> None:
    written = terminal.write(factory.summary(), "sv")
    assert "  1. ”Meetings have not become shorter over" in written
    assert "\n     percent want fewer.”\n     – Lena Wikdahl, Meeting Futures\n" in written
    assert "\n     ± skribenten: både och\n\nSKRIBENTENS KOMMENTARER\n  + instämmer" in written
    assert "[resultat; Lena Wikdahl; nekat; 12 months; 46 percent]" in " ".join(written.split())


def test_a_narrow_terminal_in_colour() -> None:
    stream = StringIO()
    console = Console(file=stream, width=40, force_terminal=True, color_system="standard")
    terminal.render(factory.summary(), "sv", console)
    assert "\x1b[" in stream.getvalue()


def test_a_post_cannot_command_the_terminal() -> None:
    written = terminal.write(factory.bare("x", title="a\x1b]0;owned\x07[bold red]b\x9b2J"), "sv")
    assert "\x1b" not in written
    assert "\x07" not in written
    assert "\x9b" not in written
    assert "[bold red]" in written


def test_a_long_list_ends_with_how_many_more() -> None:
    warnings = [{"code": "odd", "message": f"number {i}"} for i in range(1_060)]
    written = terminal.write(factory.bare("x", warnings=warnings), "sv")
    assert "! number 49\n  … ytterligare 1\xa0010\n" in written
    assert "number 50" not in written
