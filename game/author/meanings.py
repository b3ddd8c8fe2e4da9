"""What each key of a story's files means, in a sentence or two: what editors show when somebody rests on it.

By the model that has the key. The whole of it is told in docs/format.md.
"""

_DOMAIN = {
    "range": "The highest value of a number, 1 to 20; the lowest is 0.",
    "one_of": "The possible values: a list of ids, or a mapping that gives each its words for the screen.",
    "start": "The value at the beginning. Else 0, false or the first of `one_of`.",
    "hidden": "`true` keeps it from every screen.",
}
_GAUGE = {
    "label": "What a screen calls it.",
    "better": "`low` if less of it is better. High unless said.",
}
_PERSON = {
    "start": "Values of stats that differ from the world's for this person.",
    "without": "Stats of the world that this person does not have.",
    "stats": "Stats that this person alone has.",
}
_WAS = "Former ids. Runs that were kept with them still play."
_ALLOW = "Kinds of problem that `hyosan prove` may find here, each with why it is meant. They become notes."
_NOTE = "The author's own remark. The program does not use it."
_EACH = "People, or a group, for each of whom one is made; `them` is that person, and ids get their id behind."
_IF = "A condition, such as `on_jo.trust >= 3 and not seen(stairs)`."
_ENDING_ID = "Its id, which no other ending of the story has."
_TO = "Where it leads: a scene, `chapter.scene`, `back`, or a list of routes of which the first that holds is taken."

MEANINGS: dict[str, dict[str, str]] = {
    "StoryFile": {
        "story": "The story's id. Saved runs belong to it.",
        "title": "What the story is called.",
        "format": "The version of this language: 1.",
        "version": "The version of the story, such as 1.0.0.",
        "start": "The scene with which it begins, as `chapter.scene`.",
        "about": "What the title screen says: the first line under the name, the others with the content notes.",
        "notes": "Content notes for the whole story; chapters add theirs.",
        "refrains": "Phrases that are meant to come back word for word.",
        "words": "Words that are right, whatever a dictionary of misspellings says.",
        "english": "Whose spelling the story has. British unless said.",
        "seasons": "Runs of chapters, each with a title. In the place of `chapters`.",
        "chapters": "The chapters' files in the order of the story. In the place of `seasons`.",
        "languages": "Languages that the story is translated into, each by the name of its folder of files: `[ko]`.",
    },
    "SeasonPart": {
        "id": "The season's id, for counts that belong to it.",
        "title": "What the season is called.",
        "chapters": "The chapters' files in order.",
    },
    "CastFile": {
        "you": "The one whom the player plays.",
        "people": "Everybody else, by id, in the order of lists and of the roster.",
        "groups": "Sets of people by id, for conditions, counts and `each`.",
    },
    "YouPart": {
        "names": "Names that are offered at the beginning, the first unless another is chosen.",
        "typed": "`true` lets the player type a name of their own.",
        "asks": "The words in which the name is asked.",
        **_PERSON,
    },
    "PersonPart": {
        "name": "What people call them; what `{{ id.name }}` says.",
        "full": "Their whole name; what `{{ id.full }}` says.",
        "hangul": "Their name in Hangul, for their card.",
        "role": "Who they are, in a word or two, for lists.",
        "card": "Who they are, in a few sentences, for their card.",
        "later": "Another role and another card from a season on, by the season's id.",
        "known": "`true` lists them before they are met.",
        **_PERSON,
    },
    "LaterPart": {
        "role": "Who they are by then, in a word or two; as before unless said.",
        "card": "Who they are by then, in a few sentences; as before unless said.",
    },
    "WorldFile": {
        "stats": "Qualities that everybody has.",
        "counts": "Numbers that the group has.",
        "facts": "What several chapters read of what was done.",
    },
    "StatPart": {
        **_DOMAIN,
        **_GAUGE,
        "able": "The values with which somebody can be there and speak. A story has one stat with this at most.",
        "alive": "The values with which somebody lives. Those of `able` unless said.",
    },
    "CountPart": {
        **_DOMAIN,
        **_GAUGE,
        "seasons": "Where it is shown, read and written. Everywhere unless said.",
        "pays": "`clips` makes it the count that clips are paid from.",
    },
    "FactPart": {
        **_DOMAIN,
        "says": "The sentence for lock reasons, the journal and cards.",
        "of": "Who remembers it: it stands on their card.",
        "notice": "What is shown when it becomes true, in the place of “… will remember that.”; `none` for silence.",
        "each": _EACH,
        "allow": _ALLOW,
        "note": _NOTE,
    },
    "PlacesFile": {
        "areas": "Parts of the map, by id.",
        "places": "Places by id; on a level they stand from left to right in this order.",
    },
    "AreaPart": {"title": "What it is called.", "levels": "Its levels from the top down."},
    "PlacePart": {
        "name": "What the place is called.",
        "area": "The part of the map that it is in.",
        "level": "The level of that area.",
        "joins": "Places one can go to from here. Each counts both ways.",
        "barred": "What bars the place, or a way from it: the map says so while its `if` holds.",
        "known": "`true` draws it before it was visited.",
    },
    "BarPart": {
        "way": "The place to which the way is barred, one that is joined with this. Without it, the place itself is.",
        "if": "While this holds it is barred; always, without. Scenes are named in full, as in laws.",
        "because": "What is in the way, as a sentence.",
    },
    "RecordFile": {
        "lines": "Events, in the order in which they are read.",
        "epilogues": "What is read after an ending of the kind `record`, in order.",
    },
    "LinePart": {
        "id": "The line's id.",
        "if": f"When the line is shown. {_IF}",
        "happened": "What happened. A column that comes to nothing is blank.",
        "on_tape": "What is on tape.",
        "told": "What was told.",
    },
    "EpiloguePart": {
        "id": "The epilogue's id.",
        "of": "Whom it is about.",
        "if": f"When it is read. {_IF}",
        "text": "What is read.",
        "ending": "A personal ending that is reached with it.",
    },
    "PersonalEndingPart": {"id": _ENDING_ID, "title": "What it is called."},
    "LawPart": {
        "id": "The law's id. `law_1`, `law_2` and so on unless said.",
        "because": "Why it must hold, for whoever breaks it.",
        "never": "A condition that holds at no moment that can be reached.",
        "leads_to": "From every reachable moment in a scene, one of some scenes or endings can still be reached.",
        "every_ending_from": "A scene, or `start`, from some moment of which each ending can be reached.",
        "at_least": "How many things of a kind can be reached.",
    },
    "LeadsToPart": {"from": "The scene from which.", "some": "Scenes or endings, one of which can still be reached."},
    "AtLeastPart": {
        kind: f"The least number of {kind} that can be reached."
        for kind in ("dilemmas", "endings", "scenes", "choices", "clips")
    },
    "HistoryPart": {
        "id": "The history's id, for `hyosan play --from`.",
        "title": "What it is called where it is offered.",
        "about": "What was done on that way, in a sentence or two.",
        "moves": "A run from the beginning, as an exported one has it.",
    },
    "TermPart": {
        "term": "The word, under which its note is found.",
        "forms": "How it stands in the story, where that is not only the word itself.",
        "note": "What it means, in a sentence or two that somebody in the story could say.",
    },
    "ChapterFile": {
        "chapter": "The chapter's id. Files that begin with the same one are parts of one chapter.",
        "title": "What the chapter is called.",
        "tape": "The number of its tape: rewinding to that tape goes here.",
        "notes": "Content notes for this chapter.",
        "facts": "Facts that only this chapter, the Record and the laws read.",
        "scenes": "The scenes, by id.",
        "was": _WAS,
        "note": _NOTE,
    },
    "ScenePart": {
        "text": "What is read on arrival: prose with `{% if … %}`, `{{ … }}` and `*emphasis*`; an empty line ends a "
        "paragraph.",
        "title": "What paths and graphs call the scene.",
        "place": "Where it is: a place of places.yaml.",
        "clock": "The time, shown as written.",
        "with": "Who is there, and must be able to be.",
        "maybe": "Who is there if they are able.",
        "like": "A scene of this chapter whose place, clock, `with` and `maybe` hold here where there are none.",
        "enter": "Effects on arriving here.",
        "clip": "Something that can be recorded here.",
        "dilemma": "A fact that each choice here sets to a value of its own.",
        "timer": "A choice that is taken when time runs out.",
        "choices": "What the player can do: nine at most, forty if `typed`.",
        "to": f"{_TO} With choices: for each that does not say otherwise.",
        "ending": "Makes this an ending.",
        "coda": "`true` makes this a text after an ending.",
        "aside": "`true` lets it be entered from many scenes and left with `to: back`.",
        "each": _EACH,
        "care": "What may be read in the place of a scene that is hard to read.",
        "typed": "`true` lets the player type the beginning of a label.",
        "was": _WAS,
        "allow": _ALLOW,
        "note": _NOTE,
    },
    "ChoicePart": {
        "id": "The choice's id. No other in its scene has it.",
        "label": "What the player does. `say` is for speech.",
        "say": "What the player says: a label that is shown in quotation marks.",
        "if": f"When it can be taken. {_IF}",
        "locked": "Shown while `if` fails: a sentence, or `true` for the reason alone. Else the choice is hidden.",
        "once": "`true` if it can be taken a single time in a run.",
        "effects": "What it changes: `+1`, `-1` or a value for each variable.",
        "reply": "What is read when it was taken, before the next scene.",
        "to": _TO,
        "each": _EACH,
        "was": _WAS,
        "allow": _ALLOW,
        "note": _NOTE,
    },
    "RoutePart": {"if": f"When it is taken. {_IF} The last route has none.", "to": "The scene that it leads to."},
    "ClipPart": {
        "id": "A fact that is true once it was recorded.",
        "units": "What it takes from the count that pays for clips. 1 unless said.",
        "label": "What is recorded.",
        "reply": "What is read when it was recorded.",
    },
    "TimerPart": {
        "seconds": "How long the player has.",
        "then": "The choice that is taken then. It has neither `if` nor `once`.",
    },
    "CarePart": {
        "about": "What the hardest part is about.",
        "summary": "Two sentences that can be read in its place.",
    },
    "EndingPart": {
        "id": _ENDING_ID,
        "title": "What the ending is called.",
        "kind": "`record`, with the Record and the epilogues; or `tape_stops`, an early end without them.",
    },
}
