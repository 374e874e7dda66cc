"""A small programme without a fault, as files: what our own programmes have, in one module."""

from pathlib import Path

OUTLINE = """\
key: s1
order: 1
hours: 2
title: {el: "Δείγμα", en: "Sample"}
aim: {el: "Να δείξει πώς είναι ένα πρόγραμμα.", en: "To show what a programme is like."}
summary: {el: "Ένα μικρό πρόγραμμα.", en: "A small programme."}
outcomes:
  - {el: "Μετράς τα κιλά της κουζίνας.", en: "Weigh what the kitchen cooks."}
prerequisites: {el: "Τίποτα.", en: "None."}
task: {el: "Μία σελίδα.", en: "One page."}
workshop: {el: "Μια συνάντηση.", en: "A meeting."}
terms: [scales]
modules:
  - key: s1-m1
    title: {el: "Η ενότητα", en: "The module"}
    starter:
      title: {el: "Τι ζυγίζεις;", en: "What do you weigh?"}
      text: {el: "Πες μας τι ζυγίζεις και γιατί.", en: "Tell us what you weigh and why."}
    lessons:
      - {key: s1-m1-l0, slug: before, minutes: 5, title: {el: "Πριν", en: "Before"}}
      - {key: s1-m1-l1, slug: first, minutes: 10, title: {el: "Πρώτο", en: "First"}}
      - {key: s1-m1-l2, slug: second, minutes: 10, title: {el: "Δεύτερο", en: "Second"}}
      - {key: s1-m1-l3, slug: after, minutes: 5, title: {el: "Μετά", en: "After"}}
"""
GLOSSARY = """\
terms:
  - key: scales
    term: {el: "Ζυγαριά", en: "Scales"}
    means: {el: "Εργαλείο που δείχνει βάρος.", en: "A tool that shows weight."}
"""
SHORT = {
    "el": """\
---
goal: "Θα δεις τι ξέρεις."
---
> **Με δυο λόγια.** Δώδεκα ερωτήσεις.

{prose}

```quiz {name}
title: "Δοκιμή"
bank: test
draw: 10
pass: {least}
required: {required}
```
""",
    "en": """\
---
goal: "You will see what you know."
---
> **In short.** Twelve questions.

{prose}

```quiz {name}
title: "Test"
```
""",
}
LESSON = {
    "el": """\
---
goal: "Θα μπορείς να ζυγίζεις."
legal: true
updated: 2026-11-29
sources:
  - {title: "Νόμος 4430/2016", url: "https://example.org/law", date: "2016-10-31"}
check:
  question: "Τι μετρά η ζυγαριά στο μάθημα {slug};"
  options:
    - {key: a, text: "Μήκος", feedback: "Αυτό το δείχνει ο χάρακας."}
    - {key: b, text: "Βάρος", feedback: "Ναι, σε κιλά.", right: true}
    - {key: c, text: "Χρόνο", feedback: "Αυτόν τον δείχνει το ρολόι."}
try_it: "Ζύγισε κάτι."
discuss: "Τι ζύγισες;"
---
> **Με δυο λόγια.** Κάθε κουζίνα έχει ζυγαριά.

## Η αρχή

{prose}

*Παράδειγμα.* Ας πούμε μια μικρή κουζίνα που ζυγίζει 20 κιλά για 30 ευρώ.

Δες το [άλλο μάθημα](/learning/sample/{other}/#i-archi) και τον [οδηγό](/toolbox/guide/).

```image scales
file: scales.el.svg
alt: "Μια ζυγαριά."
```

```question how
kind: short
text: "Με τι ζυγίζεις στο {slug};"
accepted: ["ζυγαριά"]
if_wrong: "Με ζυγαριά."
```

```workshop meet-{slug}
title: "Ζυγίζουμε μαζί"
about: "Μία ώρα."
minutes: 60
makeup: {questions: [how]}
run_sheet:
  - {minutes: 20, title: "Αρχή", do: "Γνωριμία."}
  - {minutes: 40, title: "Ζύγισμα", do: "Ο καθένας ζυγίζει κάτι."}
```
{task}""",
    "en": """\
---
goal: "You will be able to weigh."
check:
  question: "What do scales measure in the lesson {slug}?"
  options:
    - {key: a, text: "Length", feedback: "A ruler shows that."}
    - {key: b, text: "Weight", feedback: "Yes, in kilos.", right: true}
    - {key: c, text: "Time", feedback: "A clock shows that."}
try_it: "Weigh something."
discuss: "What did you weigh?"
---
> **In short.** Every kitchen has scales.

## The beginning

{prose}

*Example.* Let us say a small kitchen that weighs 20 kilos for 30 euros.

More is said in the [other lesson](/learning/sample/{other}/) and the [guide](/toolbox/guide/).

```image scales
file: scales.en.svg
alt: "Scales."
```

```question how
text: "What do you weigh with in the {slug}?"
accepted: ["scales"]
if_wrong: "With scales."
```

```workshop meet-{slug}
title: "We weigh together"
about: "An hour."
run_sheet:
  - {title: "Start", do: "We meet."}
  - {title: "Weighing", do: "Each of us weighs something."}
```
{task}""",
}
LEVELS = ("none", "some", "good", "full")
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 60"><title>{words}</title>'
    '<text class="f-ink" x="10" y="30">{words}</text></svg>\n'
)
# Two ways of speaking in each language, so that two texts need not sound alike.
PROSE = {
    "el": (
        (
            "Η {} της γειτονιάς {} {} {}.",
            ("κουζίνα", "αποθήκη", "ομάδα", "αυλή", "λέσχη"),
            ("ζυγίζει", "μοιράζει", "φτιάχνει", "βρίσκει"),
            ("το ψωμί", "το λάδι", "τα φρούτα", "τα βιβλία", "το αλεύρι", "το μέλι", "το νερό"),
            ("κάθε πρωί", "μετά τη δουλειά", "χωρίς βιασύνη"),
        ),
        (
            "Πάντα {} κάποιος {} {}, όσο {}.",
            ("εδώ", "εκεί", "κοντά", "μακριά", "ψηλά"),
            ("κρατά", "γράφει", "δείχνει", "μαζεύει"),
            ("καρέκλες", "σημειώσεις", "κουβάδες", "χαρτιά", "κλειδιά", "ρούχα", "σπόρους"),
            ("μπορεί", "θέλει", "προλαβαίνει"),
        ),
    ),
    "en": (
        (
            "The {} of the street {} {} {}.",
            ("kitchen", "store", "group", "yard", "club"),
            ("weighs", "shares", "mends", "finds"),
            ("the bread", "the oil", "the fruit", "the books", "the flour", "the honey", "the tea"),
            ("each morning", "after work", "without haste"),
        ),
        (
            "Always {} somebody {} {}, as far as they {}.",
            ("here", "there", "nearby", "far off", "upstairs"),
            ("keeps", "writes", "shows", "gathers"),
            ("chairs", "notes", "buckets", "papers", "keys", "clothes", "seeds"),
            ("can", "wish", "dare"),
        ),
    ),
}


def prose(language: str, way: int, sentences: int = 45) -> str:
    """Paragraphs of short sentences, in one of two ways of speaking."""
    form, *words = PROSE[language][way]
    said = [form.format(*(row[n % len(row)] for row in words)) for n in range(sentences)]
    return "\n\n".join(" ".join(said[n : n + 6]) for n in range(0, sentences, 6))


def write_sample(folder: Path) -> Path:
    """Write it into a folder of programmes; answers the folder of the programme itself."""
    home = folder / "sample"
    (home / "banks").mkdir(parents=True)
    (home / "programme.yaml").write_text(OUTLINE)
    (home / "glossary.yaml").write_text(GLOSSARY)
    (home / "banks" / "test.yaml").write_text(_bank())
    for slug, least, required in (("before", "0", "false"), ("after", "70", "true")):
        _write(home / slug, SHORT, 0, 10, name=f"{slug}-test", least=least, required=required)
    _write(home / "first", LESSON, 0, slug="first", other="second", task="")
    _write(home / "second", LESSON, 1, slug="second", other="first", task="task")
    return home


def _write(folder: Path, texts: dict[str, str], way: int, n: int = 45, **said: str) -> None:
    folder.mkdir()
    for language, text in texts.items():
        values = {**said, "prose": prose(language, way, n)}
        if said.get("task"):
            values["task"] = _task(language)
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        (folder / f"{language}.md").write_text(text)
    if texts is LESSON:
        for language, words in (("el", "Ζυγαριά"), ("en", "Scales")):
            (folder / f"scales.{language}.svg").write_text(DRAWING.format(words=words))


def _task(language: str) -> str:
    more = "words: 300\naccepted: true\n" if language == "el" else ""
    said = {"el": ("Ζύγισε", "Λέει τι ζύγισε."), "en": ("Weigh", "Says what was weighed.")}[
        language
    ]
    lines = [f'\n```task weigh\ntitle: "{said[0]}"\nabout: "{said[1]}"\n{more}rubric:']
    for criterion in ("what", "how", "why"):
        lines.append(f'  - key: {criterion}\n    title: "{said[0]}"\n    levels:')
        for points, level in enumerate(LEVELS):
            worth = f", points: {points}" if language == "el" else ""
            lines.append(f'      - {{key: {level}{worth}, title: "{level}", about: "{said[1]}"}}')
    return "\n".join([*lines, "```", ""])


def _bank() -> str:
    questions = ["questions:"]
    for n in range(3):
        questions += [
            f"""\
  - key: single-{n}
    kind: single
    right: b
    el:
      text: "Πόσα κιλά είναι {n};"
      options:
        - {{key: a, text: "Λίγα", feedback: "Είναι περισσότερα."}}
        - {{key: b, text: "Τόσα", feedback: "Ναι."}}
        - {{key: c, text: "Πολλά", feedback: "Είναι λιγότερα."}}
    en:
      text: "How many kilos are {n}?"
      options:
        - {{key: a, text: "Few", feedback: "It is more."}}
        - {{key: b, text: "So many", feedback: "Yes."}}
        - {{key: c, text: "Many", feedback: "It is less."}}
  - key: true-{n}
    kind: true-false
    right: true
    el: {{text: "Το {n} ζυγίζεται.", feedback_true: "Ναι.", feedback_false: "Ζυγίζεται."}}
    en: {{text: "One can weigh {n}.", feedback_true: "Yes.", feedback_false: "One can."}}
  - key: number-{n}
    kind: numeric
    value: {n}
    el: {{text: "Γράψε το {n}.", if_wrong: "Είναι {n}."}}
    en: {{text: "Write {n}.", if_wrong: "It is {n}."}}
  - key: short-{n}
    kind: short
    el: {{text: "Τι ζυγίζει το {n};", accepted: ["ζυγαριά"], if_wrong: "Η ζυγαριά."}}
    en: {{text: "What weighs {n}?", accepted: ["scales"], if_wrong: "The scales."}}
""".rstrip()
        ]
    return "\n".join(questions) + "\n"
