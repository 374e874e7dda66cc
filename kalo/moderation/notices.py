"""Whom moderation tells, and of what: letters in the reader's language, and the bell."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit.clock import moment_words
from kalo.kit.locales import speaking
from kalo.kit.mail import write_letter
from kalo.kit.page import whole_address
from kalo.kit.web import in_language
from kalo.moderation import reasons
from kalo.moderation.models import Case, Held, Report, Ruling
from kalo.moderation.models.held import PUBLISHED
from kalo.moderation.models.rulings import KEEP, STANDS
from kalo.moderation.queries.cases import reports_answered_by, waiting_reports
from kalo.moderation.queries.rulings import person_by_id
from kalo.moderation.reasons import BY_REPORTS
from kalo.moderation.things import find_thing
from kalo.notifications.actions import notify
from kalo.notifications.models import Kind

RULED = Kind(
    "moderation.ruling",
    _("Moderators decide about something I wrote"),
    _("Moderators decided about “%(what)s”"),
    own_letter=True,
)
HIDDEN = Kind(
    "moderation.hidden",
    _("Reports hide something I wrote until moderators look"),
    _("“%(what)s” is hidden for now"),
    own_letter=True,
)
ANSWERED = Kind(
    "moderation.report",
    _("Moderators answer something I reported"),
    _("Your report on “%(what)s” was answered"),
    own_letter=True,
)
SETTLED = Kind(
    "moderation.held",
    _("A text of mine that waited for a look is published or given back"),
    _("Moderators looked at your text “%(what)s”"),
    own_letter=True,
)
Said = list[str]


def write_to(email: str | None, language: str, title: str, said: Said, path: str, way: str) -> None:
    """Owe a letter of a few paragraphs and one way to go; its words are in that language."""
    if email:
        link = whole_address(in_language(path, language))
        said = [line for line in said if line]
        write_letter(
            email, "moderation/letters/word", language, title=title, said=said, link=link, way=way
        )


@signals.thing_reported.connect
def give_receipt(report: Report, **_more: Any) -> None:
    """A letter with the reference, to a member or to the address that a guest gave.

    That address may be anybody's, so nothing is repeated there of what the guest typed.
    """
    person = person_by_id(report.person_id)
    language = person.language if person else report.language
    words = report.words if person and not report.email else ""
    with speaking(language):
        write_to(
            report.email or (person.email if person else None),
            language,
            gettext("We received your report"),
            [
                gettext("Thank you. Its reference is %(code)s.", code=report.code),
                gettext("A moderator looks at it, and we write to you what was decided and why."),
                gettext("What you reported: %(words)s", words=words) if words else "",
            ],
            f"/moderation/reports/{report.code}",
            gettext("See your report"),
        )


@signals.thing_hidden.connect
def tell_whose_text_reports_hid(case: Case, **_more: Any) -> None:
    """That it was automatic, for what, and who looks now (article 17 of the DSA)."""
    author, thing = person_by_id(case.author_id), find_thing(case.subject)
    if author is None or thing is None:
        return
    path = f"/moderation/why?subject={case.subject}"
    notify([author.id], HIDDEN, f"case:{case.id}", thing.title, path, by=None)
    with speaking(author.language):
        title = gettext("“%(what)s” is hidden for now", what=thing.title)
        said, way = said_of_hiding(case), gettext("See it, or ask for another look")
        write_to(author.email, author.language, title, said, path, way)


def said_of_hiding(case: Case) -> Said:
    """In the language that is spoken now."""
    codes = sorted({report.reason for report in waiting_reports(case.id)})
    for_what = ", ".join(str(reasons.CHOICES[code][0]) for code in codes)
    return [
        str(BY_REPORTS),
        gettext("What was reported: %(reasons)s.", reasons=for_what),
        gettext(
            "A moderator looks at it and writes to you what was decided and why. "
            "Nothing needs to be done for that."
        ),
        gettext(
            "If you see it differently, you can say so and ask for another look. "
            "You may also turn to an out-of-court body or to a court."
        ),
    ]


@signals.thing_ruled.connect
def tell_the_author(ruling: Ruling, **_more: Any) -> None:
    """What was decided about their text, why, and how they can ask again."""
    author = person_by_id(ruling.author_id)
    if author is None or (ruling.verb == KEEP and not ruling.words):
        return
    path = f"/moderation/rulings/{ruling.id}"
    notify([author.id], RULED, f"ruling:{ruling.id}", ruling.title, path, by=None)
    with speaking(author.language):
        title = gettext("A decision about “%(what)s”", what=ruling.title)
        way = gettext("See the decision")
        write_to(author.email, author.language, title, statement(ruling), path, way)


def statement(ruling: Ruling) -> Said:
    """The reasons of a ruling, a paragraph each, in the language that is spoken now."""
    said = [f"{reasons.VERBS[ruling.verb][1]}.", ruling.words]
    if ruling.until:
        said.append(gettext("Until %(day)s.", day=moment_words(ruling.until)))
    if ruling.law:
        said.append(gettext("Law or rule: %(law)s", law=ruling.law))
    if ruling.facts:
        said.append(gettext("What was found: %(facts)s", facts=ruling.facts))
    said.append(gettext("A person decided this; nothing about it was automatic."))
    if ruling.verb != KEEP:
        said.append(
            gettext(
                "If you see it differently, you can ask once for another look, which another "
                "moderator gives. You may also turn to an out-of-court body or to a court."
            )
        )
    return said


@signals.thing_ruled.connect
def tell_the_reporters(ruling: Ruling, see_it: frozenset[int], **_more: Any) -> None:
    """Each of them: what became of what they reported; its title only where they could see it."""
    for report in reports_answered_by(ruling):
        what = ruling.title if report.person_id in see_it else report.code
        _answer(report, what, _outcome(ruling))


def _outcome(ruling: Ruling) -> Any:
    if ruling.verb == KEEP:
        return _("We looked at it, and it stays: it does not break our rules or the law.")
    return _("We looked at it, and you were right to tell us. We have done what is needed.")


def _answer(report: Report, what: str, words: Any) -> None:
    person = person_by_id(report.person_id)
    path = f"/moderation/reports/{report.code}"
    if person:
        notify([person.id], ANSWERED, f"report:{report.id}", what, path, by=None)
    language = person.language if person else report.language
    with speaking(language):
        said = [str(words), gettext("The reference of your report: %(code)s.", code=report.code)]
        if report.reason == reasons.ILLEGAL:
            said.append(
                gettext(
                    "If you see it differently, answer with the reference to the contact address, "
                    "or turn to an out-of-court body or to a court."
                )
            )
        email = report.email or (person.email if person else None)
        title = gettext("Your report was answered")
        write_to(email, language, title, said, path, gettext("See your report"))


@signals.ruling_undone.connect
def tell_of_the_undoing(ruling: Ruling, **_more: Any) -> None:
    """The author: all is as it was before."""
    author = person_by_id(ruling.author_id)
    if author is None:
        return
    path = f"/moderation/rulings/{ruling.id}"
    notify([author.id], RULED, f"ruling:{ruling.id}", ruling.title, path, by=None)
    with speaking(author.language):
        title = gettext("A decision about “%(what)s” was taken back", what=ruling.title)
        said = [gettext("We took the decision back. Everything is as it was before.")]
        write_to(author.email, author.language, title, said, path, gettext("See the decision"))


@signals.look_answered.connect
def tell_who_asked_again(ruling: Ruling, **_more: Any) -> None:
    """What another moderator said; of one that was taken back they hear by its undoing."""
    author = person_by_id(ruling.author_id)
    if author is None or ruling.appeal != STANDS:
        return
    path = f"/moderation/rulings/{ruling.id}"
    notify([author.id], RULED, f"ruling:{ruling.id}", ruling.title, path, by=None)
    with speaking(author.language):
        title = gettext("We looked again at “%(what)s”", what=ruling.title)
        said = [gettext("The decision stands."), ruling.answer_words]
        write_to(author.email, author.language, title, said, path, gettext("See the decision"))


@signals.held_settled.connect
def tell_whose_text_waited(held: Held, **_more: Any) -> None:
    """It is published, or comes back with the reason; the text is theirs to send again."""
    author = person_by_id(held.person_id)
    if author is None:
        return
    published = held.state == PUBLISHED
    path = held.path or "/moderation/mine"
    notify([author.id], SETTLED, f"held:{held.id}", held.title, path, by=None)
    with speaking(author.language):
        _write_of(held, author, published, path)


def _write_of(held: Held, author: Person, published: bool, path: str) -> None:
    if published:
        title = gettext("Your text “%(what)s” is published", what=held.title)
        said, way = [gettext("Thank you for waiting."), held.words], gettext("Read it")
    else:
        title = gettext("Your text “%(what)s” came back", what=held.title)
        said = [held.words, gettext("It is among your drafts: go on with it, and send it again.")]
        way = gettext("Go on writing")
    write_to(author.email, author.language, title, said, path, way)


def words_for(reason: str, verb: str, author: Person | None) -> str:
    """The usual words for a reason, in the language of whoever reads them."""
    with speaking(author.language if author else "el"):
        if verb == KEEP:
            return str(reasons.KEPT)
        return str(reasons.MESSAGES.get(reason, ""))
