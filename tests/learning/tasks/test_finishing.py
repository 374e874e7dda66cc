"""“I have finished, go on”, while something that is required is not there."""

import html as escapes
import re
from typing import Any

from tests.factories.learning import make_path, new_act
from tests.learning.conftest import Course
from tests.learning.tasks.conftest import Task, hand_in, judge, main
from tests.learning.test_completion import read

ONWARD = r'<a class="([^"]*)" href="([^"]+)"(?: rel="next")?><span>(.*?)</span> ?<svg'
LESSON_2, PATH = "/learning/programme-1/lesson-2/", "/learning/programme-1/#path"
ANYWAY = "Συνέχισε παρ' όλα αυτά: {}"
FORM = re.compile(r"<form[^>]*data-act=\"done\"[^>]*>")


def finish(browser: Any, number: int = 1) -> str:
    """Press the button without a script; answers where that leads."""
    sent = {"act": new_act()}
    answer = browser.post(f"/learning/programme-1/lesson-{number}/completion", data=sent)
    assert answer.status_code == 303
    location: str = answer.location
    return location


def ending(browser: Any, number: int = 1, prefix: str = "") -> str:
    """The end of a lesson's page."""
    html = main(browser.get(f"{prefix}/learning/programme-1/lesson-{number}/"))
    return html[html.index('<section class="finish') :].partition("</section>")[0]


def plain(html: str) -> str:
    """The words alone, without what they lead to."""
    return re.sub(r"\s+", " ", escapes.unescape(re.sub(r"<[^>]+>", "", html))).strip()


def onward(html: str) -> tuple[str, str, str]:
    """How the way on looks, where it leads, and in what words."""
    turn = html[html.index('<div class="turn">') :]
    look, url, words = re.findall(ONWARD, turn)[-1]
    return look, url, plain(words)


def links(html: str) -> list[tuple[str, str]]:
    """What is missing, and where each of it leads."""
    said = html[html.index("Λείπ") : html.index('<div class="turn">')]
    return re.findall(r'<a href="([^"]+)">([^<]+)</a>', said)


def test_what_is_missing_is_told_with_a_link_and_the_way_on_is_open(
    as_ada: Any, course: Course, way: Task
) -> None:
    assert finish(as_ada) == f"{course.url()}#finish"
    page = plain(main(as_ada.get(course.url())))
    assert "Είπες ότι τελείωσες το «Μάθημα 1»." in page
    assert "Ολοκληρώθηκε το" not in page
    html = ending(as_ada)
    assert "Λείπει: η εργασία «Αιτιολογημένη επιλογή μορφής»." in plain(html)
    assert links(html) == [(f"{course.url()}#task", "η εργασία «Αιτιολογημένη επιλογή μορφής»")]
    assert onward(html) == ("button quiet", LESSON_2, ANYWAY.format("Μάθημα 2"))
    english = ending(as_ada, prefix="/en")
    assert "Missing: the task “A reasoned choice”." in plain(english)
    assert onward(english)[1:] == (f"/en{LESSON_2}", "Go on anyway: Lesson 2")


def test_where_nothing_is_missing_the_next_lesson_comes(
    as_ada: Any, as_fay: Any, course: Course, way: Task
) -> None:
    hand_in(as_ada, way)
    judge(as_fay, 1, "accept")
    assert finish(as_ada) == LESSON_2
    assert "Ολοκληρώθηκε το «Μάθημα 1»." in plain(main(as_ada.get(LESSON_2)))
    html = ending(as_ada)
    assert "Λείπ" not in html
    assert onward(html) == ("button", LESSON_2, "Μάθημα 2")


def test_what_only_a_facilitator_can_do_is_told_and_nothing_is_done_in_spite_of_it(
    as_ada: Any, course: Course, way: Task
) -> None:
    hand_in(as_ada, way)
    assert finish(as_ada) == f"{course.url()}#finish"
    html = ending(as_ada)
    words = "η απάντηση της συντονιστικής ομάδας στην εργασία «Αιτιολογημένη επιλογή μορφής»"
    assert links(html) == [(f"{course.url()}#task", words)]
    assert onward(html) == ("button", LESSON_2, "Μάθημα 2")


def test_a_script_goes_on_by_itself_only_where_nothing_is_missing(
    as_ada: Any, ada: Any, as_fay: Any, course: Course, way: Task
) -> None:
    """The form says whether to leave; what comes in its place is said aloud."""

    def form(number: int) -> str:
        found = FORM.search(ending(as_ada, number))
        return found[0] if found else ""

    assert 'data-lesson="' in form(1)
    assert "data-then" not in form(1)
    assert "data-then" not in form(2)  # the module lacks the first lesson
    read(ada, course.lessons[0])
    part = as_ada.get(course.url(door="finish/part")).get_data(as_text=True)
    said = part[part.index('<div class="notice info" data-say>') : part.index('<div class="turn">')]
    assert "Λείπει: η εργασία «Αιτιολογημένη επιλογή μορφής»." in plain(said)
    assert "data-say" not in ending(as_ada)
    hand_in(as_ada, way)
    judge(as_fay, 1, "accept")
    assert f'data-then="{course.url(3)}"' in form(2)


def test_the_last_lesson_of_a_module_tells_what_the_module_lacks(
    as_ada: Any, ada: Any, as_fay: Any, course: Course, way: Task
) -> None:
    assert finish(as_ada, 2) == f"{course.url(2)}#finish"
    html = ending(as_ada, 2)
    words = "η εργασία «Αιτιολογημένη επιλογή μορφής»"
    assert "Ολοκλήρωσες αυτό το μάθημα" in html
    assert "Αυτό είναι το τελευταίο μάθημα της ενότητας. Λείπουν:" in plain(html)
    assert links(html) == [
        (course.url(), "το μάθημα «Μάθημα 1»"),
        (f"{course.url()}#task", words),
    ]
    assert onward(html) == ("button quiet", course.url(3), ANYWAY.format("Μάθημα 3"))
    hand_in(as_ada, way)
    judge(as_fay, 1, "accept")
    read(ada, course.lessons[0])
    html = ending(as_ada, 2)
    assert "Λείπ" not in html
    assert onward(html) == ("button", course.url(3), "Μάθημα 3")


def test_the_last_lesson_of_a_programme_tells_what_the_programme_lacks(
    as_ada: Any, ada: Any, as_fay: Any, course: Course, way: Task
) -> None:
    read(ada, course.lessons[0], course.lessons[1])
    assert finish(as_ada, 3) == f"{course.url(3)}#finish"
    html = ending(as_ada, 3)
    assert "το τελευταίο μάθημα του προγράμματος ως τώρα. Λείπει: η εργασία" in plain(html)
    assert [url for url, _words in links(html)] == [f"{course.url()}#task"]
    assert onward(html) == ("button quiet", PATH, ANYWAY.format("Σε όλη τη διαδρομή"))
    hand_in(as_ada, way)
    judge(as_fay, 1, "accept")
    assert "Λείπ" not in ending(as_ada, 3)
    assert finish(as_ada, 3) == PATH


def test_a_programme_that_asks_any_of_its_lessons_lacks_nothing_at_the_last_one(
    as_ada: Any, make: Any, course: Course
) -> None:
    module = {"any": 1, "of": [{"lesson": lesson.id} for lesson in course.lessons[:3]]}
    make_path(make, course.lessons[:3], rule=module)
    assert finish(as_ada, 3) == PATH
    assert "Λείπ" not in ending(as_ada, 3)


def test_guests_are_told_of_nothing_that_is_missing(
    client: Any, as_ada: Any, course: Course, way: Task
) -> None:
    finish(as_ada, 2)
    assert "Λείπ" in ending(as_ada, 2)
    assert "Λείπ" not in ending(client, 2)


def test_the_last_lesson_asks_the_same_however_much_is_missing(
    as_ada: Any, ada: Any, course: Course, way: Task, queries_run: list[str]
) -> None:
    read(ada, course.lessons[2])
    asked = []
    for lesson in (*course.lessons[:2], course.lessons[2]):
        queries_run.clear()
        ending(as_ada, 3)
        asked.append(len([query for query in queries_run if "learning_" in query]))
        read(ada, lesson)
    assert asked == [asked[0]] * 3
