"""While modules wait to be written, cards, pages and the offer of a certificate say so plainly."""

import re
from datetime import datetime
from typing import Any

import pytest

from kalo.accounts.models import Person
from tests.conftest import Browser
from tests.factories.learning import make_lesson, make_module, make_path, make_programme
from tests.learning.conftest import Course
from tests.learning.test_completion import read
from tests.learning.test_pages import main, page

LIST, HERE = "/learning/", "/learning/programme-1/"
COVERS = "Η βεβαίωση καλύπτει τις ενότητες που ήταν εδώ όταν ολοκλήρωσες: 2 από τις 3."


def words(html: str) -> str:
    """What is read, without the pictures."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def foot(html: str) -> str:
    """What a card says of its programme's size."""
    return words(html[html.index('<p class="foot">') : html.index("</article>")])


def facts(html: str) -> list[str]:
    """The size of a programme beside its path."""
    return [words(said) for said in re.findall(r"<dd>(.*?)</dd>", html)[:2]]


@pytest.fixture
def unwritten(course: Course, make: Any) -> Course:
    """The same with a third module, of which there is an outline."""
    module = make_module(make, course.programme, 3)
    make_lesson(make, module, 5, has_text=False)
    return course


def test_a_whole_programme_says_its_hours_and_modules(client: Browser, course: Course) -> None:
    assert foot(page(client.get(LIST))) == "25 ώρες 2 ενότητες"
    html = main(page(client.get(HERE)))
    assert facts(html) == ["25 ώρες", "2 ενότητες"]
    assert 'class="notice' not in html


def test_what_waits_to_be_written_is_no_part_of_what_is_here(
    client: Browser, unwritten: Course
) -> None:
    hours, modules = "25 ώρες όταν συμπληρωθεί", "2 από τις 3 ενότητες είναι εδώ ως τώρα"
    assert foot(page(client.get(LIST))) == f"{hours} {modules}"
    html = main(page(client.get(HERE)))
    assert facts(html) == [hours, modules]
    assert f"<b>{modules}</b>" in html
    hours, modules = "25 hours when it is complete", "2 of 3 modules are here so far"
    assert foot(page(client.get(f"/en{LIST}"))) == f"{hours} {modules}"
    assert facts(main(page(client.get(f"/en{HERE}")))) == [hours, modules]


def test_a_programme_of_which_nothing_is_written_says_that(client: Browser, make: Any) -> None:
    programme = make_programme(make)
    for number in (1, 2):
        make_lesson(make, make_module(make, programme, number), number, has_text=False)
    assert foot(page(client.get(LIST))).endswith("2 ενότητες, καμία δεν είναι εδώ ακόμη")
    assert "none of which is here yet" in page(client.get(f"/en{HERE}"))


def test_the_offer_of_a_certificate_says_what_it_covers(
    as_ada: Browser, ada: Person, unwritten: Course, make: Any, noon: datetime
) -> None:
    make_path(make, unwritten.lessons[:3])
    read(ada, *unwritten.lessons[:3])
    for address in (HERE, "/learning/mine/"):
        html = main(page(as_ada.get(address)))
        offer = re.search(r'href="/certificates/for/programme:1"(.*?)</section|$', html)
        assert offer is not None
        assert COVERS in words(offer[0])
    assert "2 of 3." in main(page(as_ada.get(f"/en{HERE}")))


def test_the_certificate_of_a_whole_programme_needs_no_such_word(
    as_ada: Browser, ada: Person, course: Course, make: Any, noon: datetime
) -> None:
    make_path(make, course.lessons[:3])
    read(ada, *course.lessons[:3])
    for address in (HERE, "/learning/mine/"):
        html = main(page(as_ada.get(address)))
        assert "/certificates/for/programme:1" in html
        assert "Η βεβαίωση καλύπτει" not in html


def test_a_module_that_came_later_is_not_covered(
    as_ada: Browser, ada: Person, course: Course, make: Any, noon: datetime
) -> None:
    make_path(make, course.lessons[:3])
    read(ada, *course.lessons[:3])
    later = make_lesson(make, make_module(make, course.programme, 3), 5)
    make_path(make, [*course.lessons[:3], later], 2)
    html = main(page(as_ada.get(HERE)))
    assert COVERS in words(html)
    assert facts(html) == ["25 ώρες", "3 ενότητες"]
