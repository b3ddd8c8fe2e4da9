"""The static rules on random stories: they never fail, and what they call impossible does not happen."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from random_stories import stories
from story_files import Files, story_of, write_story

from game.author.check import as_json, as_text, check_story
from game.author.check.study import Study
from game.engine.playthrough import Playthrough

MOST_MOVES = 30


@settings(max_examples=20, deadline=None)
@given(files=stories())
def test_check_answers_for_every_story(files: Files) -> None:
    """No story that loads makes a rule fail, and every finding can be printed."""
    with TemporaryDirectory() as folder:
        write_story(Path(folder), files)
        report = check_story(Path(folder))
    assert not report.has_errors
    assert as_text(report).rstrip("\n").rpartition("\n")[2].endswith(f" in {report.folder}")
    assert as_json(report).endswith("}\n")


@settings(max_examples=20, deadline=None)
@given(files=stories(), seed=st.integers(0, 10_000))
def test_what_is_called_impossible_never_happens(files: Files, seed: int) -> None:
    """Wherever a random player comes, the graph had a path, the values were possible, and so were the choices."""
    story = story_of(files)
    study = Study(story, {})
    random = Random(seed)  # noqa: S311 - a player, not a secret
    run = Playthrough(story)
    while not run.over and len(run.moves) < MOST_MOVES:
        scene, state = run.moment
        assert scene.key in study.graph.reached
        assert all(codes >> code & 1 for codes, code in zip(study.possible.codes, state.vector, strict=True))
        taken = [offer.choice for offer in run.offers() if offer.choice is not None and offer.available]
        assert all(study.possible.can_hold(choice.condition, scene) for choice in taken)
        before = scene.key
        step = run.choose(random.choice(run.available()))
        assert not step.arrived or step.after.scene.key in study.graph.after[before]
