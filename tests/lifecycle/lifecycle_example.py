"""A talk about something else than the one in this repository, with every kind of content and no fault."""

from __future__ import annotations

SMALL = {
    "content/lifecycle.yaml": """\
title: How bread is made
talk_date: 2021-10-30
stages:
  - id: dough
    name: Dough
    question: Does it rise?
    feeds: [bake]
    back_from: [bake]
    forgotten: nearly always
    sources: [david1977]
  - id: bake
    name: Bake
    question: Is the oven hot?
    forgotten: never
""",
    "content/pitfalls/dough.yaml": """\
pitfalls:
  - id: dough-salt
    title: No salt
    bites: It tastes of nothing.
    symptom: Nobody takes a second slice.
    ask: Who weighed the salt?
    severity: 3
    likelihood: 4
    why: Salt is the last thing that is added.
    sources: [david1977]
    tools: [scale]
    incident: flat-loaf
    demo: taste
""",
    "content/pitfalls/bake.yaml": """\
pitfalls:
  - id: bake-cold
    title: A cold oven
    bites: The crumb stays wet.
    symptom: It looks done and is not.
    ask: What does the thermometer say?
    severity: 4
    likelihood: 2
    why: Ovens lie.
    sources: [david1977]
    tools: [thermometer]
""",
    "content/tools.yaml": """\
tools:
  - id: scale
    name: Scale
    summary: Weighs.
    pypi: bread-scale
    repo: github.com/bread/scale
    stages: [dough]
    alternatives: [thermometer]
    facts:
      licence: MIT
      latest: 3.10
      latest_date: 2021-09
      seen: 2021-09-01
      at_talk: yes
  - id: thermometer
    name: Thermometer
    summary: Measures heat.
    kind: method
    stages: [bake]
""",
    "content/sources.yaml": """\
sources:
  - id: david1977
    cite: Elizabeth David (1977). English Bread and Yeast Cookery
    checked: read
    year: 1977
""",
    "content/incidents.yaml": """\
incidents:
  - id: flat-loaf
    title: The flat loaf
    text: It did not rise.
    sources: [david1977]
""",
    "content/claims.yaml": """\
claims:
  - id: half
    text: Half of all loaves are flat.
    sources: [david1977]
""",
    "content/assessment.yaml": """\
scoring: {headline: the weakest rung}
questions:
  - {id: dough1, stage: dough, weight: 3, text: Is salt weighed?, pitfalls: [dough-salt], mapped: [D1]}
  - {id: dough2, stage: dough, weight: 1, text: Is it kneaded?, mapped: [D1, D2]}
  - {id: bake1, stage: bake, weight: 2, text: Is the oven hot?, pitfalls: [bake-cold], mapped: [B1]}
  - {id: bake2, stage: bake, weight: 2, text: Is it done?}
""",
    "content/frameworks.yaml": """\
bread_score:
  name: Bread Score
  items:
    - {id: D1, section: dough, text: Weigh everything}
    - {id: D2, section: dough, text: Knead}
    - {id: D3, section: dough, text: Wait}
    - {id: B1, section: bake, text: Heat}
  bands:
    - {score: '0', reads_as: flour}
    - {score: '(0,1]', reads_as: edible}
    - {score: '>1', reads_as: good}
  sources: [david1977]
bakers_lists:
  question: What do lists of ovens leave out?
  lists:
    - {name: Ovens, date: 2021-09-30, entries: 7, sections: 2, stages: [dough], no_section_for: kneading}
    - {name: Ovens, date: 2022-09-30, entries: 9}
  words: Salt stands on 2 lines.
  sources: [david1977]
""",
}
