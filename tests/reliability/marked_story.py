"""A story in which every scene can be told from every other by its first word, however little of it was drawn."""

from pathlib import Path

SCENES = 40
"""Of each chapter."""
_WORLD = "stats:\n  trust: {range: 5, start: 2}\nfacts:\n  door: {says: You opened it.}\n"
_CAST = "you:\n  names: [Seung-ho]\npeople:\n  on_jo: {name: On-jo}\n"


def mark(chapter: int, scene: int) -> str:
    """Return the word that a scene begins with."""
    return f"Mark-{chapter:02d}-{scene:03d}"


def place(moves: int) -> tuple[int, int]:
    """Return the chapter and the scene that so many moves lead to."""
    return 1 + moves // SCENES, moves % SCENES


def write_marked_story(folder: Path, chapters: int = 3) -> Path:
    """Write a story of some chapters, each a walk of forty scenes with three choices; the last ends. Return its folder.

    Every choice of a scene leads to the next, so that any key plays on, and which one was pressed is in the move.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"part_{number}" for number in range(1, chapters + 1)]
    listed = ", ".join(f"{name}.yaml" for name in names)
    (folder / "story.yaml").write_text(
        f"story: marked\ntitle: A Walk\nformat: 1\nversion: 1.0.0\nstart: part_1.s000\nchapters: [{listed}]\n",
        encoding="utf-8",
    )
    (folder / "cast.yaml").write_text(_CAST, encoding="utf-8")
    (folder / "world.yaml").write_text(_WORLD, encoding="utf-8")
    for number, name in enumerate(names, start=1):
        scenes = [_scene(number, scene, chapters) for scene in range(SCENES)]
        head = f"chapter: {name}\ntitle: Part {number}\ntape: {number}\nscenes:\n"
        (folder / f"{name}.yaml").write_text(head + "".join(scenes), encoding="utf-8")
    return folder


def _scene(chapter: int, scene: int, chapters: int) -> str:
    text = f"    text: |\n      {mark(chapter, scene)} is where you are now.\n\n      You walk on.\n"
    last = scene == SCENES - 1
    if last and chapter == chapters:
        return f"  s{scene:03d}:\n{text}    ending: {{id: over, title: Over, kind: record}}\n"
    target = f"part_{chapter + 1}.s000" if last else f"s{scene + 1:03d}"
    choices = "".join(
        f"      - {{id: {name}, label: Go {name}., reply: You go {name}., to: {target}{effect}}}\n"
        for name, effect in (("left", ""), ("right", ", effects: {on_jo.trust: +1}"), ("on", ", effects: {door: true}"))
    )
    return f"  s{scene:03d}:\n{text}    choices:\n{choices}"
