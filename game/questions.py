"""What somebody who plays would ask, and the answers: for both ways to play, each with its own keys or words."""

from collections.abc import Iterator

from game.language import N_, _

_ON_THE_SCREEN = (
    (
        N_("How do I choose?"),
        N_("Press the number of a choice, or go to it with the arrows and press Enter, or click it."),
    ),
    (
        N_("What is the red?"),
        N_(
            "The lamp of the recorder, and loss. It stands for nothing else, and both are said in words as well. The "
            "settings have other colours."
        ),
    ),
    (
        N_("Is there a clock?"),
        N_(
            "Some choices have a limit, and then a bar and a number count down. They stand still while another "
            "screen is open. The settings ({settings}) turn every limit off."
        ),
    ),
    (N_("I use a screen reader."), N_("For screen readers, {reader} tells the same story line by line.")),
)
_LINE_BY_LINE = (
    (N_("How do I choose?"), N_("Type the number of a choice. Where there is nothing to choose, Enter goes on.")),
    (
        N_("Is there a clock?"),
        N_("Some choices have a limit on the screen. Here none is counted, unless you type {timers}."),
    ),
)
_EVERYWHERE = (
    (
        N_("How do I go back?"),
        N_(
            "To read it again: {journal} opens the whole run. To choose otherwise: {rewind} goes back to the start of "
            "a tape."
        ),
    ),
    (
        N_("Did I lose something?"),
        N_(
            "No. Every choice is kept as you make it, and you can close the terminal at any time. What a rewind cuts "
            "stays in the file and can be taken back. So does a run that you delete."
        ),
    ),
    (
        N_("Can I die?"),
        N_(
            "Yes, and so can nearly everybody. Then the tape stops, and nothing of the run is gone: go back to the "
            "start of a tape and choose otherwise, or begin a new run."
        ),
    ),
    (
        N_("Is there a right way?"),
        N_(
            "No. Every choice costs somebody something, and no run shows everything; {paths} shows how much there "
            "is that you have not seen."
        ),
    ),
    (
        N_("Why can't I take that choice?"),
        N_("It asks for something that is not so. Its reason stands beneath it, and {why} says what it was lost by."),
    ),
    (
        N_("What does the recorder do?"),
        N_(
            "It keeps what you tell it to, while there is tape. What is on tape can be played later, to anybody, and "
            "in the end it stands beside what was told."
        ),
    ),
    (
        N_("Must I read the hard parts?"),
        N_("No. Before each of them you are asked, and can read two sentences in its place. You miss no choice by it."),
    ),
    (
        N_("What does that word mean?"),
        N_("{words} shows notes on words: what each means, as somebody there would say it."),
    ),
    (
        N_("Who was that?"),
        N_("{people} shows everybody you know of, with how they are and what they remember of you."),
    ),
)


def answers(ways: dict[str, str], *, is_drawn: bool) -> Iterator[tuple[str, str]]:
    """Yield questions with their answers, in the language that is spoken.

    ``ways`` are the keys or words by which things are done, under the names that stand in braces above; ``is_drawn``
    tells what is asked of a screen from what is asked of the reader.
    """
    first, *others = _ON_THE_SCREEN if is_drawn else _LINE_BY_LINE
    for question, answer in (first, *_EVERYWHERE, *others):
        yield _(question), _(answer, **ways)
