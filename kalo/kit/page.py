"""What every page knows: where it is, in which language, who looks at it, and how to say things."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, current_app, g, request, session, url_for
from flask_babel import force_locale, get_translations, gettext
from flask_wtf.csrf import generate_csrf
from itsdangerous import URLSafeTimedSerializer
from markupsafe import Markup, escape

from kalo.kit import clock
from kalo.kit.assets import asset, serve_assets
from kalo.kit.fragments import kept_part, kept_parts
from kalo.kit.locales import in_this_language
from kalo.kit.once import page_key
from kalo.kit.safety import csp_nonce
from kalo.kit.slots import slot
from kalo.kit.text import language_of
from kalo.kit.web import READING, in_language, language

THEMES = ("auto", "light", "dark")
HOURS = re.compile(r"\d\d:\d\d–\d\d:\d\d(?![^<>]*>)")  # in what is read, not in a tag
SITE_PAGES = ("about", "accessibility", "privacy", "terms")


@dataclass(frozen=True)
class Room:
    """A room in the bar: its key names its hue too."""

    key: str
    label: Any
    endpoint: str
    icon: str
    also: tuple[str, ...] = ()  # how addresses begin that are reached through it

    @property
    def url(self) -> str:
        """Where the room begins, in the language of this page."""
        return url_for(self.endpoint)

    @property
    def short(self) -> Any:
        """The label under the thumb."""
        return self.label

    @property
    def hue(self) -> str:
        """The key of the room's hue."""
        return self.key

    @property
    def start(self) -> str:
        """How the addresses of its pages begin."""
        return f"/{self.key}/"

    @property
    def current(self) -> bool:
        """True while a page of this room is shown."""
        return request.path.startswith((self.start, *self.also))


@dataclass(frozen=True)
class Here:
    """The address of this page in both languages."""

    path_el: str
    path_en: str

    @property
    def url_el(self) -> str:
        """The whole Greek address."""
        return whole_address(self.path_el)

    @property
    def url_en(self) -> str:
        """The whole English address."""
        return whole_address(self.path_en)

    @property
    def canonical(self) -> str:
        """The one address of this page in this language."""
        return self.url_en if language() == "en" else self.url_el


def whole_address(path: str) -> str:
    """A path of this site as an address that works from anywhere."""
    return f"{current_app.config['KALO'].public_url}{path}"


def here() -> Here:
    """This page; of its query only the page number makes it another page."""
    path = request.path if request.method in READING else _page_of_the_form()
    if number := request.args.get("page"):
        path = f"{path}?page={number}" if number.isdecimal() and number != "1" else path
    return Here(in_language(path, "el"), in_language(path, "en"))


def _page_of_the_form() -> str:
    """Where the form stood that was sent here: an address that can be visited again."""
    parts = urlsplit(request.referrer or "")
    path = parts.path if parts.netloc == request.host else request.path
    return path[3:] or "/" if path == "/en" or path.startswith("/en/") else path


def address_with(**changed: Any) -> str:
    """This page with some words of its query changed; None takes one away."""
    kept = {
        name: value
        for name, value in request.args.items()
        if name != "endpoint" and not name.startswith("_")  # url_for would take these for its own
    }
    return url_for(request.endpoint or "", **{**kept, **changed, **(request.view_args or {})})


def theme() -> str:
    """The theme chosen on this device: "auto", "light" or "dark"."""
    chosen = request.cookies.get("theme", "auto")
    return chosen if chosen in THEMES else "auto"


def init_pages(app: Flask, rooms: list[Room]) -> None:
    """Hand templates their words; `rooms` are those of the bar, in order."""
    serve_assets(app)
    app.register_blueprint(Blueprint("kit", "kalo.kit", template_folder="templates"))
    app.add_template_filter(in_this_language, "tr")
    app.add_template_filter(clock.read, "moment")
    app.add_template_filter(whole_hours)
    app.add_template_filter(letter_hours)
    app.add_template_filter(language_of)
    app.jinja_env.globals.update(
        asset=asset,
        slot=slot,
        when_words=clock.when_words,
        date_words=clock.date_words,
        day_words=clock.day_words,
        short_day=clock.short_day,
        hour_words=clock.hour_words,
        moment_words=clock.moment_words,
        span_words=clock.span_words,
        address_with=address_with,
        kept_part=kept_part,
        kept_parts=kept_parts,
        words_of=words_of,
        icon=icon,
        whole_address=whole_address,
        _=say,
        ngettext=say_number,
        csrf_token=form_token,
        once_key=page_key,
    )

    @app.context_processor
    def page_facts() -> dict[str, Any]:
        if not request:  # a letter
            return {"language": language()}
        if "language" in g:  # a letter in its reader's language, written during a request
            return facts_of_page(rooms)
        if "page_facts" not in g:  # slots render templates of their own into the same page
            g.page_facts = facts_of_page(rooms)
        return dict(g.page_facts, person=g.get("person"))


def whole_hours(said: str) -> Markup:
    """Words whose hours, "18:00–20:00", stay on one line; found and copied, they are as before."""
    return _unbroken(said, 'class="unbroken"')


def letter_hours(said: str) -> Markup:
    """The same in a letter, which has no stylesheet of ours."""
    return _unbroken(said, 'style="white-space:nowrap"')


def _unbroken(said: str, how: str) -> Markup:
    return Markup(HOURS.sub(rf"<span {how}>\g<0></span>", str(escape(said))))


def facts_of_page(rooms: list[Room]) -> dict[str, Any]:
    """What every template of a page may ask for."""
    return {
        "_": _saying(language()),
        "language": language(),
        "theme": theme(),
        "csp_nonce": csp_nonce(),
        "csrf_token": form_token,
        "rooms": rooms,
        "page_hue": next((room.hue for room in rooms if room.current), ""),
        "here": here(),
        "site_links": _site_links(language(), request.script_root),
        "person": g.get("person"),
    }


def say(word: str, **more: Any) -> str:
    """A word in the language of the page; in a template `_`, where its macros stand alone."""
    return str(_saying(language())(word, **more))


def say_number(one: str, many: str, num: int, **more: Any) -> str:
    """Words with a number in the language of the page; in a template `ngettext`."""
    said = _catalogue(language()).ungettext(one, many, num)
    return str(said % {"num": num, **more})


@cache
def _saying(wanted: str) -> Callable[..., str]:
    """How words are said in a language."""
    words = _catalogue(wanted)
    return lambda word, **more: words.ugettext(word) % more if more else words.ugettext(word)


@cache
def _catalogue(wanted: str) -> Any:
    """The words of a language, looked up once for a process."""
    with force_locale(wanted):
        return get_translations()


def form_token() -> str:
    """The token of this page's forms, made when first asked for."""
    token: str | None = g.get("csrf_token")
    if token is None and (secret := session.get("csrf_token")):
        token = g.csrf_token = _signs_forms(str(current_app.secret_key)).dumps(secret)
    return str(token or generate_csrf())


@cache
def _signs_forms(key: str) -> URLSafeTimedSerializer:
    """As Flask-WTF makes it anew for each page."""
    return URLSafeTimedSerializer(key, salt="wtf-csrf-token")


@lru_cache(500)
def icon(name: str, label: str = "") -> Markup:
    """A line icon as `kit/_icons.html` draws it, drawn once."""
    drawn: Any = current_app.jinja_env.get_template("kit/_icons.html").module
    return Markup(drawn.icon(name, label))


def words_of(template: str) -> Any:
    """What a template sets, and its macros, made once for a language and a prefix of addresses.

    It may depend on nothing else, as a kept part may not; Jinja's own import makes it each time.
    """
    made = current_app.extensions.setdefault("kalo_words", {})
    key = (template, language(), request.script_root)
    if key not in made:
        said = {"_": _saying(language()), "language": language()}
        made[key] = current_app.jinja_env.get_template(template).make_module(said)
    return made[key]


@cache
def _site_links(_language: str, _root: str) -> list[dict[str, str]]:
    words = {
        "about": gettext("About"),
        "accessibility": gettext("Accessibility"),
        "privacy": gettext("Privacy"),
        "terms": gettext("Terms of use"),
    }
    return [{"label": words[key], "url": url_for("site.show_leaf", slug=key)} for key in SITE_PAGES]
