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
from game.engine.prose import plain
from game.engine.record import afterwords, endings_reached, record_rows
from game.engine.roster import change_words, known_people, person_name
from game.engine.state import Moment
from game.language import _
from game.plain import wording
from game.plain.page import Page
from game.story.model import Chapter, Scene

ReadScene = Callable[[Scene, tuple[str, ...]], tuple[str, ...]]
"""Given a scene and its paragraphs, returns what to read of it: the player may take the summary instead."""


def _in_full(_: Scene, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    return paragraphs


class Teller:
    """Tells the steps of one playthrough on a page."""

    def __init__(
        self,
        page: Page,
        playthrough: Playthrough,
        read_scene: ReadScene = _in_full,
        goes_on: Callable[[], bool] | None = None,
        *,
        reads_record: bool = True,
    ) -> None:
        """``goes_on`` may wait between the paragraphs of a scene, as ``Page.paragraphs`` has it.

        Without ``reads_record`` an ending is only named.
        """
        self._page = page
        self._read_scene = read_scene
        self._goes_on = goes_on
        self._reads_record = reads_record
        self._run = playthrough
        self._heading = ""
        self._announced: set[str] = set()
        # Kept up to date step by step: asking the whole run about each event would make a long one slow.
        self._known = {person.id for person in known_people(playthrough)}

    def tell(self, step: Step, *, is_passed: bool = False) -> None:
        """Tell all that a step told, in order; of a page that is passed over, only what happened."""
        if step.arrived:
            self._known.update(rules.present(self._run.story, step.after))
        lost = {event.person for event in step.events if isinstance(event, Lost)}
        for event in step.events:
            if not (is_passed and isinstance(event, SceneEntered)):
                self._tell(event, lost)

    def stand(self) -> None:
        """Say where the run stands: its chapter, its scene and the text as it read on arrival."""
        self._begin_chapter(self._run.chapter)
        self._enter(self._run.moment, self._run.text)

    def _tell(self, event: Event, lost: set[str]) -> None:
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
                page.line(plain(notice))
            case Lost(person=person, word=word) if self._knows(person):
                page.line(f"{person_name(self._run, person)}: {word}.")
            case ClipKept(clip=clip):
                label = rules.render_line(self._run.story, self._run.moment, clip.label, self._run.player)
                page.line(f"{_('On tape')}: {plain(label)}.")
            case ChapterBegan(chapter=chapter):
                self._begin_chapter(chapter)
            case SceneEntered(moment=moment, paragraphs=paragraphs):
                self._enter(moment, paragraphs)
            case Ended():
                self._end()
            case _:
                pass

    @property
    def _presence(self) -> str | None:
        return self._run.story.presence.id if self._run.story.presence else None

    def _knows(self, person: str) -> bool:
        return person in self._known

    def _begin_chapter(self, chapter: Chapter) -> None:
        self._page.part()
        self._page.line(wording.chapter_heading(chapter))
        if chapter.notes and chapter.id not in self._announced:
            self._page.line(_("Content notes: {notes}.", notes="; ".join(chapter.notes)))
        self._announced.add(chapter.id)

    def _enter(self, moment: Moment, paragraphs: tuple[str, ...]) -> None:
        heading = wording.scene_heading(self._run.story, moment)
        self._page.part()
        if heading and heading != self._heading:
            self._page.line(heading)
        self._heading = heading
        care = wording.care_line(moment.scene)
        if care:
            self._page.line(care)
        self._page.paragraphs(self._read_scene(moment.scene, paragraphs), self._goes_on)

    def _end(self) -> None:
        run, page = self._run, self._page
        moment = run.ending_moment
        if moment is None:
            return
        ending, *_personal = endings_reached(run.story, moment)
        page.part()
        stops = ending.kind == "tape_stops"
        told = _("The tape stops: {title}", title=ending.title) if stops else _("Ending: {title}", title=ending.title)
        page.line(f"{told}.")
        if ending.kind != "record" or not self._reads_record:
            return
        for afterword in afterwords(run.story, moment, run.player):
            page.paragraphs(afterword.paragraphs)
            if afterword.epilogue.ending is not None:
                page.line(_("Ending: {title}", title=afterword.epilogue.ending.title) + ".")
        page.part()
        page.line(wording.record_heading(run.splices))
        page.lines(wording.record_lines(record_rows(run.story, moment, run.player)))
