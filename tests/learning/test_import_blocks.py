"""Blocks, banks, the glossary and the path, from files: what comes in, what is refused and how."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from kalo.kit.db import db, transaction
from kalo.learning.actions import BadContent, Imported, import_programmes
from kalo.learning.models import (
    Block,
    BlockProgress,
    Lesson,
    PathVersion,
    Programme,
    Question,
    QuestionVersion,
    Term,
)
from tests.factories.content import FILES, AllKinds
from tests.factories.learning import ENGLISH, write_lesson, write_programme

GIVEN = """\
---
goal: "Ο στόχος."
---
Πρώτα ένα κείμενο.
"""


@pytest.fixture
def home(app: Any, tmp_path: Path) -> Path:
    """A programme of two lessons, the first with its texts."""
    home = write_programme(tmp_path / "content", l1="first", l2="second")
    write_lesson(home, "first")
    return home


@pytest.fixture
def kinds(app: Any, tmp_path: Path) -> Path:
    """The programme of every kind, in a folder where it may be changed."""
    shutil.copytree(FILES, tmp_path / "kinds")
    return tmp_path / "kinds" / "all-kinds"


def bring(home: Path) -> Imported:
    with transaction():
        return import_programmes(home.parent)


def blocks(key: str) -> dict[str, Block]:
    """The standing blocks of a lesson by their own names, in their order."""
    query = select(Block).join(Block.lesson).where(Lesson.key == key, Block.withdrawn_at.is_(None))
    fresh = query.order_by(Block.position).execution_options(populate_existing=True)
    return {block.name: block for block in db.session.scalars(fresh)}


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def path_of(key: str) -> list[PathVersion]:
    query = select(PathVersion).join(Programme, Programme.id == PathVersion.programme_id)
    return list(db.session.scalars(query.where(Programme.key == key).order_by(PathVersion.number)))


def give(home: Path, body: str) -> None:
    """The first lesson says this, in Greek alone."""
    (home / "first" / "en.md").unlink()
    write_lesson(home, "first", GIVEN + body, None)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def refused(home: Path, message: str) -> None:
    with pytest.raises(BadContent, match=re.escape(message)), transaction():
        import_programmes(home.parent)
    assert count(Programme) == 0


# What comes in


def test_every_kind_of_block_comes_in_in_its_place(all_kinds: AllKinds) -> None:
    assert [(name, block.kind, block.required) for name, block in blocks("all-l1").items()] == [
        ("text-1", "text", False),
        ("map", "image", False),
        ("clip", "video", False),
        ("text-2", "text", False),
        ("talk", "audio", False),
        ("elsewhere", "video", False),
        ("worksheet", "file", False),
        ("votes", "question", True),
        ("lawyer", "workshop", True),
        ("talk-over", "discussion", False),
        ("forms", "tool", False),
        ("check", "question", False),
    ]
    assert [(name, block.required) for name, block in blocks("all-l3").items()] == [
        ("text-1", False),
        ("quiz", True),
        ("short", False),
        ("choose", True),
    ]


def test_a_video_is_known_by_what_is_in_it(all_kinds: AllKinds) -> None:
    clip = all_kinds.block("all-l1/clip")
    assert clip.made == {
        "sources": [
            {"file": "clip.webm", "height": 90, "bytes": 29805, "type": "video/webm"},
            {"file": "clip.mp4", "height": 90, "bytes": 5963, "type": "video/mp4"},
        ],
        "audio": {"file": "talk.ogg", "bytes": 13535, "type": "audio/ogg"},
        "poster": "poster.webp",
        "seconds": 20,
        "external": None,
    }
    assert clip.said["el"] == {
        "title": "Ένα βίντεο",
        "captions": "clip.el.vtt",
        "transcript": [
            [0.5, 5.0, "Ελένη: Γεια σου. Αυτό είναι ένα βίντεο."],
            [5.0, 12.0, "Έχει δύο γραμμές, η μία κάτω από την άλλη."],
            [12.0, 19.5, "Και τελειώνει εδώ."],
        ],
    }
    assert clip.said["en"]["captions"] == "clip.en.vtt"


def test_a_video_elsewhere_is_shown_without_its_cookies(all_kinds: AllKinds) -> None:
    there = all_kinds.block("all-l1/elsewhere").made["external"]
    assert there == {
        "host": "www.youtube-nocookie.com",
        "url": "https://www.youtube.com/watch?v=abcdefghijk",
        "embed": "https://www.youtube-nocookie.com/embed/abcdefghijk",
    }


def test_other_files_tell_their_weight_and_measures(all_kinds: AllKinds) -> None:
    made = {name: block.made for name, block in blocks("all-l1").items()}
    assert made["map"] == {"file": "map.png", "width": 320, "height": 180, "bytes": 739}
    assert made["worksheet"] == {"file": "worksheet.pdf", "bytes": 8580, "type": "application/pdf"}
    assert made["talk"] == {
        "sources": [
            {"file": "talk.ogg", "bytes": 13535, "type": "audio/ogg"},
            {"file": "talk.mp3", "bytes": 20313, "type": "audio/mpeg"},
        ],
        "seconds": 20,
    }


def test_what_english_leaves_out_is_there_in_greek_alone(all_kinds: AllKinds) -> None:
    assert [list(block.said) for block in blocks("all-l2").values()] == [["el"]] * 3
    said = {name: list(block.said) for name, block in blocks("all-l1").items()}
    assert [name for name, languages in said.items() if languages == ["el"]] == ["elsewhere"]


def test_nothing_that_is_said_tells_what_is_right(all_kinds: AllKinds) -> None:
    for kind in ("matching", "ordering", "short", "cloze", "numeric"):
        body = all_kinds.version(kind).body
        for language in ("el", "en"):
            assert not {"pairs", "order", "accepted", "value"} & set(body[language])
    ordering = all_kinds.version("ordering").body
    shown = [item["key"] for item in ordering["el"]["items"]]
    assert shown == [item["key"] for item in ordering["en"]["items"]] != ordering["key"]["order"]
    matching = all_kinds.version("matching").body
    sides = [side["key"] for side in matching["el"]["right"]]
    assert set(sides) == set(matching["key"]["pairs"].values())
    assert not set(sides) & {"coop", "health"}


def test_a_quiz_a_task_and_a_workshop_say_what_they_ask(all_kinds: AllKinds) -> None:
    assert all_kinds.block("all-l3/short").made == {
        "bank": "kinds",
        "draw": 3,
        "shuffle": True,
        "pass": 70,
        "minutes": 10,
        "attempts": 2,
        "feedback": "each",
    }
    task = all_kinds.block("all-l3/choose")
    assert [one["key"] for one in task.said["en"]["rubric"]] == ["idea", "reasons"]
    assert task.made["rubric"][1] == {
        "key": "reasons",
        "levels": [{"key": "none", "points": 0}, {"key": "full", "points": 2}],
    }
    assert (task.made["files"], task.made["accepted"], task.made["words"]) == (True, True, 500)
    assert all_kinds.block("all-l1/lawyer").made == {
        "makeup": {"video": "all-l1/clip", "questions": ["all-l1/votes", "all-l1/check"]},
        "minutes": 120,
    }


def test_a_path_asks_what_the_blocks_ask(all_kinds: AllKinds) -> None:
    id = {name: all_kinds.block(f"all-l1/{name}").id for name in ("votes", "lawyer", "clip")}
    check, quiz = all_kinds.block("all-l1/check").id, all_kinds.block("all-l3/quiz").id
    lessons = [all_kinds.lesson(f"all-l{number}").id for number in (1, 2, 3)]
    first, second = all_kinds.path().body["modules"]
    assert [lesson["rule"] for lesson in (*first["lessons"], *second["lessons"])] == [
        {
            "all": [
                {"read": lessons[0]},
                {"answered": id["votes"]},
                {
                    "any": 1,
                    "of": [
                        {"attended": id["lawyer"]},
                        {
                            "all": [
                                {"watched": id["clip"], "percent": 80},
                                {"answered": id["votes"]},
                                {"answered": check},
                            ]
                        },
                    ],
                },
            ]
        },
        {"all": [{"read": lessons[1]}]},
        {
            "all": [
                {"read": lessons[2]},
                {"score": quiz, "at_least": 60},
                {"accepted": all_kinds.block("all-l3/choose").id},
            ]
        },
    ]
    assert first["rule"] == {"all": [{"lesson": lessons[0]}, {"lesson": lessons[1]}]}
    assert all_kinds.path().body["rule"] == {
        "all": [{"module": first["id"]}, {"module": second["id"]}]
    }


# What stays, and what changes


def test_the_same_files_again_write_nothing(all_kinds: AllKinds, queries_run: list[str]) -> None:
    queries_run.clear()
    with transaction():
        assert not import_programmes(FILES)
    assert [q for q in queries_run if q.startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_a_block_that_disappears_is_withdrawn_and_can_come_back(
    kinds: Path, ada: Any, make: Any
) -> None:
    bring(kinds)
    gone = blocks("all-l2")["alone"]
    make(BlockProgress, person_id=ada.id, block_id=gone.id, lesson_id=gone.lesson_id)
    path = kinds / "greek-only" / "el.md"
    before = path.read_text()
    path.write_text(before[: before.index("```question")])
    bring(kinds)
    assert list(blocks("all-l2")) == ["text-1"]
    assert count(BlockProgress) == 1
    path.write_text(before)
    bring(kinds)
    assert blocks("all-l2")["alone"].id == gone.id


def test_blocks_of_a_lesson_that_goes_go_with_it_and_come_back(home: Path) -> None:
    bring(home)
    ids = {name: block.id for name, block in blocks("p1-l1").items()}
    shutil.move(home / "first", home.parent / "kept")
    write_programme(home.parent, l2="second")
    bring(home)
    assert blocks("p1-l1") == {}
    shutil.move(home.parent / "kept", home / "first")
    write_programme(home.parent, l1="first", l2="second")
    bring(home)
    assert {name: block.id for name, block in blocks("p1-l1").items()} == ids


def test_only_what_changed_has_another_version(kinds: Path) -> None:
    bring(kinds)
    before = {name: block.version for name, block in blocks("all-l1").items()}
    change(kinds / "everything" / "en.md", "Talk it over", "Talk about it")
    assert bring(kinds).changed == ["all-l1"]
    after = {name: block.version for name, block in blocks("all-l1").items()}
    assert [name for name in after if after[name] != before[name]] == ["talk-over"]


def test_a_file_that_changes_is_looked_at_anew(kinds: Path) -> None:
    bring(kinds)
    (kinds / "everything" / "worksheet.pdf").write_bytes(b"%PDF-1.7\nanother")
    assert bring(kinds).changed == ["all-l1"]
    assert blocks("all-l1")["worksheet"].made["bytes"] == 16


def test_a_block_of_another_kind_wants_another_name(kinds: Path) -> None:
    bring(kinds)
    path = kinds / "greek-only" / "el.md"
    text = path.read_text()
    start, end = text.index("```question"), text.index("Και μια")
    path.write_text(text[:start] + '```discussion alone\ntitle: "Πες"\n```\n' + text[end:])
    with pytest.raises(BadContent, match="all-l2/alone was a question before"), transaction():
        import_programmes(kinds.parent)


def test_a_question_that_changes_has_another_version_and_keeps_the_old_one(kinds: Path) -> None:
    bring(kinds)
    bank = kinds / "banks" / "kinds.yaml"
    change(bank, "value: 12.5", "value: 12")
    assert bring(kinds).changed == ["all/kinds/numeric"]
    question = db.session.scalars(select(Question).where(Question.key == "all/kinds/numeric")).one()
    bodies = select(QuestionVersion.number, QuestionVersion.body)
    of_it = bodies.where(QuestionVersion.question_id == question.id)
    assert {number: body["key"]["value"] for number, body in db.session.execute(of_it)} == {
        1: 12.5,
        2: 12,
    }
    assert question.latest == 2
    assert count(QuestionVersion) == 10


def test_a_question_that_disappears_is_withdrawn_and_its_versions_stay(kinds: Path) -> None:
    bring(kinds)
    bank = kinds / "banks" / "kinds.yaml"
    bank.write_text(bank.read_text().partition("  - key: open")[0])
    assert bring(kinds).withdrawn == ["all/kinds/open"]
    assert count(QuestionVersion) == 9


def test_a_path_has_a_new_version_only_when_it_asks_something_else(kinds: Path) -> None:
    bring(kinds)
    change(kinds / "everything" / "el.md", "Δοκίμασέ το.", "Δοκίμασέ το τώρα.")
    bring(kinds)
    assert [path.number for path in path_of("all")] == [1]
    change(kinds / "quiz-and-task" / "el.md", "pass: 60", "pass: 80")
    bring(kinds)
    first, second = path_of("all")
    score = blocks("all-l3")["quiz"].id
    assert first.body["modules"][1]["lessons"][0]["rule"]["all"][1]["at_least"] == 60
    assert second.body["modules"][1]["lessons"][0]["rule"]["all"][1] == {
        "score": score,
        "at_least": 80,
    }


# complete:


def completed(kinds: Path, level: str, rule: str) -> None:
    """Write `complete:` into the programme, its first module or its first lesson."""
    at = {
        "programme": ("hours: 25\n", f"hours: 25\ncomplete: {rule}\n"),
        "module": ("  - key: all-m1\n", f"  - key: all-m1\n    complete: {rule}\n"),
        "lesson": ("{key: all-l1,", f"{{key: all-l1, complete: {rule},"),
    }
    change(kinds / "programme.yaml", *at[level])


def test_a_programme_may_ask_for_some_of_its_modules(kinds: Path) -> None:
    completed(kinds, "programme", "{any: 1}")
    bring(kinds)
    body = path_of("all")[-1].body
    assert body["rule"] == {"any": 1, "of": [{"module": one["id"]} for one in body["modules"]]}


def test_a_module_may_ask_for_lessons_and_blocks(kinds: Path) -> None:
    completed(kinds, "module", "{all: [all-l2, {any: 1, of: [all-l1/votes, all-l1/clip]}]}")
    bring(kinds)
    first = path_of("all")[-1].body["modules"][0]
    made = blocks("all-l1")
    assert first["rule"] == {
        "all": [
            {"lesson": first["lessons"][1]["id"]},
            {
                "any": 1,
                "of": [
                    {"answered": made["votes"].id},
                    {"watched": made["clip"].id, "percent": 80},
                ],
            },
        ]
    }


def test_a_lesson_may_ask_something_else_of_its_blocks(kinds: Path) -> None:
    completed(kinds, "lesson", "{all: [read, {watched: clip, percent: 50}, {attended: lawyer}]}")
    bring(kinds)
    lesson = path_of("all")[-1].body["modules"][0]["lessons"][0]
    made = blocks("all-l1")
    assert lesson["rule"] == {
        "all": [
            {"read": lesson["id"]},
            {"watched": made["clip"].id, "percent": 50},
            {"attended": made["lawyer"].id},
        ]
    }


@pytest.mark.parametrize(
    ("level", "rule", "sentence"),
    [
        ("programme", "{any: 3}", "complete: any 3 of 2 can never be"),
        ("programme", "{any: 0}", "any: a whole number is wanted"),
        ("programme", "{all: [all-m7]}", "complete: all-m7 is nothing that can be asked for here"),
        ("programme", "{all: []}", "complete: all wants a list"),
        ("module", "{all: [all-l3]}", "complete: all-l3 is nothing that can be asked for here"),
        ("lesson", "{score: votes, at_least: 5}", "complete: score cannot be asked of a question"),
        ("lesson", "{all: [map]}", "complete: map is nothing that can be asked for here"),
        ("lesson", "{watched: clip}", "percent: a whole number is wanted"),
        ("lesson", "{some: 3}", "complete: wants all, any with of, or something asked of a block"),
    ],
)
def test_a_rule_that_can_never_be_is_named(
    kinds: Path, level: str, rule: str, sentence: str
) -> None:
    completed(kinds, level, rule)
    named = rf"programme.yaml:\d+: {re.escape(sentence)}"
    with pytest.raises(BadContent, match=named), transaction():
        import_programmes(kinds.parent)
    assert count(Programme) == 0


# Fences


@pytest.mark.parametrize(
    ("body", "where", "sentence"),
    [
        ("```qestion q1\n```\n", 5, "'qestion' is no kind of block: image, video"),
        ("```question\n```\n", 5, "a name is wanted, such as ```question first"),
        ("```question Ένα\n```\n", 5, "a name is wanted, such as ```question first"),
        ("```question text-1\n```\n", 5, "a name is wanted"),
        ("```question main\n```\n", 5, "a name is wanted"),
        ("- α\n\n  ```question q1\n  ```\n", 7, "a block begins at the start of its line"),
        ("```question q1\nkind: open\n", 5, "the fence ``` is never closed"),
        ("```question q1\nkind: open\ntext: [\n```\n", 8, "did not find"),
        ("```question q1\n- a\n```\n", 6, "names with values are wanted here"),
        ("```question q1\nkind: essay\n```\n", 6, "kind: one of single, multiple"),
        ('```question q1\nkind: open\ntext: "Α;"\nanswer: a\n```\n', 6, "kind: open is for a quiz"),
        (
            '```discussion d1\ntitle: "Α"\n```\nΚαι\n\n```discussion d1\ntitle: "Β"\n```\n',
            10,
            "d1 stands here twice",
        ),
        ('```discussion d1\ntitle: "Α"\nrequired: true\n```\n', 6, "unknown: required"),
        ('```tool t1\ntitle: "Α"\npath: https://example.org/\n```\n', 6, "path: wants a page of"),
        ('```quiz k1\ntitle: "Α"\nbank: none\n```\n', 6, "bank: there is no banks/none.yaml"),
        ('```task t1\ntitle: "Α"\nwords: many\n```\n', 6, "words: a whole number is wanted"),
        ('```task t1\ntitle: "Α"\nfiles: maybe\n```\n', 6, "files: true or false is wanted"),
        ('```workshop w1\ntitle: "Α"\nminutes: 60\nmakeup: {}\n```\n', 8, "makeup: wants a video"),
        (
            '```workshop w1\ntitle: "Α"\nminutes: 60\nmakeup: {questions: [w1]}\n```\n',
            2,
            "makeup: p1-l1/w1 is not such a block of this lesson",
        ),
    ],
)
def test_a_mistake_in_a_block_is_named_with_its_line(
    home: Path, body: str, where: int, sentence: str
) -> None:
    give(home, body)
    refused(home, f"{home / 'first' / 'el.md'}:{where}: {sentence}")


def test_code_stays_a_part_of_its_text(home: Path) -> None:
    give(home, "\n```\n<b>κώδικας</b>\n```\n\nΤέλος.\n")
    bring(home)
    (text,) = blocks("p1-l1").values()
    html = text.said["el"]["html"]
    assert "<pre><code>&lt;b&gt;κώδικας&lt;/b&gt;\n</code></pre>" in html
    assert html.endswith("<p>Τέλος.</p>\n")


def test_no_two_anchors_of_a_lesson_are_the_same(home: Path) -> None:
    block = '\n```discussion talk\ntitle: "Πες"\n```\n\n'
    give(home, f"## Talk\n\nΑ.\n{block}## Talk\n\nΒ.\n")
    bring(home)
    made = blocks("p1-l1")
    html = "".join(made[name].said["el"]["html"] for name in ("text-1", "text-2"))
    assert re.findall(r'id="([^"]+)"', html) == ["talk-2", "talk-3"]


# Both languages


def test_english_words_find_their_block_wherever_texts_stand_between(home: Path) -> None:
    block = '\n```discussion talk\ntitle: "Πες"\n```\n\n'
    english = ENGLISH.replace("check:", "checked:").partition("checked:")[0] + "---\n"
    write_lesson(home, "first", GIVEN + f"{block}Μετά.\n", f"{english}First.\n{block}After.\n")
    bring(home)
    said = {name: block.said["en"] for name, block in blocks("p1-l1").items()}
    assert said == {
        "text-1": {"html": "<p>First.</p>\n"},
        "talk": {"title": "Πες", "about": ""},
        "text-2": {"html": "<p>After.</p>\n"},
    }


def test_english_may_leave_a_block_out(home: Path) -> None:
    block = '\n```discussion talk\ntitle: "Πες"\n```\n\n'
    english = ENGLISH.partition("check:")[0] + "---\n"
    write_lesson(home, "first", GIVEN + f"{block}Μετά.\n", f"{english}First.\n")
    bring(home)
    said = {name: list(block.said) for name, block in blocks("p1-l1").items()}
    assert said == {"text-1": ["el", "en"], "talk": ["el"], "text-2": ["el"]}


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("```question votes", "```question vote", "el.md has no vote"),
        ("```question votes", "```task votes", "is a question in el.md"),
        ('hint: "There are two."\n', "", "hint: stands in one language only"),
        ("{key: open,", "{key: closed,", "options: has other keys than the Greek"),
        ("```file worksheet", "```file worksheet\nfile: other.pdf", "unknown: file"),
        ('caption: "The three steps."\n', "", "caption: a text is wanted"),
        ("captions: clip.en.vtt", "captions: gone.vtt", "there is no file gone.vtt beside this"),
    ],
)
def test_english_that_differs_is_named(kinds: Path, old: str, new: str, sentence: str) -> None:
    change(kinds / "everything" / "en.md", old, new)
    with pytest.raises(BadContent, match=rf"en.md:\d+: .*{re.escape(sentence)}"), transaction():
        import_programmes(kinds.parent)


# Questions of banks


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("right: b", "right: z", "right: wants keys of options"),
        ("right: b", "right: [a, b]", "right: wants exactly one key"),
        ("right: [a, c]", "right: []", "right: wants keys of options"),
        ("right: true", "right: perhaps", "right: true or false is wanted"),
        ("    right: true\n", "", "right: true or false is wanted"),
        ("koispe: health,", "koispe: law,", "pairs: wants keys of right_side"),
        ("koispe: health, ", "", "koispe: a text is wanted"),
        ("tolerance: 0.1", "tolerance: 0.1\n    percent: 5", "tolerance or percent, not both"),
        ("value: 12.5", 'value: "12,5"', "value: a number is wanted"),
        ("tolerance: 0.1", "tolerance: -1", "tolerance: 0 at least"),
        ('accepted: ["KoinSEp"]', "accepted: []", "accepted: wants one answer or more"),
        ("ψήφο, και το {{2}}", "ψήφο, και το {{3}}", "gaps: wants those that the text shows"),
        ('right: "5%"}', 'right: "7%"}', "right: wants one of the options"),
        ('options: ["5%", "35%", "60%"]}\n\n', 'options: ["5%", "35%"]}\n\n', "gaps: are others"),
        ("- key: multiple", "- key: single", "the key single stands here twice"),
        ("points: 2", "points: 0", "points: a whole number is wanted"),
        ("kind: open", "kind: open\n    right: a", "unknown: right"),
        ("feedback_true: ", "feedback_maybe: ", "unknown: feedback_maybe"),
        ('{key: c, text: "KoiSPE"', '{key: d, text: "KoiSPE"', "options: has other keys than the"),
    ],
)
def test_a_question_that_cannot_be_answered_is_named(
    kinds: Path, old: str, new: str, sentence: str
) -> None:
    change(kinds / "banks" / "kinds.yaml", old, new)
    refused(kinds, f"{kinds / 'banks' / 'kinds.yaml'}:")
    with pytest.raises(BadContent, match=re.escape(sentence)):
        import_programmes(kinds.parent)


def test_a_bank_that_shrinks_below_what_a_quiz_draws_is_named(kinds: Path) -> None:
    bring(kinds)
    bank = kinds / "banks" / "kinds.yaml"
    bank.write_text(bank.read_text().partition("  - key: true-false")[0])
    with pytest.raises(BadContent, match=r"el.md:\d+: draw: the bank has 2 questions"):
        import_programmes(kinds.parent)


# The glossary


def test_the_first_place_of_a_word_leads_to_the_glossary(all_kinds: AllKinds) -> None:
    one, two = (all_kinds.block(f"all-l1/text-{number}").said for number in (1, 2))
    link = '<a class="term" href="{}/learning/glossary#{}">{}</a>'
    greek = one["el"]["html"] + two["el"]["html"]
    assert re.findall(r'<a class="term".*?</a>', greek) == [
        link.format("", "sse", "Κ.ΑΛ.Ο."),
        link.format("", "assembly", "συνελεύσεις"),
        link.format("", "commons", "κοινά"),
    ]
    assert "η Γενική Συνέλευση πρώτα" in greek
    assert "κοινή πορεία" in greek
    english = one["en"]["html"] + two["en"]["html"]
    assert re.findall(r'<a class="term".*?</a>', english) == [
        link.format("/en", "sse", "SSE"),
        link.format("/en", "assembly", "assemblies"),
        link.format("/en", "commons", "commons"),
    ]


def test_links_headings_and_code_are_left_alone(kinds: Path) -> None:
    text = "## Η συνέλευση\n\nΗ [συνέλευση](/toolbox/basics/), `συνέλευση`, **συνέλευση**.\n"
    write_lesson(kinds, "greek-only", GIVEN + text, None)
    bring(kinds)
    html = blocks("all-l2")["text-1"].said["el"]["html"]
    assert html.count('class="term"') == 1
    assert '<strong><a class="term" href="/learning/glossary#assembly">συνέλευση</a>' in html


def test_a_word_of_the_law_has_its_source_and_its_notice(all_kinds: AllKinds) -> None:
    term = db.session.scalars(select(Term).where(Term.key == "assembly")).one()
    assert term.legal
    assert 'Source: <a href="https://example.org/law" rel="noopener external">' in term.html_en
    assert term.forms == {"el": ["συνέλευση"], "en": ["assembly"]}


def test_another_shape_of_a_word_marks_the_lessons_anew(kinds: Path) -> None:
    bring(kinds)
    change(kinds.parent / "glossary.yaml", 'el: ["κοινών"]', 'el: ["κοινών", "αγγλικό κείμενο"]')
    bring(kinds)
    html = blocks("all-l2")["text-1"].said["el"]["html"]
    assert '<a class="term" href="/learning/glossary#commons">αγγλικό κείμενο</a>' in html


def test_other_words_about_a_word_leave_the_lessons_as_they_are(kinds: Path) -> None:
    bring(kinds)
    change(kinds.parent / "glossary.yaml", "Όλα τα μέλη μαζί.", "Όλα τα μέλη.")
    assert bring(kinds).changed == ["assembly"]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("key: commons", "key: sse", "the key sse stands in"),
        ('    source: {title: "Νόμος 4430/2016", url: "https://example.org/law"}\n', "", "source:"),
        ('      en: "A good, a community, its rules."\n', "", "means: wants English where the"),
        ("stems: false", "stem: false", "unknown: stem"),
    ],
)
def test_a_mistake_in_the_glossary_is_named(kinds: Path, old: str, new: str, sentence: str) -> None:
    change(kinds.parent / "glossary.yaml", old, new)
    with pytest.raises(BadContent, match=rf"glossary.yaml:\d+: {re.escape(sentence)}"):
        import_programmes(kinds.parent)
