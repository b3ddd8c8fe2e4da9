"""What happened, put into lines: a scene, its choices, a reply, a change, an ending."""

from collections.abc import Callable

from game.engine import rules
from game.engine.events import (
    ChapterBegan,
    ClipKept,
    Ended,
    Event,
    Lost,
    Remembered,
    ReplyGiven,
    SceneEntered,
    VariableChanged,
)
from game.engine.playthrough import Playthrough, Step
from game.engine.record import afterwords, endings_reached, record_rows
from game.engine.roster import change_words, known_people, person_name
from game.engine.state import Moment
from game.plain import wording
from game.plain.page import Page
from game.story.model import Chapter, Scene

ReadScene = Callable[[Scene, tuple[str, ...]], tuple[str, ...]]
"""Given a scene and its paragraphs, returns what to read of it: the player may take the summary instead."""


class Teller:
    """Tells the steps of one playthrough on a page."""

    def __init__(self, page: Page, playthrough: Playthrough) -> None:
        self._page = page
        self._run = playthrough
        self._heading = ""
        self._announced: set[str] = set()

    def tell(self, step: Step, read_scene: ReadScene = lambda _, paragraphs: paragraphs) -> None:
        """Tell all that a step told, in order."""
        lost = {event.person for event in step.events if isinstance(event, Lost)}
        for event in step.events:
            self._tell(event, lost, read_scene)

    def _tell(self, event: Event, lost: set[str], read_scene: ReadScene) -> None:
        page = self._page
        match event:
            case ReplyGiven(paragraphs=paragraphs):
                page.paragraphs(paragraphs)
            case VariableChanged(variable=variable) if variable.person is None or self._knows(variable.person):
                # Losing somebody is told once, as a loss.
                is_loss = variable.person in lost and variable.stat == self._presence
                words = "" if is_loss else change_words(self._run, variable, event.before, event.after)
                if words:
                    page.line(words)
            case Remembered(person=person, notice=notice) if self._knows(person):
                page.line(notice)
            case Lost(person=person, word=word) if self._knows(person):
                page.line(f"{person_name(self._run, person)}: {word}.")
            case ClipKept(clip=clip):
                page.line(
                    f"On tape: {rules.render_line(self._run.story, self._run.moment, clip.label, self._run.player)}."
                )
            case ChapterBegan(chapter=chapter):
                self.begin_chapter(chapter)
            case SceneEntered(moment=moment, paragraphs=paragraphs):
                self._enter(moment, paragraphs, read_scene)
            case Ended():
                self._end()
            case _:
                pass

    @property
    def _presence(self) -> str | None:
        return self._run.story.presence.id if self._run.story.presence else None

    def _knows(self, person: str) -> bool:
        return any(known.id == person for known in known_people(self._run))

    def begin_chapter(self, chapter: Chapter) -> None:
        """Write a chapter's heading, and what it contains the first time."""
        self._page.part()
        self._page.line(wording.chapter_heading(chapter))
        if chapter.notes and chapter.id not in self._announced:
            self._page.line(f"Content notes: {'; '.join(chapter.notes)}.")
        self._announced.add(chapter.id)

    def _enter(self, moment: Moment, paragraphs: tuple[str, ...], read_scene: ReadScene) -> None:
        heading = wording.scene_heading(self._run.story, moment)
        self._page.part()
        if heading and heading != self._heading:
            self._page.line(heading)
        self._heading = heading
        self._page.paragraphs(read_scene(moment.scene, paragraphs))

    def _end(self) -> None:
        run, page = self._run, self._page
        moment = run.ending_moment
        if moment is None:
            return
        ending, *personal = endings_reached(run.story, moment)
        page.part()
        page.line(f"{'The tape stops' if ending.kind == 'tape_stops' else 'Ending'}: {ending.title}.")
        if ending.kind != "record":
            return
        for afterword in afterwords(run.story, moment, run.player):
            page.paragraphs(afterword.paragraphs)
        if personal:
            page.line(f"Endings of people: {'; '.join(one.title for one in personal)}.")
        page.part()
        page.line("The Record")
        page.lines(wording.record_lines(record_rows(run.story, moment, run.player)))
