"""Words that reach a page by more than one form: rulings, appeals, files, tags, splits.

Each function sends its share of a corpus and answers the pages that show it.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from kalo.forum.models import Post, Tag
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.moderation.models import Case, Ruling
from tests.factories.forum import answer
from tests.faults.bodies import honest, multipart
from tests.faults.scene import Scene
from tests.faults.world import Answer, Visitor, World

Packs = Callable[[int], Sequence[str]]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass
class Desk:
    """Who does what in a scene, each in a browser of their own."""

    world: World
    scene: Scene
    packs: Packs

    def __post_init__(self) -> None:
        self.ada = self.world.visitor(self.scene.ada)
        self.grace = self.world.visitor(self.scene.grace)
        self.moderator = self.world.visitor(self.scene.moderator)
        self.administrator = self.world.visitor(self.scene.administrator)

    def post(self, author: Any, words: str = "Κάτι που λέω") -> Post:
        """A reply, written as the forum writes it."""
        return answer(self.scene.topic, author, words)


def sent(answer: Answer, *allowed: int) -> Answer:
    """An answer that must be one of these: otherwise the words went nowhere."""
    assert answer.status in (allowed or (303,)), (answer.status, answer.text[-3000:])
    return answer


def last(model: Any) -> Any:
    """The row that was made last."""
    db.session.rollback()
    return db.session.scalars(select(model).order_by(model.id.desc()).limit(1)).one()


def rulings(desk: Desk) -> list[str]:
    """A report, a note, a ruling with its law and facts, an appeal, and what is answered."""
    places = list[str]()
    for words, law in zip(desk.packs(450), _round(desk.packs(200)), strict=False):
        post = desk.post(desk.scene.grace)
        about = f"/moderation/report?subject=post:{post.id}"
        told = sent(desk.ada.post(about, reason="other", words=words))
        case = last(Case)
        at = f"/moderation/cases/{case.id}/"
        sent(desk.moderator.post(f"{at}notes", words=words))
        verdict = {"verb": "hide", "reason": "illegal", "version": str(case.version)}
        sent(desk.moderator.post(f"{at}ruling", words=words, law=law, facts=words, **verdict))
        ruling = last(Ruling)
        decided = f"/moderation/rulings/{ruling.id}"
        sent(desk.grace.post(f"{decided}/appeal", words=words))
        db.session.rollback()
        version = str(db.session.get_one(Case, case.id).version)
        back = {"verb": "stands", "version": version, "words": words}
        sent(desk.administrator.post(f"{at}ruling", **back))
        places += [at, decided, told.headers["Location"]]
    return [*places[:9], *places[-3:], "/moderation/mine"]


def penalties(desk: Desk) -> list[str]:
    """A silence and a suspension, each with the words that the person reads."""
    for number, words in enumerate(desk.packs(200)[:4]):
        person = desk.world.another(desk.scene.grace)
        post = desk.post(person)
        sent(desk.ada.post(f"/moderation/report?subject=post:{post.id}", reason="spam"))
        case = last(Case)
        penalty = {"verb": "silence", "reason": "spam", "days": "3", "version": str(case.version)}
        at = f"/moderation/cases/{case.id}/"
        sent(desk.moderator.post(f"{at}ruling", words=words, **penalty))
        place = f"/accounts/admin/people/{person.id}/suspension"
        sent(desk.administrator.post(place, reason=words), 303)
        if number == 0:
            first = [at, f"/accounts/admin/people/{person.id}/", f"/people/{person.handle}"]
    return first


def removals(desk: Desk) -> list[str]:
    """What stands where a moderator took a post away."""
    topic = desk.scene.topic.path
    numbers = list[int]()
    for why in desk.packs(200):
        numbers.append(desk.post(desk.scene.grace).number)
        sent(desk.moderator.post(f"{topic}{numbers[-1]}/deletion", reason=why))
    return [f"{topic}?page={page}" for page in sorted({-(-number // 20) for number in numbers})]


def looks(desk: Desk) -> list[str]:
    """What the author of a text that reports hid says to it."""
    places = list[str]()
    for words in desk.packs(450)[:3]:
        post = desk.post(desk.scene.grace, words)
        sent(desk.ada.post(f"/moderation/report?subject=post:{post.id}", reason="unkind"))
        with transaction():
            case = last(Case)
            case.hidden_at = clock.now()
            db.session.get_one(Post, post.id).hidden_at = clock.now()
        why = f"/moderation/why?subject=post:{post.id}"
        sent(desk.grace.post(why, words=words))
        places += [why, f"/moderation/cases/{case.id}/"]
    return places


def watched_words(desk: Desk) -> list[str]:
    """Words that moderators watch for."""
    for word in desk.packs(80):
        sent(desk.moderator.post("/moderation/words", word=word, act="hold"), 303, 422)
    return ["/moderation/words"]


def tags(desk: Desk) -> list[str]:
    """Tags of members, and the names that moderators give them."""
    places = list[str]()
    for number, name in enumerate(desk.packs(40)[:8]):
        form = {"title": f"Με ετικέτα {number}", "body": "Λόγια", "category": "{shelf}"}
        typed = {**form, "category": desk.scene.category.slug, "tags": f"λέξη {number}"}
        if number % 4 == 0:
            writer = desk.world.visitor(desk.world.another(desk.scene.grace))
        places.append(sent(writer.post("/forum/new", **typed)).headers["Location"])
        slug = last(Tag).slug
        renamed = desk.moderator.post(f"/forum/tag/{slug}/edit", name=name)
        if sent(renamed, 303, 422).status == 303:
            places.append(renamed.headers["Location"])
            places.append(f"{renamed.headers['Location']}/edit")
    assert len(places) > 10
    return places


def splits(desk: Desk) -> list[str]:
    """Titles of topics that moderators make of posts of another."""
    places = list[str]()
    for title in desk.packs(140)[:6]:
        post = desk.post(desk.scene.grace)
        new = {"where": "new", "title": title, "category": desk.scene.category.slug}
        typed = {"posts": str(post.number), "go": "1", "sure": "1", **new}
        moved = sent(desk.moderator.post(f"{desk.scene.topic.path}arrange", **typed))
        places.append(moved.headers["Location"])
    return [*places, f"{desk.scene.topic.path}arrange"]


def polls(desk: Desk) -> list[str]:
    """Questions of polls, and what can be chosen."""
    places, packed = list[str](), desk.packs(120)
    for number, start in enumerate(range(0, len(packed), 8)):
        if number % 4 == 0:
            writer = desk.world.visitor(desk.world.another(desk.scene.grace))
        said = [words.strip() for words in packed[start : start + 8]]
        poll = {"poll-kind": "several", "poll-question": said[0], "poll-results": "always"}
        typed = {
            **{"title": f"Ψηφοφορία {number}", "body": "Λόγια"},
            **{"category": desk.scene.category.slug, **poll},
            "poll-options": "\n".join([*said, "Τίποτα"]),
        }
        places.append(sent(writer.post("/forum/new", **typed)).headers["Location"])
    return places


def files(desk: Desk) -> list[str]:
    """Names of files and words for those who do not see a picture, put into texts."""
    texts = list[str]()
    for number, words in enumerate(desk.packs(120)):
        if number % 4 == 0:
            sender = desk.world.visitor(desk.world.another(desk.scene.grace))
        name = re.sub(r"[\r\n\"]", "'", words)
        texts.append(_upload(sender, f"{name}.png", honest(), words))
        texts.append(_upload(sender, f"{name}.pdf", PDF, ""))
    body = "\n\n".join(texts)
    topic = desk.scene.topic.path
    pages = set[int]()
    for start in range(0, len(body), 4_000):
        writer = desk.world.visitor(desk.world.another(desk.scene.grace))
        told = sent(writer.post(f"{topic}posts", body=body[start : start + 4_000]))
        number = int(told.headers["Location"].rpartition("-")[2])
        pages.add(-(-number // 20))
    return [f"{topic}?page={page}" for page in sorted(pages)]


def _upload(sender: Visitor, name: str, body: bytes, alt: str) -> str:
    form, kind = multipart("attachment", name, body, attachment_alt=alt)
    answer = sent(sender.post_bytes("/writing/uploads", form, kind), 201)
    found = re.search(r'"markdown":\s*("(?:[^"\\]|\\.)*")', answer.text)
    assert found
    return str(json.loads(found[1]))


def _round(texts: Sequence[str]) -> list[str]:
    """As often as it takes."""
    return list(texts) * 9


ALL_DEEDS = (*(rulings, penalties, removals, looks, watched_words, tags, splits, polls, files),)
