"""What the answers say is wrong with a story: one problem for each kind and place."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from game.author.check.study import Study, excused
from game.author.prove.claims import REACHED, Claim, Kind
from game.author.prove.decide import Decided
from game.author.prove.dilemmas import Comparison
from game.story.laws import Law, LawKind
from game.story.model import Choice, Scene
from game.story.problems import Problem, Span
from game.story.variables import VariableKind

CODES = {
    "stuck": "HT501",
    "no_ending": "HT502",
    "absent_cast": "HT503",
    "law": "HT504",
    "unreachable": "HT505",
    "empty_text": "HT506",
    "dead_fact": "HT507",
    "idle_effect": "HT508",
    "same_future": "HT509",
    "dominated": "HT510",
}
HINTS = {
    "stuck": "Leave one choice without an `if`, or with the opposite of the others'.",
    "no_ending": "Follow the way below to it and look which condition shuts the last way out.",
    "absent_cast": "Put them in `maybe`, or lead those who have lost them to another scene.",
    "empty_text": "Write what is read when no branch is.",
    "same_future": 'Let a later text, route or line ask what was decided; or say `allow: {same_future: "why"}`.',
    "dominated": 'Give the other something of its own: a scene, a line, a person; or say `allow: {dominated: "why"}`.',
}
_NAMES = {
    Kind.SCENE: "scene",
    Kind.CHOICE: "choice",
    Kind.CLIP: "clip",
    Kind.ENDING: "ending",
    Kind.BRANCH: "branch",
    Kind.ROUTE: "route",
    Kind.LINE: "line of the Record",
}


class Finding(Struct, frozen=True):
    """A problem that was proved: its kind, where it is, whom or what it is about, and how a playthrough comes to it."""

    kind: str
    at: str | None
    problem: Problem
    witness: tuple[str, ...] | None = None
    about: Mapping[str, str] | Mapping[str, list[str]] = field(default_factory=dict)
    claim: Claim | None = None
    """The claim that the witness is of."""


class Findings:
    """Turns the answers about a story into problems for its author."""

    def __init__(self, study: Study, decided: Decided) -> None:
        self.study = study
        self.story = study.story
        self.decided = decided
        self._choices = {choice.key: choice for scene in self.story.scenes.values() for choice in scene.choices}
        self._laws = {law.id: law for law in self.story.laws}

    def of_moments(self) -> Iterator[Finding]:
        """Yield what is wrong in some moment, or never is in any."""
        for claim, answer in self.decided.answers.items():
            if claim.kind in REACHED:
                if answer.reachable is False:
                    yield self._unreachable(claim)
            elif claim.kind is Kind.EFFECT:
                if answer.reachable is False:
                    yield self._idle(claim)
            elif claim.kind is Kind.EVERY_ENDING:
                if answer.reachable is False:
                    yield self._law_without_place(self._laws[claim.detail], "No moment there leaves every ending open.")
            elif answer.reachable:
                yield self._met(claim)

    def _met(self, claim: Claim) -> Finding:
        scene = self._scene(claim.at)
        match claim.kind:
            case Kind.STUCK:
                return self._at(scene, claim, f"`{scene.id}` can be come to with nothing to choose.")
            case Kind.NO_ENDING:
                return self._at(scene, claim, f"From `{scene.id}` there may be no way to any ending.")
            case Kind.ABSENT_CAST:
                person = self.story.people[claim.detail].name
                message = f"{person} is in `with` of `{scene.id}` and may not be able to be there."
                return self._at(scene, claim, message, person=claim.detail)
            case Kind.EMPTY_TEXT:
                return self._at(scene, claim, f"The text of `{scene.id}` can come to nothing.")
        return self._broken(self._laws[claim.detail], claim)

    def _at(self, scene: Scene, claim: Claim, message: str, **about: str) -> Finding:
        kind = str(claim.kind)
        problem = self.study.problem(CODES[kind], scene.span, message, hint=HINTS[kind])
        found = excused(problem, kind, scene.allow)
        return Finding(kind, scene.key, found, self.decided.answers[claim].witness, about, claim)

    def _broken(self, law: Law, claim: Claim) -> Finding:
        message = f"The law `{law.id}` can be broken in `{claim.at}`: {law.because}"
        problem = self.study.problem(CODES["law"], law.span, message.rstrip(": "))
        return Finding("law", claim.at, problem, self.decided.answers[claim].witness, {"law": law.id}, claim)

    def _law_without_place(self, law: Law, why: str) -> Finding:
        problem = self.study.problem(CODES["law"], law.span, f"The law `{law.id}` does not hold. {why}")
        return Finding("law", None, problem, None, {"law": law.id})

    def at_least(self) -> Iterator[Finding]:
        """Yield the laws that want more of something than can be reached."""
        counted = self.counted()
        for law in self.story.laws:
            wanted = law.counts.items() if law.kind is LawKind.AT_LEAST else ()
            short = [f"{counted[kind]} {kind}, not {least}" for kind, least in wanted if counted[kind] < least]
            if short:
                yield self._law_without_place(law, f"There are {'; '.join(short)}.")

    def counted(self) -> dict[str, int]:
        """Return how many of each kind can be reached."""
        reached = {
            kind: [claim.at for claim in self.decided.claims.of(kind) if self.decided.answers[claim].reachable]
            for kind in (Kind.ENDING, Kind.SCENE, Kind.CHOICE, Kind.CLIP)
        }
        dilemmas = {self._scene(key).dilemma for key in reached[Kind.SCENE]} - {None}
        return {str(kind): len(found) for kind, found in reached.items()} | {"dilemmas": len(dilemmas)}

    def _unreachable(self, claim: Claim) -> Finding:
        span, allow = self._place(claim)
        problem = self.study.problem(
            CODES["unreachable"], span, f"No playthrough gets to the {_NAMES[claim.kind]} `{claim.at}`."
        )
        return Finding("unreachable", claim.at, excused(problem, "unreachable", allow))

    def _place(self, claim: Claim) -> tuple[Span, Mapping[str, str]]:
        """Return where what is claimed stands in its file, and what is allowed there."""
        owner = claim.at.partition("#")[0].partition(">")[0]
        if claim.kind is Kind.ENDING:
            return self._ending_span(claim.at), {}
        if owner in self._choices:
            choice = self._choices[owner]
            return choice.span, choice.allow
        scene = self.story.scenes.get(owner) or self.story.scenes.get(owner.rpartition(".")[0])
        if scene is not None:
            return (scene.clip.span if scene.clip and owner == scene.clip_move else scene.span), scene.allow
        spans = {line.id: line.span for line in self.story.lines}
        spans |= {epilogue.id: epilogue.span for epilogue in self.story.epilogues}
        return spans[owner], {}

    def _ending_span(self, ending_id: str) -> Span:
        endings = [scene.ending for scene in self.story.scenes.values()]
        endings += [epilogue.ending for epilogue in self.story.epilogues]
        return next(ending.span for ending in endings if ending is not None and ending.id == ending_id)

    def _idle(self, claim: Claim) -> Finding:
        span, allow = self._place(claim)
        message = f"The effect on `{claim.detail}` never changes anything in `{claim.at}`."
        problem = self.study.problem(CODES["idle_effect"], span, message, hint="Take it out.")
        return Finding(
            "idle_effect", claim.at, excused(problem, "idle_effect", allow), None, {"variable": claim.detail}
        )

    def dead_facts(self) -> Iterator[Finding]:
        """Yield facts and clips that are written and never read, or read and never written."""
        for variable in self.story.variables:
            read, written = variable.slot in self.study.uses.read, variable.slot in self.study.uses.written
            if variable.kind in {VariableKind.FACT, VariableKind.CLIP} and read != written:
                message = f"`{variable.name}` is {'read and never written' if read else 'written and never read'}."
                problem = self.study.problem(CODES["dead_fact"], variable.span, message)
                allow = self.story.allowed_facts.get(variable.name, {})
                yield Finding(
                    "dead_fact", variable.name, excused(problem, "dead_fact", allow), None, {"fact": variable.name}
                )

    def of_dilemmas(self, comparisons: Iterable[Comparison]) -> Iterator[Finding]:
        """Yield the pairs of options that lead to the same, and those of which one is never the worse."""
        told: set[tuple[str, str]] = set()
        for one in comparisons:
            pair = tuple(sorted(choice.key for choice in one.options))
            if one.same_future and (pair[0], pair[1]) not in told:
                told.add((pair[0], pair[1]))
                first, second = sorted(one.options, key=one.scene.choices.index)
                message = f"Whatever follows `{first.id}` can follow `{second.id}` as well, and the reverse."
                yield self._of_pair("same_future", one.scene, (first, second), message)
            if one.dominated:
                worse, better = one.options
                message = f"`{worse.id}` leaves nothing better than `{better.id}` does, and leads to nothing more."
                yield self._of_pair("dominated", one.scene, (worse, better), message)

    def _of_pair(self, kind: str, scene: Scene, options: tuple[Choice, Choice], message: str) -> Finding:
        problem = self.study.problem(CODES[kind], options[0].span, message, hint=HINTS[kind])
        allow = {**self.story.allowed_facts.get(scene.dilemma or "", {}), **scene.allow}
        for choice in options:
            allow |= choice.allow
        about = {"options": [choice.key for choice in options]}
        return Finding(kind, scene.key, excused(problem, kind, allow), None, about)

    def _scene(self, key: str) -> Scene:
        return self.story.scenes[key]
