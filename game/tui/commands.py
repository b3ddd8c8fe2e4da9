"""What a player can ask of a screen.

One declaration makes the key, the line at the foot, the palette entry and the help.
"""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace
from textual.binding import Binding


class Command(Struct, frozen=True):
    """Something to ask for by key, by mouse, or by name in the palette."""

    key: str
    """As Textual names it; several are separated by commas."""
    action: str
    foot: str
    """The word at the foot of the screen; empty to leave it out there."""
    title: str
    """Its name in the palette and in the help."""
    help: str
    shown: str = ""
    """How the key is written, where that is not its name."""

    @property
    def key_words(self) -> str:
        """How the key is written for people."""
        return self.shown or self.key


HELP = Command("question_mark,f1", "help", "help", "Help", "Every key of this screen, and how the game is played.", "?")
PALETTE = Command("ctrl+p", "command_palette", "", "Palette", "Find anything by its name.")
CLOSE = Command("escape,q", "close", "back", "Back", "Return to where you were.", "Esc")
ENDINGS = Command("e", "endings", "endings", "Endings", "The endings you have come to in any run, and how many others.")

PATHS_OF_TAPE = Command("p", "paths", "", "Paths", "What you did on each tape, and how much of it you have not seen.")

TITLE = (
    Command("c", "go_on", "continue", "Continue", "Go on with the run you played last."),
    Command("n", "begin", "new", "New run", "Begin the story: from the start, or later where it offers that."),
    Command("l", "saves", "saves", "Saves", "All your runs: go on, rename, copy out, delete."),
    ENDINGS,
    Command("o", "settings", "settings", "Settings", "Pace, motion, timers, colours, width."),
    HELP,
    PALETTE,
    Command("q,escape", "leave", "quit", "Quit", "Close the game. Every choice is already kept.", "q"),
)

PLAY = (
    Command("r", "clip", "record", "Record", "Keep this on tape. It costs what it says beside it."),
    Command("k", "care", "summary", "Summary", "Where a scene warns you: read two sentences in its place."),
    Command("s", "people", "people", "Survivors", "Who is there, how they are, and what they remember of you."),
    Command("j", "journal", "journal", "Journal", "The whole run so far, to read and to search."),
    Command("m", "map", "map", "Map", "Where you are, what leads where, and who was seen there."),
    Command("t", "record", "the Record", "The Record", "What happened, what is on tape, what was told, so far."),
    Command("g", "words", "words", "Words", "What the words on this page mean, as somebody there would say it."),
    HELP,
    PATHS_OF_TAPE,
    Command("w", "why", "why", "Why locked", "What a locked choice asks for, and which of your moves cost it."),
    Command("x", "skip", "", "Skip", "Pass over what you have read in another run, to what is new or to be chosen."),
    Command("b", "rewind", "", "Rewind", "Go back to the start of a tape. A splice is noted."),
    Command("l", "saves", "", "Saves", "All your runs."),
    Command("o", "settings", "", "Settings", "Pace, motion, timers, colours, width."),
    PALETTE,
    Command("q", "leave", "leave", "Leave", "Return to the title. Every choice is already kept."),
)

READING = (
    ("1 to 9", "Take that choice."),
    ("Up, Down, Enter", "Go through the choices and take one."),
    ("Space", "Show the rest; then the next page; then go on."),
    ("PgUp, PgDn", "Read back and forth by a page."),
    ("Home, End", "Read from the first line that is here, or the last."),
)
"""Keys of the reading pane that are no commands: for the help screen."""

JOURNAL = (
    Command("slash", "search", "search", "Search", "Find words in everything you have read.", "/"),
    Command("n", "next_match", "next", "Next", "The next place where the words stand."),
    Command("N", "previous_match", "", "Previous", "The place before."),
    replace(PATHS_OF_TAPE, foot="paths"),
    HELP,
    CLOSE,
)

PEOPLE = (Command("enter", "open", "card", "Card", "All that is known of one person.", "Enter"), HELP, CLOSE)
READ_ONLY = (HELP, CLOSE)
PICK = (Command("enter", "open", "this one", "This one", "Take this run.", "Enter"), HELP, CLOSE)
COMPARE = Command("c", "compare", "compare", "Side by side", "Two runs beside each other: where they parted, and how.")
MORE = Command("space", "more", "more", "More", "The next page; PgUp and the arrows go back.", "Space")
PAGE = (MORE, HELP, CLOSE)
CARD = (Command("w", "why", "why", "Why", "Which of your moves led to what has become of them."), *PAGE)
GALLERY = (MORE, COMPARE, HELP, CLOSE)
PATHS = (
    Command("left", "earlier", "earlier", "Earlier tape", "The tape before this one.", "Left"),
    Command("right", "later", "later", "Later tape", "The tape after this one.", "Right"),
    MORE,
    HELP,
    CLOSE,
)
HELP_ITSELF = (
    Command("a", "answers", "answers", "Answers", "What people ask first."),
    MORE,
    CLOSE,
)
RECORD = (
    MORE,
    Command("x", "export", "export", "Export", "Write the Record to a file: one page to read or print, or Markdown."),
    HELP,
    CLOSE,
)
MAP = (
    Command("l", "list", "list", "List", "The same as a list: every place you know, and who was seen there."),
    Command("tab,space", "next_area", "next map", "Next map", "The map of the next part of the world you know.", "Tab"),
    Command("up", "move(0,-1)", "", "Up", "The next place upwards."),
    Command("down", "move(0,1)", "", "Down", "The next place downwards."),
    Command("left", "move(-1,0)", "", "Left", "The next place to the left on this level."),
    Command("right", "move(1,0)", "", "Right", "The next place to the right on this level."),
    HELP,
    CLOSE,
)
SETTINGS = (
    Command("right,enter,space", "turn(1)", "change", "Change", "The next value.", "Enter"),
    Command("left", "turn(-1)", "", "Change back", "The value before."),
    HELP,
    CLOSE,
)
SAVES = (
    Command("enter", "open", "play", "Play", "Go on with this run.", "Enter"),
    Command("n", "begin", "new", "New run", "Begin the story: from the start, or later where it offers that."),
    Command("e", "rename", "rename", "Rename", "Give this run another name."),
    Command("x", "export", "export", "Export", "Write this run to a file that can be sent and read back."),
    Command("d,delete", "delete", "delete", "Delete", "Put this run in the bin.", "d"),
    COMPARE,
    HELP,
    CLOSE,
)
REWIND = (
    Command("enter", "open", "rewind", "Rewind", "Go back to the start of this tape.", "Enter"),
    Command("u", "take_back", "take back", "Take back", "Undo the last cut: what it took comes back."),
    replace(PATHS_OF_TAPE, foot="paths"),
    HELP,
    CLOSE,
)
ENDING = (
    Command("t", "record", "the Record", "The Record", "What happened, what is on tape, what was told."),
    Command("b", "rewind", "rewind", "Rewind", "Go back to the start of a tape. A splice is noted."),
    Command("n", "begin", "new run", "New run", "Begin the story: from the start, or later where it offers that."),
    ENDINGS,
    replace(PATHS_OF_TAPE, foot="paths"),
    Command("w", "why", "why", "Why", "Which of your moves led to this ending."),
    Command("j", "journal", "journal", "Journal", "The whole run, to read and to search."),
    HELP,
    Command("q", "leave", "title", "Title", "Return to the title."),
    Command("escape", "close", "back", "Back", "Return to the last page.", "Esc"),
)


def bindings(commands: Iterable[Command]) -> list[Binding | tuple[str, str] | tuple[str, str, str]]:
    """Return the bindings of a screen's commands."""
    return [Binding(command.key, command.action, command.title, show=False) for command in commands]
