"""Cards on the screen: how somebody came to be as they are, and the places that are empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.conftest import Bench

TO_ROOF = ("n", "1", "r", "1", "space")
TO_THE_END = (*TO_ROOF, *"bo-mi", "enter", "enter", "space", "space")


def test_a_card_says_how_it_came_about(bench: Bench) -> None:
    """Where, when, by which choice, and what it changed; the hidden debt stays hidden."""
    seen = bench.see("n", "1", "1", "s", "down", "enter", size=(80, 40))
    assert "How that came about" in seen
    assert "Porter's office, D1 22:10" in seen
    assert "» Cross the room and shut the window." in seen
    assert "▲ Trust 3 of 5, up from 2" in seen
    assert "▪ You shut the window." in seen
    assert "Debt" not in seen


def test_an_unchanged_card_has_no_heading_for_nothing(bench: Bench) -> None:
    """At the beginning there is nothing to explain."""
    assert "How that came about" not in bench.see("n", "1", "s", "down", "enter", size=(80, 40))


def test_the_lost_stand_last_with_their_empty_place(bench: Bench) -> None:
    """The list keeps them, says where, and their card says it too; nobody else has an empty place."""
    seen = bench.see(*TO_THE_END, "s")
    assert seen.count("Empty place: ") == 1
    assert seen.index("Bo-mi") < seen.index("Tae-o") < seen.index("Empty place: Roof")
    card = bench.see("c", "s", "end", "enter", size=(80, 40))
    assert "Empty place" in card


def test_only_what_has_become_of_somebody_can_be_asked_about(bench: Bench) -> None:
    """The key is there for who was lost, and answers; for who is as ever it is neither shown nor obeyed."""
    assert "w why" in bench.see(*TO_THE_END, "s", "end", "enter")
    answered = bench.see("c", "s", "end", "enter", "w")
    assert answered.lstrip().startswith("Why")
    assert "Tae-o: gone. Roof" in answered
    assert "Nothing that you chose decided it." in answered
    unasked = bench.see("c", "s", "down", "enter", "w")
    assert "w why" not in unasked
    assert "Why" not in unasked
    assert "Morning." in bench.see("c", "enter", "w")
