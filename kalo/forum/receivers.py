"""What the forum does when another room speaks."""

from typing import Any

from sqlalchemy import delete, update

from kalo import signals
from kalo.accounts.models import Person
from kalo.forum.actions.acts import show_acts
from kalo.forum.actions.left_open import open_left_questions
from kalo.forum.actions.polls import forget_votes
from kalo.forum.actions.reactions import forget_reactions
from kalo.forum.actions.starters import offer_discussion
from kalo.forum.actions.words import cook_again
from kalo.forum.models import Bookmark, Post, Reader, ReadMark, Topic, Watch
from kalo.forum.queries.acts import topics_arranged_by
from kalo.kit.db import db
from kalo.kit.locales import speaking
from kalo.kit.versions import bump
from kalo.moderation.models.rulings import DELETE
from kalo.moderation.reasons import BY_REPORTS, CHOICES


@signals.person_left.connect
def forget_what_was_read(person: Person, **_: Any) -> None:
    """Marks of reading are personal; what was said in public stays, signed "former member"."""
    db.session.execute(delete(ReadMark).where(ReadMark.person_id == person.id))
    db.session.execute(delete(Reader).where(Reader.person_id == person.id))


@signals.person_left.connect
def forget_what_was_followed(person: Person, **_: Any) -> None:
    """What they followed and kept is nobody else's."""
    for table in (Watch, Bookmark):
        db.session.execute(delete(table).where(table.person_id == person.id))


@signals.cards_ready.connect
def put_cards_in(subject: str, **_: Any) -> None:
    """A post that waits for the card of a link is rendered with it."""
    kind, _colon, number = subject.partition(":")
    if kind == "post" and number.isdecimal():
        cook_again([int(number)])


@signals.person_left.connect
def forget_reactions_and_votes(person: Person, **_: Any) -> None:
    """How they reacted and voted goes with them, and the counters follow."""
    forget_reactions(person)
    forget_votes(person)


@signals.question_offered.connect
def open_what_is_offered(module: Any, said: dict[str, str], at: Any = None, **_: Any) -> None:
    """A question of a module becomes its discussion, in Greek with the English below."""
    words = said["text_el"]
    if said["text_en"]:
        words += f"\n\n**In English: {said['title_en']}**\n\n{said['text_en']}"
    offer_discussion(module.subject, said["title_el"], words, at)


@signals.questions_left.connect
def open_what_was_left(
    event: Any, questions: list[tuple[str, int]], by: Person | None = None, **_: Any
) -> None:
    """What stayed open in a live room goes on where everybody can answer."""
    open_left_questions(event, questions, by)


@signals.thing_changed.connect
def end_pages_of_the_shelf(subject: str, **_: Any) -> None:
    """A topic has changed: so have the lists of its category, besides its own pages."""
    kind, _colon, number = subject.partition(":")
    if kind != "topic":
        return
    with db.session.no_autoflush:
        topic = db.session.get(Topic, int(number))
    if topic is not None:
        bump(f"category:{topic.category_id}")


@signals.thing_changed.connect
def rename_arrangers(subject: str, **_: Any) -> None:
    """Notices repeat who did a thing, under the name they have now."""
    kind, _colon, number = subject.partition(":")
    if kind == "person":
        for topic in topics_arranged_by(int(number)):
            show_acts(topic)


@signals.person_left.connect
def unlink_mentions(person: Person, **_: Any) -> None:
    """Posts that name somebody who leaves are rendered again: the name leads nowhere any more."""
    named = Post.html.contains(f'"/people/{person.handle}"', autoescape=True)
    db.session.execute(update(Post).where(named).values(render_version=0))


@signals.thing_hidden.connect
def say_that_reports_hid_it(case: Any, **_: Any) -> None:
    """Its author reads on the post itself that nobody has looked yet."""
    kind, _colon, number = case.subject.partition(":")
    author = db.session.get(Person, case.author_id) if case.author_id else None
    if kind == "post" and author:
        with speaking(author.language):
            words = str(BY_REPORTS)[:300]
        hidden = update(Post).where(Post.id == int(number), Post.hidden_at.is_not(None))
        db.session.execute(hidden.values(hidden_reason=words))


@signals.thing_ruled.connect
def say_why_it_is_hidden(ruling: Any, **_: Any) -> None:
    """The author of a post that a ruling folded away reads the words on the post itself."""
    kind, _colon, number = ruling.subject.partition(":")
    if kind != "post" or ruling.verb == DELETE:
        return
    hidden = update(Post).where(Post.id == int(number), Post.hidden_at.is_not(None))
    db.session.execute(hidden.values(hidden_reason=ruling.words[:300]))


@signals.thing_ruled.connect
def say_why_it_is_gone(ruling: Any, **_: Any) -> None:
    """Where a post stood that moderators took away, everybody reads why in a word."""
    kind, _colon, number = ruling.subject.partition(":")
    if ruling.verb != DELETE or kind not in {"post", "topic"}:
        return
    opening = (Post.topic_id == int(number)) & (Post.number == 1)
    place = Post.id == int(number) if kind == "post" else opening
    said = update(Post).where(place).values(hidden_reason=_in_a_word(ruling)[:300])
    db.session.execute(said)


def _in_a_word(ruling: Any) -> str:
    """The kind of reason; what a moderator wrote only where it was asked for these readers."""
    if not ruling.reason:
        return str(ruling.words)
    author = db.session.get(Person, ruling.author_id) if ruling.author_id else None
    with speaking(author.language if author else "el"):
        return str(CHOICES[ruling.reason][0])
