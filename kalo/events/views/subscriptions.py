"""The pages about calendars: how to subscribe, one's own addresses, what each of them sees."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from flask import Response, abort, g, make_response, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from kalo.events import actions, feeds, queries
from kalo.events.forms.calendar import ALARM_WORDS, AddressForm
from kalo.events.kinds import WORDS
from kalo.events.models import KINDS, CalendarToken, FeedFetch, Theme
from kalo.events.permissions import may_subscribe
from kalo.events.views.doors import bp
from kalo.events.views.feeds import what_has
from kalo.kit import clock, ical
from kalo.kit.locales import in_this_language
from kalo.kit.once import once
from kalo.kit.safety import limiter
from kalo.kit.web import Refused, go_to, need


@dataclass(frozen=True)
class Way:
    """How a calendar gets into each program."""

    key: str
    short: str
    name: str
    address: str

    @property
    def webcal(self) -> str:
        """What a calendar program on the device opens by itself."""
        return "webcal://" + self.address.split("://", 1)[1]

    @property
    def google(self) -> str:
        """Google's own page for adding it."""
        return "https://calendar.google.com/calendar/r?cid=" + quote(self.webcal, safe="")

    @property
    def outlook(self) -> str:
        """Outlook's own page for adding it."""
        where = quote(self.address, safe="")
        name = quote(self.name, safe="")
        return f"https://outlook.live.com/calendar/0/addfromweb?url={where}&name={name}"

    @property
    def office(self) -> str:
        """The same for an account of work or school."""
        return self.outlook.replace("outlook.live.com", "outlook.office.com", 1)


@bp.app_template_filter("program")
def program(client: str) -> feeds.Program:
    """What a family of programs makes of our calendars."""
    return feeds.program_of(client)


@bp.app_template_filter("alarm_words")
def alarm_words(minutes: int) -> str:
    """When a calendar rings."""
    return str(ALARM_WORDS[minutes])


@bp.app_template_filter("entry_when")
def entry_when(entry: ical.Entry) -> str:
    """When something stands in a calendar, as people say it."""
    if not isinstance(entry.start, datetime) or not isinstance(entry.end, datetime):
        return clock.day_words(entry.start)
    start, end = (
        each if each.tzinfo else each.replace(tzinfo=clock.ATHENS)
        for each in (entry.start, entry.end)
    )
    return clock.span_words(start, end)


@bp.get("/subscribe")
def show_subscribe() -> str:
    """Every calendar there is, and how it gets into yours."""
    return _page(AddressForm(formdata=None, label=_free_label()))


@bp.get("/subscribe/seen")
def show_seen() -> str:
    """What the calendars see: who fetched last, what they got, how it looks there."""
    mine = queries.addresses_of(g.person) if g.person else []
    told = what_has(g.person) if mine else ((), (), None)
    return render_template(
        "events/seen.html",
        mine=[(token, _in_time(feeds.personal_feed(token, *told))) for token in mine],
        public=_public_fetches(),
    )


@bp.get("/subscribe/address")
def lead_to_subscribe() -> Answer:
    """The secret is shown once; opened again, this leads to the page."""
    return go_to(".show_subscribe", _anchor="mine")


@bp.post("/subscribe/address")
@limiter.limit("20/hour")
@once
def make_address() -> Response:
    """A new secret address; shown on this answer and never again."""
    need(may_subscribe(g.person))
    form = AddressForm()
    return _made(form, lambda: actions.make_address(g.person, **form.values), _page)


@bp.get("/subscribe/addresses/<int(max=2147483647):token_id>")
def show_address(token_id: int) -> str:
    """One address of mine: what it is called, what it tells, how it ends."""
    need(may_subscribe(g.person))
    token = _find(token_id)
    return _address_page(token, AddressForm(formdata=None, obj=token))


@bp.post("/subscribe/addresses/<int(max=2147483647):token_id>")
@limiter.limit("60/hour")
def change_address(token_id: int) -> Any:
    """Another name, another alarm, titles or none."""
    need(may_subscribe(g.person))
    token, form = _find(token_id), AddressForm()
    if form.validate():
        try:
            actions.change_address(token, g.person, **form.values)
            return go_to(".show_subscribe", _anchor="mine")
        except Refused as refusal:
            form.label.errors = [str(refusal)]
    return _address_page(token, form), 422


@bp.get("/subscribe/addresses/<int(max=2147483647):token_id>/renewal")
def lead_to_address(token_id: int) -> Answer:
    """The secret is shown once; opened again, this leads to the page."""
    return go_to(".show_subscribe", _anchor="mine")


@bp.post("/subscribe/addresses/<int(max=2147483647):token_id>/renewal")
@limiter.limit("20/hour")
@once
def renew_address(token_id: int) -> Response:
    """A new secret in its place: the old one reminds, or says nothing any more."""
    return _renew(token_id, leaked=False)


@bp.get("/subscribe/addresses/<int(max=2147483647):token_id>/leak")
def lead_from_leak(token_id: int) -> Answer:
    """The same here."""
    return go_to(".show_subscribe", _anchor="mine")


@bp.post("/subscribe/addresses/<int(max=2147483647):token_id>/leak")
@limiter.limit("20/hour")
@once
def stop_leak(token_id: int) -> Response:
    """Somebody else knows it: it stops at once, and there is a new one."""
    return _renew(token_id, leaked=True)


@bp.post("/subscribe/addresses/<int(max=2147483647):token_id>/undo")
@limiter.limit("20/hour")
def take_back_address(token_id: int) -> Answer:
    """Take it back at once; nothing comes in its place."""
    need(may_subscribe(g.person))
    actions.take_back_address(_find(token_id))
    return go_to(".show_subscribe", _anchor="mine")


def _in_time(feed: ical.Feed) -> list[ical.Entry]:
    return sorted(feed.entries, key=lambda entry: f"{entry.start:%Y%m%d%H%M}")


def _find(token_id: int) -> CalendarToken:
    return queries.address_in_use(g.person, token_id) or abort(404)


def _renew(token_id: int, leaked: bool) -> Response:
    need(may_subscribe(g.person))
    token = _find(token_id)
    return _secret_page(actions.renew_address(token, g.person, leaked), token.label)


def _made(form: AddressForm, make: Callable[[], str], page: Callable[[AddressForm], str]) -> Any:
    if form.validate():
        try:
            return _secret_page(make(), form.label.data or "")
        except Refused as refusal:
            form.label.errors = [str(refusal)]
    return make_response(page(form), 422)


def _secret_page(secret: str, label: str) -> Response:
    way = Way("mine", label, "e-ΚΑΛΟ", feeds.token_address(secret))
    answer = make_response(render_template("events/address_made.html", way=way, label=label))
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Content-Location"] = url_for(".show_subscribe")
    return answer


def _address_page(token: CalendarToken, form: AddressForm) -> str:
    return render_template("events/address.html", token=token, form=form)


def _page(form: AddressForm) -> str:
    person = g.person
    return render_template(
        "events/subscribe.html",
        all_events=_way(""),
        kinds=[_way(kind) for kind in KINDS],
        themes=[_way_of(each) for each in queries.themes_of_feeds()],
        series=[_way_of(each) for each in queries.series_of_feeds()],
        tokens=queries.addresses_of(person) if person else [],
        seats=queries.seats_ahead(person, clock.now()) if person else [],
        form=form,
    )


def _way(kind: str) -> Way:
    short = str(WORDS[kind].words) if kind else ""
    address = feeds.page_of(feeds.feed_address(kind))
    return Way(kind or "all", short, feeds.feed_name(kind), address)


def _way_of(noun: Any) -> Way:
    key = f"{type(noun).__name__.lower()}-{noun.id}"
    short = in_this_language(noun, "name" if isinstance(noun, Theme) else "title")
    return Way(key, short, feeds.name_of(noun), feeds.page_of(feeds.address_of(noun)))


def _free_label() -> str:
    """A name to begin with; none where it is taken already."""
    first = _("My calendar")
    taken = g.person and first in {token.label for token in queries.addresses_of(g.person)}
    return "" if taken else first


def _public_fetches() -> list[tuple[str, list[FeedFetch]]]:
    """By feed, each with the families of programs that fetch it, latest first."""
    found: dict[str, list[FeedFetch]] = {}
    for fetch in queries.fetches():
        found.setdefault(fetch.feed, []).append(fetch)
    names = _names_of(found)
    return [(names[feed], each) for feed, each in found.items() if feed in names]


def _names_of(keys: Any) -> dict[str, str]:
    names = {"all": feeds.feed_name("")}
    names |= {f"kind:{kind}": feeds.feed_name(kind) for kind in KINDS}
    for word, nouns in queries.nouns_of_feeds(keys).items():
        names |= {f"{word}:{noun.id}": feeds.name_of(noun) for noun in nouns}
    return names
