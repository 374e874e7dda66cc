"""Scripts sent through every field that shows words; then the pages are opened in Chromium."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.faults.corpus import ALL, CORPUS, packs
from tests.faults.deeds import ALL_DEEDS, Desk
from tests.faults.scene import FORMS, Form, Scene
from tests.faults.world import World

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("faults")]

# The longest text of each field; 80 where it says nothing.
LONGEST = {
    **{"title": 140, "body": 6_000, "about": 450, "about_el": 290, "about_en": 290},
    **{"organisation": 120, "place": 120, "address": 200, "organiser": 120, "text": 450},
    **{"summary_el": 300, "summary_en": 300, "welcome_el": 300, "welcome_en": 300},
    **{
        "reason": 200,
        "words": 450,
        "poll-options": 300,
        "poll-question": 120,
        "note": 200,
        "alt": 120,
    },
}
WATCH = """
window.__faults = [];
for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => window.__faults.push(name);
addEventListener('securitypolicyviolation', e => window.__faults.push(
  'policy: ' + e.violatedDirective + ' ' + e.blockedURI));
"""
LOOK = """() => {
  const odd = window.__ran ? ['ran'] : [];
  for (const el of document.querySelectorAll('*')) {
    for (const a of el.attributes) {
      if (/^on/i.test(a.name) || /^(hx-on|data-hx-|v-|x-|ng-)/i.test(a.name)
          || (/^(href|src|action|formaction|xlink:href|data)$/i.test(a.name)
              && /^[\\s\\x00-\\x1f]*(javascript|vbscript|data:text)/i.test(a.value)))
        odd.push(`<${el.localName} ${a.name}=${a.value.slice(0, 60)}>`);
    }
  }
  for (const el of document.querySelectorAll('.prose *, .body *')) {
    if (/^(script|iframe|object|embed|base|meta|link|form|style|math|input)$/.test(el.localName)
        && !(el.localName === 'input' && el.type === 'checkbox')) odd.push(el.localName);
    for (const a of el.attributes)
      if (/^(style|hx-)/.test(a.name)) odd.push(`${el.localName} ${a.name}`);
  }
  for (const el of document.querySelectorAll('script[type="application/ld+json"]'))
    try { JSON.parse(el.textContent) } catch (e) { odd.push('JSON-LD: ' + e) }
  return [...odd, ...window.__faults];
}"""


def good(scene: Scene, form: Form) -> dict[str, str]:
    return {name: scene.path(value) for name, value in form.good.items()}


def revision_in(page: str) -> str:
    """The revision that a form of an edit is based on."""
    field = re.search(r'<input[^>]*name="revision"[^>]*>', page)
    value = re.search(r'value="(\d+)"', field[0]) if field else None
    return value[1] if value else "1"


def send_all(world: World, scene: Scene, form: Form) -> set[str]:
    """Send the corpus through each field of a form; answers where it led."""
    texts = {word: packs(LONGEST.get(word, 80)) for word in form.words}
    places, visitor = set[str](), world.visitor(getattr(scene, form.who))
    for turn in range(min(form.turns, max(map(len, texts.values()), default=0))):
        filled = {word: packed[turn % len(packed)] for word, packed in texts.items()}
        if "revision" in form.good:
            filled["revision"] = revision_in(visitor.get(scene.path(form.path)).text)
        if turn % 10 == 9:  # nobody may write so much in so short a time
            visitor = world.visitor(world.another(getattr(scene, form.who)))
        typed = {**good(scene, form), **filled, "once": f"{turn:032x}"}
        answer = visitor.post(scene.path(form.path), **typed)
        assert answer.status in {200, 201, 303, 422, 429}, (form.name, turn, answer.status)
        if answer.status == 303:
            places.add(re.sub(r"#.*", "", answer.headers["Location"]))
    return places


def say_all(world: World, scene: Scene) -> None:
    """Each text of the corpus as a reply of its own."""
    for number, text in enumerate(ALL):
        if number % 15 == 0:
            visitor = world.visitor(world.another(scene.grace, name=text[:80]))
        answer = visitor.post(f"{scene.topic.path}posts", body=text, once=f"say-{number:032x}")
        assert answer.status == 303, text


@pytest.fixture
def poisoned(world: World) -> tuple[Scene, set[str]]:
    """A community in which everybody writes scripts everywhere."""
    scene = world.scene()
    say_all(world, scene)
    places = set[str]().union(*(send_all(world, scene, form) for form in FORMS))
    return scene, places


@pytest.fixture
def decided(world: World) -> tuple[Scene, dict[str, list[str]]]:
    """A community in which they come by rulings, appeals, files, tags; where each kind shows."""
    scene = world.scene()
    desk = Desk(world, scene, packs)
    return scene, {deed.__name__: deed(desk) for deed in ALL_DEEDS}


def pages(scene: Scene) -> list[str]:
    """Every kind of page that shows what people typed."""
    topic = scene.topic.path
    last = (len(ALL) + 3) // 20 + 1
    return [
        *("/", "/forum/", "/en/forum/", f"/forum/c/{scene.category.slug}/", "/forum/categories/"),
        *(f"{topic}?page={number}" for number in range(1, last + 1)),
        *(f"{topic}3/edit", f"{topic}?quote=5", f"/people/{scene.ada.handle}", "/accounts/news/"),
        *("/accounts/groups/", f"/accounts/groups/{scene.group.slug}/", "/accounts/admin/log"),
        *("/events/", f"/events/{scene.event.id}-{scene.event.slug}/", f"/live/{scene.event.id}/"),
        *("/forum/new?title=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "/accounts/admin/people"),
        *("/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22onload=alert(1)", "/search?q=script"),
        *("/accounts/sign-in?next=javascript:alert(1)", f"{topic}raw", f"{topic}print"),
        *("/moderation/", "/moderation/mine", "/writing/drafts", "/forum/bookmarks", "/forum/tags"),
        *(f"{topic}3/history", f"{topic}feed", "/forum/feed", "/forum/latest", "/forum/following"),
    ]


class Watcher:
    """A browser that notes whatever runs, and whoever is asked."""

    def __init__(self, chromium: Browser, world: World, person: Any, without_policy: bool) -> None:
        self.context = chromium.new_context(base_url=world.platform.url, bypass_csp=without_policy)
        self.context.set_default_timeout(30_000)
        cookie = {"name": "kalo", "value": world.visitor(person).cookie, "url": world.platform.url}
        self.context.add_cookies([cookie])  # type: ignore[list-item]
        self.context.add_init_script(WATCH)
        self.page: Page = self.context.new_page()
        self.strange: list[str] = []
        self.page.on("request", lambda asked: self._note(asked.url, world.platform.url))

    def _note(self, url: str, own: str) -> None:
        if not url.startswith((own, "data:", "blob:", "about:")):
            self.strange.append(url)

    def look_at(self, path: str) -> list[str]:
        """What is wrong on a page."""
        self.page.goto(path, wait_until="load")
        odd = [*self.page.evaluate(LOOK), *self.strange]
        self.strange.clear()
        return [f"{path} {each}" for each in odd]

    def shows(self, word: str) -> bool:
        """Whether a word stands on the page, or in what could be typed over on it."""
        held = self.page.locator("input, textarea").evaluate_all("all => all.map(e => e.value)")
        return word in "".join([self.page.inner_text("body"), *held])


@pytest.fixture
def watch(chromium: Browser, world: World) -> Iterator[Any]:
    watchers: list[Watcher] = []

    def _watch(person: Any, without_policy: bool) -> Watcher:
        watchers.append(Watcher(chromium, world, person, without_policy))
        return watchers[-1]

    yield _watch
    for watcher in watchers:
        watcher.context.close()


def test_the_corpus_runs_where_nothing_guards(watch: Any) -> None:
    """Otherwise its silence elsewhere would say nothing."""
    watcher = watch(None, without_policy=True)
    for kind, number in (
        ("tags", 0),
        ("tags", 3),
        ("events", 0),
        ("events", 2),
        ("svg and mathml", 0),
    ):
        watcher.page.goto("/robots.txt")
        watcher.page.set_content(f"<main>{CORPUS[kind][number]}</main>", wait_until="load")
        watcher.page.wait_for_function(f"() => ({LOOK})().length || {len(watcher.strange)}")
        watcher.strange.clear()


def test_no_script_runs_wherever_it_was_typed(
    world: World, watch: Any, poisoned: tuple[Scene, set[str]]
) -> None:
    scene, places = poisoned
    paths = [*pages(scene), *sorted(places)[:12]]
    wrong: list[str] = []
    for person, without_policy in ((None, False), (scene.administrator, True)):
        watcher = watch(person, without_policy)
        for path in paths:
            wrong += watcher.look_at(path)
    member = watch(scene.grace, without_policy=False)
    for path in paths[:8]:
        wrong += member.look_at(path)
    assert wrong == []


@pytest.mark.long
def test_none_runs_that_came_by_rulings_files_or_tags(
    world: World, watch: Any, decided: tuple[Scene, dict[str, list[str]]]
) -> None:
    scene, places = decided
    lists = ["/moderation/", "/moderation/numbers", "/accounts/admin/log", "/forum/tags", "/forum/"]
    wrong: list[str] = []
    shown = dict.fromkeys(places, 0)
    staff, member = watch(scene.administrator, True), watch(scene.grace, False)
    for deed, paths in {**places, "lists": lists}.items():
        for path in dict.fromkeys(paths):
            wrong += staff.look_at(path)
            shown[deed] = shown.get(deed, 0) + staff.shows("alert")
        for path in paths[:2]:
            wrong += member.look_at(path)
            shown[deed] += member.shows("alert")
    assert wrong == []
    assert [deed for deed, times in shown.items() if not times] == []  # the words are there
