"""A community in which every state of the forum and of its moderation can be looked at."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from kalo.accounts.models import Person
from kalo.forum import actions
from kalo.forum.actions.acts import close_topic, pin_topic, slow_topic
from kalo.forum.actions.bookmarks import keep_post
from kalo.forum.actions.categories import add_category
from kalo.forum.actions.deleting import delete_post
from kalo.forum.actions.editing import edit_post, make_wiki
from kalo.forum.actions.hiding import hide_post
from kalo.forum.actions.moving import move_posts
from kalo.forum.actions.polls import Asked, add_poll, vote
from kalo.forum.actions.tags import set_tags
from kalo.forum.actions.timers import set_timer
from kalo.forum.models import Category, Post, Topic
from kalo.forum.models.polls import DATE, IF_NEED_BE, SEVERAL, YES
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.moderation import actions as desk
from kalo.moderation.things import find_thing

People = dict[str, Person]
Paths = dict[str, str]

RICH = """Δύο τρόποι δουλεύουν, και **ο πρώτος** θέλει μόνο χαρτί.

# Τι κρατάμε

- [x] Το καταστατικό
- [ ] Το βιβλίο μελών

| Φορέας | Μέλη | Έδρα |
| --- | --- | --- |
| Κοινωνική κουζίνα | 12 | Περιστέρι |
| Επισκευαστήριο ποδηλάτων | 7 | Ίλιον |

> Μια παράθεση που λέει κάτι απλό.

::: Δείτε το παράδειγμα
Τρία άτομα, ένα τραπέζι.
:::

`ΚΑΛΟ` και υποσημείωση[^1], @maria.

```
ένα παράδειγμα σε πηγαίο κώδικα που είναι αρκετά μακρύ για να μη χωρά σε ένα κινητό τηλέφωνο
```

[^1]: Όπως τη γράφουμε εδώ.
"""


def stand(handle: Callable[[str], Person]) -> Paths:
    """Bring it about, by the rooms' own verbs; answers where each state stands."""
    people = {name: handle(name) for name in ("maria", "nikos", "giorgos", "despoina", "anna")}
    shelf = db.session.scalars(select(Category).order_by(Category.position)).first()
    assert shelf
    paths = _talks(shelf, people)
    paths |= _polls(shelf, people) | _ends(shelf, people)
    paths |= _arranged(shelf, people) | _at_the_desk(people)
    db.session.flush()
    return paths


def person(name: str) -> Person:
    """One of the sample community."""
    found = db.session.scalar(select(Person).where(Person.handle == name))
    assert found, name
    return found


def _talk(shelf: Category, by: Person, title: str, replies: list[tuple[Person, str]]) -> Topic:
    topic = actions.open_topic(shelf, by, title, "Ρωτάω για όλους. Τι κάνατε εσείς;")
    for who, words in replies:
        actions.post_reply(topic, who, words)
    return topic


def _post(topic: Topic, number: int) -> Post:
    mine = Post.topic_id == topic.id, Post.number == number
    return db.session.scalars(select(Post).where(*mine)).one()


def _talks(shelf: Category, people: People) -> Paths:
    """A rich discussion with an edited, a deleted, a hidden and a common post; a long one."""
    nikos, maria, despoina = people["nikos"], people["maria"], people["despoina"]
    replies = [(maria, RICH), (nikos, "Εγώ το έκανα με μολύβι."), (despoina, "Σβήστηκε.")]
    rich = _talk(shelf, nikos, "Πώς κρατάμε τα βιβλία;", [*replies, (maria, "Κρύφτηκε.")])
    set_tags(rich, "βιβλία, πρώτα βήματα", people["anna"])
    actions.post_reply(rich, despoina, "Απαντώ στη Μαρία.", reply_to=2)
    actions.accept_answer(_post(rich, 2), rich, nikos)
    for number, kind in ((2, "thanks"), (2, "useful"), (3, "agree")):
        who = despoina if kind != "useful" else people["giorgos"]
        actions.react(_post(rich, number), rich, who, kind)
    edited = _post(rich, 3)
    edit_post(edited, rich, nikos, "Εγώ το έκανα με στυλό, κάθε μήνα.", 1, reason="Το θυμήθηκα")
    make_wiki(_post(rich, 1), rich, maria)
    delete_post(_post(rich, 4), rich, despoina)
    hide_post(_post(rich, 5).id, None)
    keep_post(nikos, _post(rich, 2), "Να το δείξω στην ομάδα", clock.now() + timedelta(days=2))
    keep_post(nikos, edited)
    long = _talk(shelf, maria, "Μια κουβέντα με συνέχεια", [(maria, f"Λέω {n}") for n in range(45)])
    return {"rich": rich.path, "long": long.path}


def _polls(shelf: Category, people: People) -> Paths:
    """Polls: of dates, of several, closed."""
    now = clock.now()
    dates = _talk(shelf, people["maria"], "Πότε συναντιόμαστε;", [])
    asked = [now + timedelta(days=each) for each in (5, 6, 7)]
    add_poll(dates, Asked(DATE, asked, "Ποια μέρα μπορείς;", secret=False))
    several = _talk(shelf, people["maria"], "Τι φέρνουμε στο τραπέζι;", [])
    words = ["Ψωμί", "Ελιές από το χωριό και ό,τι άλλο περίσσεψε από τον τρύγο", "Μόνο ιδέες"]
    add_poll(several, Asked(SEVERAL, words, most=2, closes_at=now + timedelta(days=3)))
    closed = _talk(shelf, people["maria"], "Πόσοι θα έρθουμε;", [])
    add_poll(closed, Asked("one", ["Εγώ", "Εγώ και φίλοι"], "Έρχεσαι;", results="closed"))
    for topic, said in ((dates, IF_NEED_BE), (several, YES), (closed, YES)):
        options = (topic.poll or {})["options"]
        vote(topic, people["despoina"], {options[0]["id"]: YES})
        if topic is dates:
            vote(topic, people["anna"], {options[0]["id"]: YES, options[1]["id"]: said})
    actions.close_poll(closed)
    return {"dates": dates.path, "several": several.path, "polled": closed.path}


def _ends(shelf: Category, people: People) -> Paths:
    """Discussions that take no word, or are slow to take one; an empty shelf."""
    anna, maria = people["anna"], people["maria"]
    found = {}
    for name, title in (
        ("closed", "Έκλεισε, με ευχαριστίες"),
        ("archived", "Μένει όπως είναι"),
        ("slow", "Ας το πάμε σιγά"),
        ("old", "Από άλλη χρονιά"),
        ("gone", "Δεν είναι πια εδώ"),
    ):
        found[name] = _talk(shelf, maria, title, [(people["despoina"], "Συμφωνώ.")])
    close_topic(found["closed"], anna)
    actions.archive_topic(found["archived"], anna)
    slow_topic(found["slow"], anna, 3600)
    pin_topic(found["slow"], anna)
    set_timer(found["slow"], anna, "close", clock.now() + timedelta(days=4))
    actions.post_reply(found["slow"], people["nikos"], "Μόλις έγραψα.")
    actions.delete_topic(found["gone"], anna)
    db.session.flush()
    old = Topic.id == found["old"].id
    db.session.execute(update(Topic).where(old).values(last_post_at=clock.now() - timedelta(400)))
    empty = add_category(anna, title_el="Νέο ράφι", title_en="A new shelf", about_el="Για αύριο.")
    paths = {name: topic.path for name, topic in found.items()}
    return paths | {"empty": f"/forum/c/{empty.slug}/"}


def _arranged(shelf: Category, people: People) -> Paths:
    """Posts that went to another discussion."""
    anna, maria = people["anna"], people["maria"]
    here = _talk(shelf, maria, "Από εδώ έφυγαν", [(maria, f"Θέμα {n}") for n in range(4)])
    there = _talk(shelf, maria, "Εδώ ήρθαν", [])
    move_posts(here, there, [3, 4], anna)
    return {"left": here.path, "came": there.path}


def _at_the_desk(people: People) -> Paths:
    """Two reports, a text that waits, a decision and the wish for another look at it."""
    nikos, maria, anna = people["nikos"], people["maria"], people["anna"]
    shelf = db.session.scalars(select(Category).order_by(Category.position)).first()
    assert shelf
    topic = _talk(shelf, maria, "Ένας τόνος παραπάνω", [(nikos, "Μόνο ανόητοι ρωτούν τέτοια.")])
    thing = find_thing(f"post:{_post(topic, 2).id}")
    assert thing
    receipt = desk.report(thing, people["despoina"], "unkind", "Πληγώνει όποιον ρωτά.", "el")
    more: dict[str, Any] = {"law": "Ν. 4285/2014", "place": topic.path}
    desk.report(thing, people["giorgos"], "illegal", "Προσβάλλει ανθρώπους.", "el", **more)
    other = _talk(shelf, maria, "Μια διαφήμιση", [(nikos, "Αγοράστε φθηνά, εδώ και τώρα.")])
    advert = find_thing(f"post:{_post(other, 2).id}")
    assert advert
    told = desk.report(advert, maria, "spam", "Πουλάει κάτι.", "el")
    case = told.case_id
    from kalo.moderation.queries.cases import get_case

    decision = desk.Decision("hide", "spam", "Το κείμενό σου πουλάει κάτι και το κρύψαμε.")
    found = get_case(case)
    ruling = desk.rule(found, found.version, anna, advert, decision)
    desk.ask_again(ruling, "Δεν πουλούσα, χάριζα. Δείτε το ξανά.")
    values = {"topic": topic.id, "source": "Ένα κείμενο που περιμένει.", "reply_to": None}
    desk.hold(nikos, "forum.reply", topic.title, topic.path, "watched", values)
    desk.ignore(nikos, people["giorgos"])
    desk.add_watched_word("φθηνά", "hold", anna)
    return {
        "case": f"/moderation/cases/{receipt.case_id}/",
        "appealed": f"/moderation/cases/{case}/",
        "receipt": f"/moderation/reports/{receipt.code}",
        "ruling": f"/moderation/rulings/{ruling.id}",
        "waiting": topic.path,
        "report": f"/moderation/report?subject={thing.subject}",
    }


def bring_about() -> Paths:
    """All of it, in one transaction."""
    with transaction():
        return stand(person)
