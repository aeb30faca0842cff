"""Views of one finding, told as one."""

from __future__ import annotations

from referat.post import Commentary, Stance, Voice
from referat.span import Span
from referat.text.reconciling import reconciled


def view(number: int, stance: Stance, about: str, voice: Voice = Voice.AUTHOR) -> Commentary:
    span = Span(number * 10, number * 10 + 9)
    return Commentary(f"commentary-{number}", span, (span,), "sv", voice, None, (about,), stance)


def test_agreeing_with_and_objecting_to_one_finding_is_being_in_two_minds() -> None:
    first, second = view(1, Stance.AGREES, "finding-1"), view(2, Stance.DISAGREES, "finding-1")
    (made,), joined = reconciled([first, second])
    assert made.stance is Stance.MIXED
    assert made.own == (first.span, second.span)
    assert joined == {"commentary-1": ("commentary-1", "commentary-2")}


def test_agreeing_twice_stays_agreement() -> None:
    items = [view(1, Stance.AGREES, "finding-1"), view(2, Stance.AGREES, "finding-1")]
    assert [item.stance for item in reconciled(items)[0]] == [Stance.AGREES]


def test_views_of_others_and_readers_views_stay_apart() -> None:
    items = [
        view(1, Stance.AGREES, "finding-1"),
        view(2, Stance.DISAGREES, "finding-2"),
        view(3, Stance.DISAGREES, "finding-1", Voice.READER),
    ]
    assert reconciled(items) == (tuple(items), {})
