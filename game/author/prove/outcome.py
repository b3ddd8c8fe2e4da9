"""What a proof comes to."""

from msgspec import Struct, field

from game.author.prove.claims import Answer, Claim, Kind
from game.author.prove.doom import Doom
from game.author.prove.findings import Finding
from game.errors import ExitCode
from game.story.problems import Problem


class Proof(Struct, frozen=True):
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
