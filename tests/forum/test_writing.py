"""The composer: previews, quotes, and texts that mean harm."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.conftest import HTMX
from tests.factories.forum import answer, posts_of, talk

HARM = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[link](javascript:alert(1))",
    "[link](JaVaScRiPt&colon;alert(1))",
    "![x](data:text/html;base64,PHNjcmlwdD4=)",
    '[a](https://x "onmouseover=alert(1)")',
    "<a href='vbscript:x'>y</a>",
    "</textarea><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "\u202egpj.exe",
    "`<iframe srcdoc=x>`",
    "<style>*{display:none}</style>",
]
SAFE = re.compile(r"(?:https?://|mailto:|/|#|\?|$)")


class Alive(HTMLParser):
    """Whatever of a page a browser would run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"iframe", "style", "object", "embed"} or (
            tag == "script" and "nonce" not in given
        ):
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "srcdoc"}:
                self.found.append(f"{tag} {name}")
            if name in {"href", "src", "action", "formaction"} and not SAFE.match(value or ""):
                self.found.append(f"{tag} {name}={value}")


def test_harm_is_seen() -> None:
    assert all(Alive(harm).found for harm in (HARM[0], HARM[1], HARM[7], HARM[12]))


@pytest.mark.parametrize("harm", HARM)
def test_nothing_that_somebody_types_runs(as_ada: Any, category: Any, harm: str) -> None:
    sent = {"title": f"Θέμα {harm}"[:140], "category": "agora", "body": harm}
    page = as_ada.post("/forum/new", data=sent)
    assert page.status_code == 303
    as_ada.post(f"{page.location}posts", data={"body": f"> {harm}\n\n{harm}"})
    pages = [page.location, "/forum/", "/forum/c/agora/", f"{page.location}1/edit", "/"]
    pages += [f"{page.location}?quote=1", f"/forum/new?title={harm}&subject={harm}"]
    for address in pages:
        text = as_ada.get(address).text
        assert Alive(text).found == [], address
        assert "\u202e" not in text or address.startswith("/forum/new?")


def test_a_preview_is_what_the_post_will_be(as_ada: Any, topic: Any) -> None:
    words = "Με **έντονα** <script>alert(1)</script>"
    fragment = as_ada.post("/writing/preview", data={"body": words}, headers=HTMX)
    assert fragment.status_code == 200
    as_ada.post(f"{topic.path}posts", data={"body": words})
    assert fragment.text.strip() in as_ada.get(topic.path).text
    assert "<strong>έντονα</strong>" in fragment.text


def test_a_preview_of_too_much_shows_its_beginning(as_ada: Any) -> None:
    assert as_ada.post("/writing/preview", data={"body": "λ" * 30_000}).status_code == 200
    assert as_ada.post("/writing/preview").text == ""


@pytest.mark.parametrize(
    "door", ["posts/preview", "2/edit/preview", "../../new/preview"], ids=["reply", "edit", "new"]
)
def test_without_scripts_the_page_comes_back_with_the_preview_and_the_text(
    as_ada: Any, ada: Any, topic: Any, door: str
) -> None:
    answer(topic, ada, "Πρώτα")
    sent = {"body": "Με **έντονα**", "title": "Ένας τίτλος", "category": "agora", "revision": "1"}
    address = "/forum/new/preview" if ".." in door else f"{topic.path}{door}"
    page = as_ada.post(address, data={**sent, "once": "0123456789"})
    assert page.status_code == 200
    assert "<h1" in page.text
    assert "<strong>έντονα</strong>" in page.text
    assert "Με **έντονα**</textarea>" in page.text
    assert [number for number, _ in posts_of(topic)] == [1, 2]
    if "posts" in door:  # the same form can still be sent: a preview uses no key up
        assert 'value="0123456789"' in page.text
        as_ada.post(f"{topic.path}posts", data={**sent, "once": "0123456789"})
        assert posts_of(topic)[-1] == (3, "Με **έντονα**")


def test_a_quote_is_put_into_the_form_with_a_link_back(as_ada: Any, grace: Any, topic: Any) -> None:
    answer(topic, grace, "> παλιό\n\nΠρώτη γραμμή\n\nΔεύτερη")
    quote = f"> [Grace #2]({topic.path}2)\n> Πρώτη γραμμή\n>\n> Δεύτερη\n\n"
    assert as_ada.get(f"{topic.path}2/quote").text == quote
    page = as_ada.get(f"{topic.path}?quote=2").text
    assert quote.replace(">", "&gt;") in page
    assert 'name="reply_to" type="hidden" value="2"' in page
    as_ada.post(f"{topic.path}posts", data={"body": quote + "Συμφωνώ", "reply_to": "2"})
    assert f'<a href="{topic.path}2" rel=' in as_ada.get(topic.path).text


def test_quoting_on_an_earlier_page_leads_to_the_form(as_ada: Any, ada: Any, category: Any) -> None:
    topic = talk(category, ada, replies=24)
    page = as_ada.get(f"{topic.path}?quote=3").text
    assert 'id="post-21"' in page
    assert "&gt; Απάντηση 3" in page
    assert as_ada.get(f"{topic.path}?quote=77").status_code == 404


def test_what_was_taken_away_cannot_be_quoted(
    as_ada: Any, as_person: Any, grace: Any, topic: Any
) -> None:
    answer(topic, grace, "Ένα μυστικό")
    as_person(grace).post(f"{topic.path}2/deletion")
    assert as_ada.get(f"{topic.path}2/quote").text == ""
    assert "μυστικό" not in as_ada.get(f"{topic.path}?quote=2").text


def test_a_name_cannot_break_out_of_a_quote(as_ada: Any, make_person: Any, topic: Any) -> None:
    answer(topic, make_person("A](http://evil) *b*", handle="evil", email="e@x.org"), "Γεια")
    quoted = as_ada.get(f"{topic.path}2/quote").text
    assert quoted.startswith(r"> [A\](http://evil) \*b\* #2](")


def test_broken_bytes_do_no_harm(as_ada: Any, topic: Any) -> None:
    sent = b"body=%ff%fe%CE%93%CE%B5%CE%B9%CE%B1&reply_to=%ff"
    kind = "application/x-www-form-urlencoded"
    assert as_ada.post(f"{topic.path}posts", data=sent, content_type=kind).status_code == 422
    sent = b"body=%ff%fe%CE%93%CE%B5%CE%B9%CE%B1"
    assert as_ada.post(f"{topic.path}posts", data=sent, content_type=kind).status_code == 303
    sent = b"body=%00%CE%93%CE%B5%CE%B9%CE%B1"
    refused = as_ada.post(f"{topic.path}posts", data=sent, content_type=kind)
    assert (refused.status_code, len(posts_of(topic))) == (400, 2)


def test_five_thousand_brackets_are_read_in_no_time(as_ada: Any, topic: Any) -> None:
    assert as_ada.post(f"{topic.path}posts", data={"body": "[" * 5000}).status_code == 303
    assert as_ada.post("/writing/preview", data={"body": "> " * 9000}).status_code == 200
