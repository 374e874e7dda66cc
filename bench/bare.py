"""What the platform is held against: a page of the same size by Flask and Jinja alone."""

import os
from typing import Any

from flask import Flask, render_template
from jinja2 import DictLoader

ROWS = 20
WORDS = "Η γειτονιά μας οργανώνει κάθε εβδομάδα ένα μικρό εργαστήριο για όσες και όσους θέλουν. "
PAGE = """<!doctype html>
<html lang="el">
<head><meta charset="utf-8"><title>{{ title }}</title></head>
<body>
<nav>{% for name, address in bar %}<a href="{{ address }}">{{ name }}</a>{% endfor %}</nav>
<main>
<h1>{{ title }}</h1>
{% for post in posts %}
<section class="post" id="post-{{ post.number }}">
  <header><h2><a href="/people/{{ post.handle }}">{{ post.name }}</a></h2>
  <small>{{ post.at }}</small><a href="/t/{{ post.number }}">#{{ post.number }}</a></header>
  <div class="body">{{ post.html | safe }}</div>
</section>
{% endfor %}
</main>
</body>
</html>
"""
BAR = [("Συζητήσεις", "/forum/"), ("Μάθηση", "/learning/"), ("Εκδηλώσεις", "/events/")]


def create_app(size: int) -> Flask:
    """One page of about `size` bytes at `/`."""
    app = Flask(__name__)
    app.jinja_loader = DictLoader({"page.html": PAGE})
    posts = _posts(max(0, size - _frame(app)))

    @app.get("/")
    def show_page() -> str:
        return _page(posts)

    return app


def _page(posts: list[dict[str, Any]]) -> str:
    title = "Πώς γράφεται ένα καταστατικό"
    return render_template("page.html", title=title, bar=BAR, posts=posts)


def _frame(app: Flask) -> int:
    with app.test_request_context():
        return len(_page(_posts(0)).encode())


def _posts(size: int) -> list[dict[str, Any]]:
    """Twenty rows whose texts together are about so many bytes."""
    each = size // ROWS // 2  # a Greek letter is two bytes
    text = (WORDS * (each // len(WORDS) + 1))[:each]
    return [
        {"number": number, "handle": f"melos{number}", "name": "Ελένη", "at": "πριν", "html": text}
        for number in range(1, ROWS + 1)
    ]


app = create_app(int(os.environ.get("BENCH_PAGE_BYTES", "20000")))
