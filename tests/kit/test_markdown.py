"""What people write becomes safe HTML, and what we write fits into its page."""

import re
import time

import pytest

from kalo.kit.text import HOUSE, MAX, PEOPLE, TooLong, clean, excerpt, plain, render

REL = 'rel="nofollow ugc noopener noreferrer"'
ALLOWED = re.compile(
    r"</?(?:p|h[3-6]|strong|em|s|ul|ol|li|blockquote|code|pre|table|thead|tbody|tr|td)>"
    r'|<div class="table" tabindex="0" role="region" aria-label="[^"<]*">|</div>'
    r"|<br>|<hr>|<th scope=\"col\">|</th>|</a>|<ol start=\"\d+\">"
    rf'|<a href="(?:https?://|mailto:|/(?!/)|#)[^"]*" {REL}>'
    r'|<img src="/files/[^"]*" alt="[^"]*" loading="lazy">'
)

XSS = {
    "script": [
        "<script>alert(1)</script>",
        "<scr<script>ipt>alert(1)</script>",
        "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
        "`<script>alert(1)</script>`",
        "```\n</code></pre><script>alert(1)</script>\n```",
    ],
    "on": [
        "<img src=x onerror=alert(1)>",
        '<p onclick="alert(1)">α</p>',
        '![x" onerror="alert(1)](/files/a.png)',
        '![x](/files/a.png" onerror="alert(1))',
        '[x](https://a.example/"onmouseover="alert(1))',
        '[x](https://a.example "t" onclick="alert(1)")',
    ],
    "javascript:": [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](\x01javascript:alert(1))",
        "<javascript:alert(1)>",
        "[x][y]\n\n[y]: javascript:alert(1)",
        "[x](vbscript:alert(1))",
    ],
    "data:": [
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](data:image/svg+xml;base64,PHN2Zz4=)",
        "<data:text/html,x>",
    ],
    "svg": ["<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<math><mtext>x"],
    "style": [
        "<style>body{display:none}</style>",
        '<p style="position:fixed">α</p>',
        "<link rel=stylesheet href=//evil.example>",
        "| α |\n|--:|\n| 1 |",
    ],
    "frame": ["<iframe src=//evil.example></iframe>", "<object data=x>", "<embed src=x>"],
    "form": [
        "<form action=/logout method=post><button>x</button></form>",
        "<input autofocus onfocus=alert(1)>",
        "<base href=//evil.example>",
        "<meta http-equiv=refresh content=0>",
    ],
    "hx": [
        '<a hx-post="/logout" hx-trigger="load">x</a>',
        '<p data-hx-get="/x">α</p>',
        "[x](/a){hx-get=/b}",
    ],
    "id, class": ['<p id="main" class="modal">α</p>', "# Τίτλος {#main .modal}"],
    "elsewhere": [
        "[x](//evil.example)",
        "[x](/\\evil.example)",
        "[x](\\\\evil.example)",
        "[x](</\t/evil.example>)",
        "[x](http:evil.example)",
        "[x](ftp://evil.example)",
        "[x](magnet:?xt=1)",
        "[x](tel:112)",
        "[x](logout)",
    ],
    "pictures": [
        "![x](https://evil.example/pixel.png)",
        "![x](//evil.example/pixel.png)",
        "![x](/logout)",
        "![x](/files/../logout)",
        "![x](/files/%2e%2e/logout)",
        "![x](/files//../logout)",
        "[![x](https://evil.example/p.png)](https://a.example)",
    ],
}


@pytest.mark.parametrize(
    ("kind", "source"), [(kind, source) for kind, sources in XSS.items() for source in sources]
)
def test_nothing_but_allowed_tags_comes_out(kind: str, source: str) -> None:
    assert "<" not in ALLOWED.sub("", render(source))


@pytest.mark.parametrize("source", XSS["elsewhere"])
def test_a_link_to_a_doubtful_place_leaves_only_its_words(source: str) -> None:
    assert "href" not in render(source)
    assert "x" in plain(source)


@pytest.mark.parametrize("source", XSS["pictures"][:-1])
def test_a_foreign_picture_leaves_only_its_description(source: str) -> None:
    assert render(source) == "<p>x</p>\n"


def test_an_own_picture_stays() -> None:
    shown = '<p><img src="/files/a1/b.jpg" alt="Η αυλή" loading="lazy"></p>\n'
    assert render("![Η αυλή](/files/a1/b.jpg)") == shown


def test_people_may_write_this() -> None:
    assert render("**έντονα** *πλάγια* ~~λάθος~~ `κώδικας`\nνέα γραμμή") == (
        "<p><strong>έντονα</strong> <em>πλάγια</em> <s>λάθος</s> <code>κώδικας</code><br>\n"
        "νέα γραμμή</p>\n"
    )
    assert render("3. α\n4. β").startswith('<ol start="3">')
    assert render("> **Ada** [#3](/forum/t/5/3):\n> ναι") == (
        f'<blockquote>\n<p><strong>Ada</strong> <a href="/forum/t/5/3" {REL}>#3</a>:<br>\n'
        "ναι</p>\n</blockquote>\n"
    )


def test_headings_of_people_start_below_those_of_the_page() -> None:
    html = render("\n\n".join("#" * level + " τ" for level in range(1, 7)))
    assert re.findall(r"<h(\d)", html) == list("345666")


def test_an_address_becomes_a_link_and_an_abbreviation_does_not() -> None:
    assert f'<a href="https://a.example/?b=1&amp;c=2" {REL}>' in render(
        "https://a.example/?b=1&c=2"
    )
    assert f'<a href="https://www.a.gr" {REL}>x</a>' in render("[x](www.a.gr)")
    assert "<a" not in render("Η Κ.ΑΛ.Ο. και η ΚοινΣΕπ, π.χ. κατά τον ν.4430/2016 κ.λπ.")


def test_a_table() -> None:
    assert render("| Μήνας | Έσοδα |\n|---|--:|\n| Μάιος | 1.200 € |") == (
        '<div class="table" tabindex="0" role="region" aria-label="Μήνας, Έσοδα">\n'
        '<table>\n<thead>\n<tr>\n<th scope="col">Μήνας</th>\n<th scope="col">Έσοδα</th>\n</tr>\n'
        "</thead>\n<tbody>\n<tr>\n<td>Μάιος</td>\n<td>1.200 €</td>\n</tr>\n</tbody>\n</table>\n"
        "</div>\n"
    )
    assert "<td" not in render('<table><tr><td colspan="100000">α</td></tr></table>')


def test_our_pages_have_anchors_and_no_large_headings() -> None:
    html = render("# Α\n## Ποιοι είμαστε\n### Γ\n##### Δ\n## Ποιοι είμαστε\n## ...", policy=HOUSE)
    assert re.findall(r'<h(\d) id="([^"]+)">', html) == [
        *[("2", "a"), ("2", "poioi-eimaste"), ("3", "g")],
        *[("4", "d"), ("2", "poioi-eimaste-2"), ("2", "part")],
    ]


def test_a_table_of_ours_scrolls_and_has_a_name() -> None:
    table = "| Όριο | Ποσό |\n|---|---|\n| α | 1 |"
    named = render(f'## Όρια & "ποσά"\n\n{table}', policy=HOUSE)
    label = "Όρια &amp; &quot;ποσά&quot;"
    frame = '<div class="table" tabindex="0" role="region" aria-label="{}">\n<table>'
    assert frame.format(label) in named
    assert named.endswith("</table>\n</div>\n")
    assert frame.format("Όριο, Ποσό") in render(table, policy=HOUSE)


@pytest.mark.parametrize(
    ("target", "attributes"),
    [
        ("/library/x", 'href="/en/library/x"'),
        ("/files/a.pdf", 'href="/files/a.pdf"'),
        ("#part", 'href="#part"'),
        ("mailto:a@b.example", 'href="mailto:a@b.example"'),
        ("https://a.example/", 'href="https://a.example/" rel="noopener external"'),
    ],
)
def test_links_of_our_pages_stay_in_the_language_of_the_reader(
    target: str, attributes: str
) -> None:
    assert render(f"[x]({target})", policy=HOUSE, prefix="/en") == f"<p><a {attributes}>x</a></p>\n"


def test_a_text_may_be_long_but_not_too_long() -> None:
    assert render("α" * MAX)
    with pytest.raises(TooLong) as refusal:
        render("α" * (MAX + 1))
    assert (refusal.value.length, refusal.value.limit) == (MAX + 1, PEOPLE.limit)
    assert render("α " * MAX, policy=HOUSE)


HEAVY = [
    *["[" * 5_000, "*a_" * 4_000, ">" * 5_000, "![" * 5_000, "[a" * 5_000, "[](" * 5_000],
    *["`" * 9_000, "`a``" * 4_000, "://" * 6_000, "\t" * 20_000, "> " * 9_000, "[a][" * 4_000],
    *["(" * 9_000, "**a" * 5_000, "http://a@" * 2_000, "|" * 9_000, "<" * 9_000],
    "|" + "a|" * 100 + "\n|" + "-|" * 100 + "\n" + "|a|\n" * 4_000,
]


@pytest.mark.parametrize("source", HEAVY, ids=[source[:4] for source in HEAVY])
def test_no_text_keeps_the_parser_busy(source: str) -> None:
    assert min(_seconds(source) for _ in range(3)) < 0.1


def _seconds(source: str) -> float:
    start = time.process_time()
    render(source[:MAX])
    return time.process_time() - start


def test_a_tangled_text_is_shown_as_it_was_typed() -> None:
    shown = render("[a" * 300 + "\n\n<b>**α**\nβ")
    assert shown == f"<p>{'[a' * 300}</p>\n<p>&lt;b&gt;**α**<br>\nβ</p>\n"


def test_unseen_letters_are_taken_out() -> None:
    assert clean("α\u200bβ\u202eγ\u2066δ\ufeff\x00\x1bε\u00adζ\r\nη\tθ") == "αβγδεζ\nη\tθ"
    assert clean("α\ud83dβ\udfff") == "αβ"
    assert clean("👩‍🌾 👨‍👩‍👧 ❤️‍🔥 α\u200dβ") == "👩‍🌾 👨‍👩‍👧 ❤️‍🔥 αβ"
    assert render("α\u202eβ") == "<p>αβ</p>\n"


def test_plain_text_keeps_paragraphs() -> None:
    source = (
        "# Τίτλος\n\nΈνα **δύο** & <τρία>\nνέα γραμμή\n\n- α\n- β\n\n| χ | ψ |\n|-|-|\n| 1 | 2 |"
    )
    text = "Τίτλος\n\nΈνα δύο & <τρία>\nνέα γραμμή\n\n- α\n- β\n\nχ ψ\n1 2"
    assert plain(source) == text
    assert plain(render(source)) == text
    assert plain("```\nα\n  β\n```") == "α\nβ"
    assert plain("<div><style>x{}</style><p>ναι</p><script>x()</script></div>") == "ναι"


def test_a_letter_shows_where_a_link_leads() -> None:
    source = "[Δες](https://a.example/x) και https://b.example"
    assert plain(source, links=True) == "Δες (https://a.example/x) και https://b.example"
    assert plain(source) == "Δες και https://b.example"


def test_an_excerpt_is_one_line_of_whole_words() -> None:
    source = "> παλιά λόγια\n\nΗ **πρώτη** συνάντηση,\nστο Περιστέρι"
    assert excerpt(source) == "Η πρώτη συνάντηση, στο Περιστέρι"
    assert excerpt(source, 20) == "Η πρώτη συνάντηση…"
    assert excerpt("> μόνο παράθεση") == "μόνο παράθεση"
    assert excerpt("α" * 300, 10) == "α" * 9 + "…"
    assert excerpt("") == ""
