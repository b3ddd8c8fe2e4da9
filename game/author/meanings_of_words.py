"""What each key of a translation's files means: what editors show when somebody rests on it.

By the model that has the key.
"""

_OF = "The sign of the original that was translated: `hyosan check` says which it is, and when it is another."
_STATS = "The words of stats that this person alone has, by id."

MEANINGS_OF_WORDS: dict[str, dict[str, str]] = {
    "StoryWords": {
        "of": _OF,
        "title": "What the story is called.",
        "about": "What the title screen says, in place of the original's lines.",
        "notes": "The content notes, in place of the original's.",
        "seasons": "The words of seasons, by id.",
    },
    "SeasonWords": {"of": _OF, "title": "What the season is called."},
    "CastWords": {"you": "The words that ask the player who they are.", "people": "The words of people, by id."},
    "YouWords": {
        "of": _OF,
        "names": "The names that are offered, in place of the original's.",
        "asks": "The words in which the name is asked.",
        "stats": _STATS,
    },
    "PersonWords": {
        "of": _OF,
        "name": "What screens and texts call them.",
        "full": "The full name.",
        "role": "What they are, in a few words.",
        "card": "What their card says.",
        "later": "From a season on, another role and card, by the season's id.",
        "stats": _STATS,
    },
    "LaterWords": {"of": _OF, "role": "What they are from then on.", "card": "What their card says from then on."},
    "WorldWords": {
        "stats": "The words of everyone's stats, by id.",
        "counts": "The words of counts, by id.",
        "facts": "The words of facts, by id.",
    },
    "StatWords": {
        "of": _OF,
        "label": "What a screen calls it.",
        "one_of": "The words of its values, by value.",
    },
    "FactWords": {
        "of": _OF,
        "says": "The sentence for lock reasons, the journal and cards.",
        "notice": "What is shown when it becomes true.",
        "one_of": "The words of its values, by value.",
    },
    "PlacesWords": {"areas": "The words of areas, by id.", "places": "The names of places, by id."},
    "AreaWords": {
        "of": _OF,
        "title": "What it is called.",
        "levels": "Its levels: as many as the original has, in the same order.",
    },
    "PlaceWords": {
        "of": _OF,
        "name": "What it is called.",
        "barred": "What is in the way there: as many sentences as the original has, in the same order.",
    },
    "ChapterWords": {
        "of": _OF,
        "chapter": "The id of the chapter that the original's file is of.",
        "title": "What the chapter is called.",
        "notes": "Its content notes, in place of the original's.",
        "facts": "The words of its facts, by id.",
        "scenes": "The words of its scenes, by id.",
    },
    "SceneWords": {
        "of": _OF,
        "text": "What is read on arrival. It may ask whatever the story asks, in branches of its own.",
        "title": "What paths and graphs call the scene.",
        "clock": "The time, shown as written; scenes that are `like` this one have it too.",
        "clip": "The words of its clip.",
        "care": "The words that stand for it where it is hard to read.",
        "ending": "The words of its ending.",
        "choices": "The words of its choices, by id.",
    },
    "ClipWords": {"label": "What keeping it is called.", "reply": "What is read when it is kept."},
    "CareWords": {"about": "What the hardest part is about.", "summary": "Two sentences that can be read instead."},
    "EndingWords": {"title": "What the ending is called."},
    "ChoiceWords": {
        "of": _OF,
        "label": "What is done, where the original has a `label`.",
        "say": "What is said, where the original has a `say`.",
        "locked": "Why it cannot be taken yet.",
        "reply": "What is read when it is taken.",
    },
    "RecordWords": {"lines": "The words of the Record's lines, by id.", "epilogues": "The words of epilogues, by id."},
    "LineWords": {
        "of": _OF,
        "happened": "The column of what happened.",
        "on_tape": "The column of what is on tape.",
        "told": "The column of what was told.",
    },
    "EpilogueWords": {"of": _OF, "text": "What is read.", "ending": "The words of its ending."},
    "HistoryWords": {"of": _OF, "title": "What it is called.", "about": "What was done on that way."},
}
