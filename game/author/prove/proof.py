"""A folder to a proof: everything decided, or what stands in the way of deciding anything."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from game.author.check.report import said
from game.author.check.study import Study
from game.author.progress import Tell, silent
from game.author.prove.beside import Beside
from game.author.prove.borne_out import BorneOut
from game.author.prove.claims import REACHED, Answer, ClaimKey
from game.author.prove.compared import Pairs
from game.author.prove.comparing import Comparing, comparisons
from game.author.prove.decide import Decided
from game.author.prove.dilemmas import Comparison
from game.author.prove.doom import Doom, dooms
from game.author.prove.findings import Finding, Findings
from game.author.prove.kept import WORTH_KEEPING, Kept, KeptProof
from game.author.prove.outcome import Proof
from game.author.prove.report import as_before, report_of
from game.author.prove.settle import WORTH_TWO
from game.cache import Cache
from game.story.at_rest import collector_at_rest
from game.story.loader import load_story
from game.story.model import Story


def prove_story(folder: Path, tell: Tell = silent, cache: Cache | None = None) -> Proof:
    """Decide every claim about a story, for all playthroughs. ``tell`` is told how far it is.

    With a ``cache`` what is still known from an earlier proof is not proved again; the answers are the same with it and
    without. Interrupted, it gives what was decided so far. Raises CannotBegin if there is no such folder, and
    WitnessFailed if the game does not bear out a witness.
    """
    with collector_at_rest():
        keeping = KeptProof(cache, folder) if cache is not None else None
        kept = keeping.read() if keeping is not None else Kept()
        proof = as_before(kept, folder)
        return replace(_prove(folder, tell, keeping, kept) if proof is None else proof, folder=said(folder))


def _prove(folder: Path, tell: Tell, keeping: KeptProof | None, kept: Kept) -> Proof:
    loaded = load_story(folder)
    if loaded.story is None:
        return Proof(loaded.story_id, refused=tuple(loaded.problems))
    proving = Proving(loaded.story, Study(loaded.story, loaded.problems.files), tell, kept)
    proof = proving.proof()
    if keeping is not None and not proof.interrupted and len(proof.answers) >= WORTH_KEEPING:
        keeping.keep(*proving.to_keep(), report_of(proof, loaded.asked))
    return proof


def proved(story: Story, study: Study, kept: Kept | None = None) -> Proof:
    """Decide every claim about a story that loads without an error, with what is kept of an earlier proof."""
    with collector_at_rest():
        return Proving(story, study, silent, kept or Kept()).proof()


class Proving:
    """A proof being worked out, by two processes where there is room for them."""

    def __init__(self, story: Story, study: Study, tell: Tell, kept: Kept) -> None:
        """Begin with what an earlier proof has left."""
        self._story, self._study = story, study
        self._borne_out = BorneOut(story, kept.ways())
        self._decided = Decided(story, tell, kept=kept)
        self._pairs = Pairs()
        self._comparing = Comparing(self._decided, kept.pairs)
        # What has set options apart before can be tried at once; else witnesses are a help that are not there yet.
        self._compared = self._compare() if kept.pairs.shown else None

    def _compare(self) -> Beside[Pairs]:
        comparing = self._comparing
        is_worth_it = len(self._decided.claims.found) >= WORTH_TWO and not comparing.is_kept
        return Beside(comparing.work, comparing.so_far, worth=is_worth_it)

    def proof(self) -> Proof:
        """Return what it comes to, as far as it comes."""
        decided, interrupted = self._decided, False
        compared, doomed = self._compared, tuple[Doom, ...]()
        try:
            decided.run()
            compared = compared or self._compare()
            self._borne_out.bear_out(decided.witnesses())
            doomed = tuple(dooms(decided))
            decided.tell("Dilemmas", 0, 1)
            self._pairs = compared.result()
        except KeyboardInterrupt:
            interrupted = True
            self._pairs = compared.stopped() if compared else self._pairs
            self._borne_out.bear_out(decided.witnesses(), interrupted=True)
        told_apart = list(comparisons(decided, self._pairs))
        told = Findings(self._study, decided)
        found = [*told.of_moments(), *told.dead_facts(), *told.of_dilemmas(told_apart)]
        if not interrupted:
            found += told.at_least()
        return Proof(
            self._story.id,
            self._story.version,
            decided.answers,
            tuple(_ordered(self._study, _with_first_witness(decided, found))),
            tuple(_undecided(decided, told_apart)),
            dooms=doomed,
            interrupted=interrupted,
        )

    def to_keep(self) -> tuple[Iterable[tuple[ClaimKey, str, Answer]], Pairs]:
        """Return the answers, and how options compare, in the form in which they are kept."""
        return self._decided.to_keep(), self._pairs


def _with_first_witness(decided: Decided, found: Sequence[Finding]) -> list[Finding]:
    """Return findings with the first of their shortest witnesses, in file order."""
    first = decided.first_in_order([finding.claim for finding in found if finding.claim is not None])
    return [finding if finding.claim is None else replace(finding, witness=first[finding.claim]) for finding in found]


def _ordered(study: Study, found: Sequence[Finding]) -> list[Finding]:
    files = {file: number for number, file in enumerate(study.files)}
    return sorted(found, key=lambda one: (files.get(one.problem.span.file, len(files)), one.problem.span, one.kind))


def _undecided(decided: Decided, compared: Sequence[Comparison]) -> list[str]:
    names = [
        claim.at if claim.kind in REACHED else f"{claim.kind}:{claim.at or claim.detail}"
        for claim in decided.claims.found.values()
        if claim not in decided.answers or decided.answers[claim].reachable is None
    ]
    names += [f"{kind}:{at or detail}" for kind, at, detail in decided.given_up]
    names += [f"same_future:{one.scene.key}" for one in compared if one.same_future is None]
    names += [f"dominated:{one.scene.key}" for one in compared if one.dominated is None]
    return list(dict.fromkeys(names))
