"""The page about calendars: how to subscribe, and a person's own secret address."""

from dataclasses import dataclass
from urllib.parse import quote

from flask import Response, g, make_response, render_template, url_for
from werkzeug.wrappers import Response as Answer

from kalo.events import actions, feeds, queries
from kalo.events.models import KINDS
from kalo.events.permissions import may_subscribe
from kalo.events.views.doors import bp
from kalo.kit import clock
from kalo.kit.once import KeyedForm, once
from kalo.kit.safety import limiter
from kalo.kit.web import go_to, need


@dataclass(frozen=True)
class Way:
    """How a calendar gets into each program."""

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


@bp.get("/subscribe")
def show_subscribe() -> str:
    """Every calendar there is, and how it gets into yours."""
    return _page()


@bp.get("/subscribe/address")
def lead_to_subscribe() -> Answer:
    """The secret is shown once; opened again, this leads to the page."""
    return go_to(".show_subscribe", _anchor="mine")


@bp.post("/subscribe/address")
@limiter.limit("10/hour")
@once
def make_address() -> Response:
    """A new secret address; shown on this answer and never again."""
    need(may_subscribe(g.person))
    secret = actions.make_address(g.person)
    answer = make_response(_page(secret))
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Content-Location"] = url_for(".show_subscribe")
    return answer


@bp.post("/subscribe/address/undo")
@limiter.limit("10/hour")
def retire_address() -> Answer:
    """Take the address back at once."""
    need(may_subscribe(g.person))
    actions.retire_address(g.person)
    return go_to(".show_subscribe", _anchor="mine")


def _page(secret: str = "") -> str:
    person = g.person
    return render_template(
        "events/subscribe.html",
        all_events=_way(""),
        kinds=[(kind, _way(kind)) for kind in KINDS],
        mine=_own_way(secret) if secret else None,
        token=queries.token_in_use(person) if person else None,
        seats=queries.seats_ahead(person, clock.now()) if person else [],
        form=KeyedForm(formdata=None),
    )


def _way(kind: str) -> Way:
    return Way(feeds.feed_name(kind), feeds.feed_address(kind))


def _own_way(secret: str) -> Way:
    return Way("e-ΚΑΛΟ", feeds.token_address(secret))
