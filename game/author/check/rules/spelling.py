"""HT456, HT457: words that are misspelt, and words of the other English."""

from collections.abc import Iterator

from game.author.check.dictionaries import MISSPELT, american, british, doubtful, is_installed, misspelt
from game.author.check.study import Study
from game.author.check.wording import find_word, names_of, words_of, words_read
from game.story.problems import Problem


def check(study: Study) -> Iterator[Problem]:
    """Yield words that are known to be misspelt, or to be spelt so on the other side of the sea.

    Names of people and places are passed over, and so are the story's own `words`. Without the lists of words, which
    come with the author's tools, nothing is found.
    """
    if not is_installed():
        return
    story = study.story
    ours = names_of(story) | {word for words in story.words for word in words_of(words)}
    listed = _listed(study)
    misspelt_here, foreign = set(listed[MISSPELT]), set(listed[story.english])
    wrong = misspelt() if misspelt_here - ours else {}
    for word in sorted(misspelt_here - ours):
        for span in find_word(study, word):
            yield study.problem(
                "HT456",
                span,
                f"“{word}” looks misspelt.",
                expected=wrong[word].replace(", ", " or "),
                hint="If it is right, list it under `words` in story.yaml.",
            )
    yield from _of_the_other(study, foreign - misspelt_here - ours)


def _listed(study: Study) -> dict[str, list[str]]:
    """Return the words of the whole story that stand in a list, by the list.

    To open the lists takes longer than all else here. So it is remembered which words were looked up, and which of them
    stand there.
    """
    words = words_read(study)
    looked_up, found = study.remembered.latest("looked up") or ("", {})
    if not words.issubset(looked_up.split()):
        found = {name: tuple(listed) for name, listed in doubtful(words).items()}
        study.remembered.note("looked up", (" ".join(sorted(words)), found))
    return {name: [word for word in listed if word in words] for name, listed in found.items()}


def _of_the_other(study: Study, words: set[str]) -> Iterator[Problem]:
    if not words:
        return
    other = american() if study.story.english == "british" else british()
    here, there = ("British", "American") if study.story.english == "british" else ("American", "British")
    for word in sorted(words):
        for span in find_word(study, word):
            yield study.problem(
                "HT457",
                span,
                f"“{word}” is {there}, and this story is in {here} English.",
                expected=other[word],
                hint=f"`english: {there.lower()}` in story.yaml turns this round; `words` there lists exceptions.",
            )
