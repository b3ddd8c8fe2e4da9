"""HT456, HT457: words that are misspelt, and words of the other English."""

from collections.abc import Iterator, Mapping

from game.author.check.dictionaries import american, british, is_installed, misspelt
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
    words = words_read(study) - ours
    wrong = misspelt()
    for word in sorted(words & wrong.keys()):
        for span in find_word(study, word):
            yield study.problem(
                "HT456",
                span,
                f"“{word}” looks misspelt.",
                expected=wrong[word].replace(", ", " or "),
                hint="If it is right, list it under `words` in story.yaml.",
            )
    is_british = story.english == "british"
    yield from _of_the_other(study, words - wrong.keys(), american() if is_british else british())


def _of_the_other(study: Study, words: set[str], other: Mapping[str, str]) -> Iterator[Problem]:
    here, there = ("British", "American") if study.story.english == "british" else ("American", "British")
    for word in sorted(words & other.keys()):
        for span in find_word(study, word):
            yield study.problem(
                "HT457",
                span,
                f"“{word}” is {there}, and this story is in {here} English.",
                expected=other[word],
                hint=f"`english: {there.lower()}` in story.yaml turns this round; `words` there lists exceptions.",
            )
