"""Stories for tests, written as an author's files and read by the real loader."""

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from game.story.loader import load_story
from game.story.model import Story

Files = Mapping[str, object]


def write_story(folder: Path, files: Files) -> None:
    """Write a story's files: text as it stands, anything else as JSON, which is YAML too."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=1)
        (folder / name).write_text(text, encoding="utf-8")


def story_of(files: Files) -> Story:
    """Return the story that some files are. They must hold no error."""
    with TemporaryDirectory() as folder:
        write_story(Path(folder), files)
        loaded = load_story(Path(folder))
    assert loaded.story is not None, [f"{problem.span}: {problem.message}" for problem in loaded.problems]
    return loaded.story
