"""What is said when somebody comes to remember something, where the author wrote nothing for it."""

from game.language import with_particles


def will_remember(name: str, language: str = "") -> str:
    """Return the notice that somebody will remember, in the story's language or in a translation's."""
    return with_particles(f"{name}이(가) 이 일을 기억한다.") if language == "ko" else f"{name} will remember that."
