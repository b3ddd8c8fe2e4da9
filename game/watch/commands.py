"""What an author can ask of the game while it is being written."""

from game.tui.commands import PLAY, Command

WATCH = (
    Command("g", "go", "go to", "Go to a scene", "Stand in a scene, after moves that some player comes there by."),
    Command("v", "variable", "variable", "Watch or set a variable", "A name watches it; a name = a value sets it."),
    Command("x", "prospects", "effects", "What choices change", "Show or hide what each choice would change."),
    Command("e", "problems", "problems", "Problems", "What is wrong with the story as it was saved last."),
)
COMMANDS = (*WATCH, *(command for command in PLAY if command.action != "saves"))
