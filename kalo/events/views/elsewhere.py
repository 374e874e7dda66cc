"""What of our list goes elsewhere: a feed, a part of somebody's own site, a month on paper."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Response, current_app, g, make_response, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import escape

from kalo.events import queries
from kalo.events.models import KINDS, Event
from kalo.events.views.doors import bp, event_kinds, event_place
from kalo.events.views.filters import Looking, asked_filters, one_of
from kalo.events.views.lists import SCOPES, keep
from kalo.events.views.month import asked_month
from kalo.kit import atom, clock
from kalo.kit.locales import in_this_language
from kalo.kit.page import whole_address
from kalo.kit.versions import shows
from kalo.kit.web import in_language, language

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)  # an empty feed has not changed since
LENGTHS = ("5", "10", "20")  # events of a list on somebody's site
LOOKS = ("auto", "light", "dark")
# Nothing runs there and nothing is sent; it may stand in any page.
EMBED_POLICY = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
)
ON_PAPER = 48  # what one sheet holds, with titles as long as they may be


@bp.get("/feed")
def show_feed() -> Response:
    """What was announced last, all of it or of a kind."""
    kind = one_of("kind", KINDS)
    shows(*SCOPES)
    entries = [_entry(event) for event in queries.announced_last(kind)]
    words = event_kinds(kind) if kind else _("Events")
    chosen: dict[str, Any] = {"kind": kind} if kind else {}
    feed = atom.Feed(
        id=_name(f"events:{kind}" if kind else "events", BEGINNING),
        title=f"{words} · e-ΚΑΛΟ",
        link=whole_address(url_for(".show_events", **chosen)),
        itself=whole_address(url_for(".show_feed", **chosen)),
        language=language(),
        updated=max((entry.updated for entry in entries), default=BEGINNING),
        entries=entries,
    )
    return atom.answer(feed)


@bp.get("/embed")
def show_embed() -> Response:
    """The next events as a part of somebody's own site: no script, no cookie."""
    looking, most = asked_filters(), int(one_of("most", LENGTHS) or LENGTHS[0])
    events = queries.soonest(None, looking.filters, most)
    keep(events)
    page = render_template(
        "events/embed.html", looking=looking, events=events, look=one_of("look", LOOKS) or "auto"
    )
    g.policy = EMBED_POLICY
    answer = make_response(page)
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@bp.get("/embed/code")
def show_embed_code() -> str:
    """What somebody puts into their own site, with choices."""
    looking, spoken = asked_filters(), one_of("language", ("el", "en")) or language()
    most, look = one_of("most", LENGTHS) or LENGTHS[0], one_of("look", LOOKS) or "auto"
    address = whole_address(in_language(f"/events/embed{_query(looking, most, look)}", spoken))
    return render_template(
        "events/embed_code.html",
        looking=looking,
        spoken=spoken,
        most=most,
        look=look,
        lengths=LENGTHS,
        address=address,
        here_address=in_language(f"/events/embed{_query(looking, most, look)}", spoken),
        code=_code(address, most, spoken),
    )


@bp.get("/print")
def show_print() -> str:
    """A month on one sheet of paper, to hang where people pass."""
    month, looking = asked_month(request.args.get("month"), clock.today()), asked_filters()
    found = queries.events_between(None, looking.filters, month.first, month.later.first)
    events = [event for event in found if not event.is_cancelled]
    keep(found)
    return render_template(
        "events/print.html",
        month=month,
        looking=looking,
        events=events[:ON_PAPER],
        left_out=len(events[ON_PAPER:]),
        at=clock.now(),
        dense="many" if len(events) > 22 else "some" if len(events) > 8 else "few",
    )


def _entry(event: Event) -> atom.Entry:
    title = in_this_language(event, "title")
    said = _("Cancelled: %(title)s", title=title) if event.is_cancelled else title
    return atom.Entry(
        id=_name(event.subject, event.created_at),
        title=said,
        link=whole_address(in_language(event.path, language())),
        author=event.organiser or "e-ΚΑΛΟ",
        html=_told(event),
        published=event.published_at or event.created_at,
        updated=event.changed_at,
        language=language(),
    )


def _told(event: Event) -> str:
    """When, where and what, as a reader of feeds shows it; a reason first."""
    when = clock.span_words(event.starts_at, event.ends_at)
    place = event_place(event) or _("Online")
    lines = [event.reason if event.is_cancelled else "", f"{when} {event.start_wall.year}", place]
    head = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    summary = in_this_language(event, "summary")
    return head + (f"<p>{escape(summary)}</p>" if summary else "") + in_this_language(event, "html")


def _name(what: str, day: datetime) -> str:
    host = urlsplit(current_app.config["KALO"].public_url).hostname or "localhost"
    return atom.tag_uri(host, day, what)


def _query(looking: Looking, most: str, look: str) -> str:
    chosen: dict[str, Any] = dict(looking.words)
    if most != LENGTHS[0]:
        chosen["most"] = most
    if look != LOOKS[0]:
        chosen["look"] = look
    return "?" + "&".join(f"{name}={word}" for name, word in chosen.items()) if chosen else ""


def _code(address: str, most: str, spoken: str) -> str:
    title = {"el": "Δράσεις · e-ΚΑΛΟ", "en": "Events · e-ΚΑΛΟ"}[spoken]
    height = {"5": 520, "10": 760, "20": 1200}[most]
    return (
        f'<iframe src="{escape(address)}" title="{title}" width="100%" height="{height}"'
        ' loading="lazy" style="border:0"></iframe>'
    )
