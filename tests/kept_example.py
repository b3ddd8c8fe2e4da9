"""A small story in which every kind of file says something that another file asks about."""

STORY = {
    "story.yaml": """story: example
title: An Example
format: 1
version: 1.0.0
start: hall.door
refrains: [the door is shut and nobody comes]
seasons:
  - id: first
    title: The First
    chapters: [hall.yaml, yard.yaml]
  - id: second
    title: The Second
    chapters: [roof.yaml]
languages: [ko]
""",
    "cast.yaml": """you: {names: [Ann], typed: true}
people:
  on_jo: {name: On-jo, role: Pupil, card: She waits., known: true}
  nam_ra: {name: Nam-ra, full: Choi Nam-ra}
  cho: {name: Cho, later: {second: {role: Guard}}}
groups: {pair: [on_jo, nam_ra]}
""",
    "world.yaml": """stats:
  trust: {range: 5, start: 2, label: Trust}
  state: {one_of: {well: well, gone: gone}, able: [well]}
counts:
  noise: {range: 5, start: 3, label: Noise}
  tape: {range: 5, start: 5, label: Tape, pays: clips}
facts:
  way: {one_of: [none, down, up]}
  told: {of: on_jo, says: You told her.}
  kept: {each: pair, says: 'You kept {{ them.name }}.'}
""",
    "places.yaml": """areas: {school: {title: School, levels: [2F, 1F]}}
places:
  hall: {name: Hall, area: school, level: 1F, joins: [yard]}
  yard: {name: Yard, area: school, level: 1F, barred: [{if: told, because: She waits there.}]}
  attic: {name: Attic, area: school, level: 2F}
""",
    "hall.yaml": """chapter: hall
title: The Hall
notes: [a hard scene]
facts:
  door: {one_of: [shut, open], says: The door.}
scenes:
  door:
    place: hall
    clock: Mon
    with: [on_jo]
    text: |
      Somebody knocks, and the door is shut and nobody comes. {{ you.name }} waits with {{ names(present, pair) }}.

      One night it will all be over, says On-jo.
    to: [{if: 'seen(yard.tree)', to: stairs}, yard.tree]
    choices:
      - {id: open, label: Open the door., effects: {door: open, told: true}, once: true}
      - {id: speak, say: Who is it?, reply: Nobody says., if: noise >= 1, effects: {noise: -1}}
      - id: keep
        each: pair
        label: 'Keep {{ them.name }}.'
        if: 'them == "on_jo" or told'
        effects: {kept_them: true}
  stairs:
    like: door
    text: '{% if taken(door.open) %}You opened it.{% elif noise > 4 %}Too loud.{% else %}You go up.{% endif %}'
    clip: {id: tape_stairs, units: 2, label: The stairs., reply: It runs.}
    was: [steps]
    to: roof.sky
""",
    "yard.yaml": """chapter: yard
title: The Yard
scenes:
  tree:
    place: yard
    with: [nam_ra]
    maybe: [cho]
    enter: {noise: +1, nam_ra.trust: +1}
    text: |
      One night it will all be over, and Choi Nam-ra is the the first to say it. A colour of leaves.
    dilemma: way
    choices:
      - {id: again, label: Go back., effects: {way: down}, to: hall.door}
      - {id: up, label: Go up!, effects: {way: up}, to: roof.sky}
      - {id: look, label: Look., to: look, locked: It is dark., if: 'alive(nam_ra) and not told', effects: {way: down}}
  look:
    aside: true
    text: A tree.
    to: back
facts:
  bark: {says: You felt it.}
""",
    "roof.yaml": """chapter: roof
title: The Roof
scenes:
  sky:
    text: |
      One night it will all be over. {% if way == "up" and count(present) >= 1 %}Together.{% endif %}
      We recieve a gray sky.
    care: {about: a fall, summary: Somebody falls.}
    to: landing_on_jo
  landing:
    each: pair
    text: Here is {{ them.name }}, as was promised in the yard.
    ending: {id: up_them, title: Up, kind: record}
""",
    "record.yaml": """lines:
  - id: door
    happened: 'The door {% if door == "open" %}opened{% else %}stayed{% endif %}.'
    if: 'taken(hall.door.open)'
  - {id: tree, on_tape: A tree., told: Cho was there., if: tape_stairs}
epilogues:
  - {id: she, of: on_jo, if: told, text: She went on., ending: {id: went_on, title: Went On}}
  - {id: they, text: 'They slept, {{ noise }} of them.'}
""",
    "laws.yaml": """- {id: quiet, never: 'noise > 5 and seen(hall.stairs)', because: It is so.}
- {leads_to: {from: hall.door, some: [roof.sky, up_on_jo]}}
""",
    "histories.yaml": """- id: short
  title: A Short Way
  about: Up at once.
  moves: [hall.door.open, yard.tree.up, roof.sky.continue]
""",
    "glossary.yaml": """- {term: roof, note: Above all.}
- {term: leaf, forms: [leaves, leaf], note: Of a tree.}
""",
    "ko/story.yaml": "title: 예\nseasons: {first: {title: 하나}}\n",
    "ko/cast.yaml": "people:\n  on_jo: {name: 온조, role: 학생}\n  nam_ra: {name: 남라, of: 12345678}\n",
    "ko/world.yaml": """counts: {noise: {label: 소음}}
facts: {told: {says: 말했다.}, kept: {says: '{{ them.name }}.'}}
""",
    "ko/hall.yaml": """chapter: hall
title: 복도
scenes:
  door:
    text: '{{ you.name }}, {{ names(present, pair) }}.'
    choices: {open: {label: 문을 연다.}, keep: {label: '{{ them.name }}.'}}
  stairs: {text: '{% if taken(door.open) %}열었다.{% endif %}', clip: {label: 계단.}}
""",
    "ko/record.yaml": "lines: {door: {happened: 열렸다.}}\nepilogues: {they: {text: '{{ noise }}.'}}\n",
    "ko/histories.yaml": "short: {title: 짧은 길}\n",
}
