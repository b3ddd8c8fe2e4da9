"""A folder to a proof: everything decided, or what stands in the way of deciding anything."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from game.author.check.report import said
from game.author.check.study import Study
from game.author.progress import Tell, silent
from game.author.prove.beside import Beside
from game.author.prove.claims import REACHED, Answer, Claim, Kind
from game.author.prove.decide import Decided
from game.author.prove.dilemmas import Comparison, Dilemmas
from game.author.prove.doom import Doom, dooms
from game.author.prove.findings import Finding, Findings
from game.author.prove.kept import WORTH_KEEPING, keep, kept_in, read
from game.author.prove.settle import WORTH_TWO
from game.author.prove.walk import in_common
from game.engine import rules
from game.engine.machine import machine_of
from game.engine.state import Moment
from game.errors import ExitCode, MoveNotOffered
from game.story.loader import collector_at_rest, load_story
from game.story.model import Story
from game.story.problems import Problem


@dataclass(frozen=True, slots=True)
class Proof:
    """What was decided about a story; ``refused`` are the errors for which it is not proved at all."""

    story_id: str
    version: str = ""
    answers: dict[Claim, Answer] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    undecided: tuple[str, ...] = ()
    refused: tuple[Problem, ...] = ()
    dooms: tuple[Doom, ...] = ()
    interrupted: bool = False
    folder: str = ""
    """What was proved, as a person would say it."""

    @property
    def exit_code(self) -> ExitCode:
        """How the command ends: an error, or something undecided, is a failure."""
        found = any(finding.problem.is_error for finding in self.findings)
        if self.interrupted:
            return ExitCode.INTERRUPTED
        return ExitCode.PROBLEMS if found or self.undecided or self.refused else ExitCode.OK

    def of(self, kind: Kind) -> dict[str, Answer]:
        """Return the answers about one kind of thing, by id."""
        return {claim.at: answer for claim, answer in self.answers.items() if claim.kind is kind}


def prove_story(folder: Path, tell: Tell = silent) -> Proof:
    """Decide every claim about a story, for all playthroughs. ``tell`` is told how far it is.

    Interrupted, it gives what was decided so far. Raises CannotBegin if there is no such folder, and WitnessFailed if
    the game does not bear out a witness.
    """
    loaded = load_story(folder)
    if loaded.story is None:
        return Proof(loaded.story_id, refused=tuple(loaded.problems), folder=said(folder))
    study = Study(loaded.story, loaded.problems.files)
    proof = proved(loaded.story, study, tell, kept_in(loaded.story.id))
    return replace(proof, folder=said(folder))


def proved(story: Story, study: Study, tell: Tell = silent, keep_in: Path | None = None) -> Proof:
    """Decide every claim about a story that loads without an error.

    ``keep_in`` is a file from which it takes what an earlier proof has left there, and leaves what the next can use.
    """
    with collector_at_rest():
        decided = Decided(story, tell, kept=read(keep_in) if keep_in else None)
        proof = _proved(story, study, decided)
        if keep_in and not proof.interrupted and len(proof.answers) >= WORTH_KEEPING:
            keep(keep_in, decided.to_keep())
    return proof


def _proved(story: Story, study: Study, decided: Decided) -> Proof:
    comparisons: list[Comparison] = []
    doomed: tuple[Doom, ...] = ()
    interrupted = False
    try:
        decided.run()
        beside = Beside[tuple[Doom, ...]](partial(_played, decided), tuple, worth=len(decided.answers) >= WORTH_TWO)
        try:
            _compare(decided, comparisons)
        except KeyboardInterrupt:
            beside.stopped()
            raise
        doomed = beside.result()
    except KeyboardInterrupt:
        interrupted = True
        bear_out(story, decided.witnesses())
    told = Findings(study, decided)
    found = [*told.of_moments(), *told.dead_facts(), *told.of_dilemmas(comparisons)]
    if not interrupted:
        found += told.at_least()
    return Proof(
        story.id,
        story.version,
        decided.answers,
        tuple(_ordered(study, _with_first_witness(decided, found))),
        tuple(_undecided(decided, comparisons)),
        dooms=doomed,
        interrupted=interrupted,
    )


def _compare(decided: Decided, comparisons: list[Comparison]) -> None:
    """Add every pair of a dilemma's options, compared."""
    dilemmas = Dilemmas(decided)
    for one in dilemmas.comparisons():
        decided.tell("Dilemmas", len(comparisons), len(comparisons) + 1)
        comparisons.append(one)
    dilemmas.close()


def _played(decided: Decided) -> tuple[Doom, ...]:
    """Bear out every witness, and return where the early ends that they lead to have become inevitable."""
    bear_out(decided.story, decided.witnesses())
    return tuple(dooms(decided))


class WitnessFailed(Exception):
    """A way that was found cannot be gone in the game: the prover is wrong, and nothing it says counts."""


def bear_out(story: Story, witnesses: Iterable[tuple[str, ...]]) -> None:
    """Play witnesses by the game's own rules, what they have in common once.

    Raises WitnessFailed if a move of one is not offered where it is made.
    """
    machine = machine_of(story)
    fired: set[tuple[str, str, str]] = set()
    trail: list[tuple[str, Moment]] = []
    # In order, so that what is played of one is at hand for the next, and nothing else has to be kept.
    for witness in sorted(witnesses):
        shared = in_common(witness, [move for move, _ in trail])
        del trail[shared:]
        for move in witness[shared:]:
            moment = trail[-1][1] if trail else rules.begin(story)
            try:
                after = rules.apply(story, moment, move).after
                # The machine is asked about each of its transitions once; the rules, about every move.
                step = (moment.scene.key, move, after.scene.key)
                if step not in fired:
                    fired.add(step)
                    after = machine.fire(moment, move).after
            except MoveNotOffered as error:
                raise WitnessFailed(str(error)) from error
            trail.append((move, after))


def _with_first_witness(decided: Decided, found: Sequence[Finding]) -> list[Finding]:
    """Return findings with the first of their shortest witnesses, in file order."""
    first = decided.first_in_order([finding.claim for finding in found if finding.claim is not None])
    return [finding if finding.claim is None else replace(finding, witness=first[finding.claim]) for finding in found]


def _ordered(study: Study, found: Sequence[Finding]) -> list[Finding]:
    files = {file: number for number, file in enumerate(study.files)}
    return sorted(found, key=lambda one: (files.get(one.problem.span.file, len(files)), one.problem.span, one.kind))


def _undecided(decided: Decided, comparisons: Sequence[Comparison]) -> list[str]:
    names = [
        claim.at if claim.kind in REACHED else f"{claim.kind}:{claim.at or claim.detail}"
        for claim in decided.claims.found.values()
        if claim not in decided.answers or decided.answers[claim].reachable is None
    ]
    names += [f"{kind}:{at or detail}" for kind, at, detail in decided.given_up]
    names += [f"same_future:{one.scene.key}" for one in comparisons if one.same_future is None]
    names += [f"dominated:{one.scene.key}" for one in comparisons if one.dominated is None]
    return list(dict.fromkeys(names))
