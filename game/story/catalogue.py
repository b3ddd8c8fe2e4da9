"""Every code a problem can have. Each has a page in docs/problems/ whose examples are its tests.

HT0xx files and YAML, 1xx shapes, 2xx names, 3xx conditions and text, 4xx scenes and flow, 5xx proof. A code never
changes its meaning.
"""

from typing import NamedTuple


class Entry(NamedTuple):
    """A kind of problem: what it is called and how much it matters unless said otherwise."""

    title: str
    severity: str


def _errors(**titles: str) -> dict[str, Entry]:
    return {code: Entry(title, "error") for code, title in titles.items()}


def _warnings(**titles: str) -> dict[str, Entry]:
    return {code: Entry(title, "warning") for code, title in titles.items()}


def _notes(**titles: str) -> dict[str, Entry]:
    return {code: Entry(title, "note") for code, title in titles.items()}


CATALOGUE: dict[str, Entry] = (
    _errors(
        HT001="a file is missing",
        HT002="a file cannot be read",
        HT003="a file or a text is too large",
        HT004="a file is not UTF-8",
        HT005="a character that a terminal would obey",
        HT006="a tab in the indentation",
        HT007="YAML cannot read this",
        HT008="an anchor or an alias",
        HT009="a tag or a directive",
        HT010="a second document",
        HT011="nested too deep",
        HT012="the same key twice",
        HT013="too many files",
        HT014="a path outside the story",
        HT015="a symbolic link",
        HT016="a comment that swallows words",
        HT017="an empty file",
        HT018="a key that is not plain text",
    )
    | _errors(
        HT101="an unknown key",
        HT102="something is missing",
        HT103="the wrong shape",
        HT104="not one of the words possible here",
        HT105="not a number that fits",
        HT106="neither true nor false",
        HT107="not an id",
        HT108="a reserved word as an id",
        HT109="too many, or too few",
        HT110="nothing written",
        HT112="another version of the language",
        HT113="words are missing for values",
        HT114="two things where one is possible",
        HT115="a start outside the domain",
        HT116="not a name for a player",
    )
    | _notes(HT111="quotation marks that will not be shown")
    | _errors(
        HT201="an id declared twice",
        HT202="an unknown person",
        HT203="an unknown place",
        HT204="an unknown scene",
        HT205="an unknown variable",
        HT206="an unknown choice",
        HT207="an unknown group",
        HT208="an unknown stat",
        HT209="a fact of another chapter",
        HT210="a count outside its seasons",
        HT211="a former id in use",
        HT212="`them` outside `each`",
        HT213="`each` inside `each`, or of nobody",
        HT214="an unknown area or level",
        HT215="an unknown chapter or ending",
        HT217="an unknown season",
        HT218="a scene not named in full",
        HT219="a translation of what is not there",
    )
    | _notes(HT220="words that are not translated")
    | _warnings(HT221="a translation of other words")
    | _errors(HT222="a bar across no way")
    | _errors(
        HT301="a condition that cannot be read",
        HT302="something a condition cannot do",
        HT303="a comparison that cannot hold",
        HT304="a comparison the wrong way round",
        HT305="not a question",
        HT306="a condition too large",
        HT307="a text that cannot be read",
        HT308="something a text cannot do",
        HT309="branches nested too deep",
        HT310="whitespace control",
        HT311="a chain of comparisons",
        HT312="an effect that does not fit",
        HT313="a branch where only words can stand",
        HT314="a translation that asks more of the past",
    )
    | _errors(
        HT401="a scene that leads nowhere",
        HT402="a scene of two kinds",
        HT403="an ending that leads on",
        HT404="a coda that does more than speak",
        HT405="`back` with nowhere to go",
        HT406="a story that starts in an aside",
        HT407="routes that cannot all be taken",
        HT408="a choice that leads nowhere",
        HT409="a timer without its choice",
        HT410="a dilemma that does not decide",
        HT412="a clip that cannot be kept",
        HT415="`like` that leads nowhere",
        HT416="a presence that cannot be told",
        HT417="two counts that pay",
    )
    | _warnings(HT411="a lock that never shows")
    | _warnings(
        HT430="a scene that nobody can reach",
        HT431="a fact that is never read",
        HT432="a fact that is never written",
        HT433="a dilemma that nobody remembers",
        HT434="a choice that can never be taken",
        HT435="a route that can never be taken",
        HT436="a branch that can never be read",
        HT437="a past that cannot have happened",
        HT438="a label too long for a line",
        HT439="labels that look the same",
        HT440="a hard scene without content notes",
        HT441="a scene too long",
        HT444="a paragraph too long",
        HT445="the same word twice",
        HT446="speech that is opened and not closed",
        HT452="an ignore that silences nothing",
        HT453="an ignore that cannot be followed",
        HT454="a letter that terminals draw in different ways",
        HT456="a word that looks misspelt",
        HT457="a word of the other English",
        HT458="a note on a word that nobody reads",
    )
    | _notes(
        HT442="a long way to the first choice",
        HT443="many scenes without a choice",
        HT447="someone speaks who is not there",
        HT448="something nobody uses",
        HT449="a clip that nothing pays for",
        HT450="a phrase that comes back",
        HT455="someone named whom nobody knows yet",
    )
    | _errors(HT451="a history that cannot be played")
    | _errors(
        HT501="a moment with nothing to choose",
        HT502="no ending any more",
        HT503="someone in `with` who cannot be there",
        HT504="a law that does not hold",
        HT505="something that no playthrough gets to",
        HT506="a text that can come to nothing",
        HT507="a fact that is not both read and written",
        HT508="an effect that changes nothing",
        HT509="two options with the same future",
        HT510="an option that another is never worse than",
    )
)
