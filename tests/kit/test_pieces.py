"""A text as pieces: what it is made of, and that no word of it is lost or becomes anything else."""

from typing import Any

from kalo.kit import text
from kalo.kit.pieces import pieces_of, text_piece


def read(source: str) -> list[dict[str, Any]]:
    return pieces_of(text.render(source, policy=text.WORK))


def words(*said: str) -> list[dict[str, Any]]:
    return [text_piece(each) for each in said]


def test_headings_keep_their_order() -> None:
    assert read("# Σκοπός\n\n## Ποιοι είμαστε") == [
        {"is": "heading", "level": 1, "runs": [{"text": "Σκοπός"}]},
        {"is": "heading", "level": 2, "runs": [{"text": "Ποιοι είμαστε"}]},
    ]


def test_no_level_of_headings_is_skipped() -> None:
    levels = [piece["level"] for piece in read("### α\n\n##### β\n\n# γ\n\n### δ")]
    assert levels == [1, 2, 1, 2]


def test_marks_within_marks_stand_side_by_side() -> None:
    assert read("ένα **δύο _τρία_** `#x` ~~όχι~~ [εδώ](https://example.org/)") == [
        {
            "is": "text",
            "runs": [
                {"text": "ένα "},
                {"text": "δύο ", "bold": True},
                {"text": "τρία", "bold": True, "italic": True},
                {"text": " "},
                {"text": "#x", "code": True},
                {"text": " "},
                {"text": "όχι", "struck": True},
                {"text": " "},
                {"text": "εδώ", "link": "https://example.org/"},
            ],
        }
    ]


def test_a_new_line_stays_one() -> None:
    assert read("ένα\nδύο") == words("ένα\nδύο")


def test_lists_hold_lists() -> None:
    inner = {"is": "list", "ordered": True, "start": 1, "items": [words("α"), words("β")]}
    outer = {
        "is": "list",
        "ordered": False,
        "start": 1,
        "items": [words("ένα"), [*words("δύο"), inner]],
    }
    assert read("- ένα\n- δύο\n  1. α\n  2. β") == [outer]


def test_a_list_may_begin_later() -> None:
    found = {"is": "list", "ordered": True, "start": 5, "items": [words("πέντε")]}
    assert read("5. πέντε") == [found]


def test_a_table_is_its_rows() -> None:
    assert read("| α | β |\n|---|---|\n| 1 | |") == [
        {"is": "table", "rows": [[words("α"), words("β")], [words("1"), []]]}
    ]


def test_quotes_code_and_rules() -> None:
    assert read("> λόγια\n\n```\n#set <b>\n  x\n```\n\n---") == [
        {"is": "quote", "blocks": words("λόγια")},
        {"is": "code", "text": "#set <b>\n  x"},
        {"is": "rule"},
    ]


def test_notes_come_at_the_end_without_their_arrows() -> None:
    first, rule, notes = read("Σημείωση[^1].\n\n[^1]: Από αλλού.")
    assert [run["text"] for run in first["runs"]] == ["Σημείωση", "[1]", "."]
    assert rule == {"is": "rule"}
    assert notes["items"] == [words("Από αλλού.")]


def test_what_only_looks_like_markup_stays_as_it_was_typed() -> None:
    typed = '<script>alert(1)</script> #eval("x") $x$ \\u0041'
    assert read(typed) == words(typed)


def test_a_link_within_this_site_is_only_its_words() -> None:
    assert read("[εδώ](/learning/)") == words("εδώ")


def test_no_word_of_a_long_text_is_lost() -> None:
    source = "# Α\n\nένα **δύο** τρία\n\n- τέσσερα\n\n| πέντε |\n|---|\n| έξι |\n\n> επτά\n\n" * 50
    said: list[str] = []

    def gather(piece: Any) -> None:
        if isinstance(piece, dict):
            said.append(piece.get("text", ""))
            for value in piece.values():
                gather(value)
        elif isinstance(piece, list):
            for each in piece:
                gather(each)

    gather(read(source))
    assert (
        " ".join(said).split()
        == ["Α", "ένα", "δύο", "τρία", "τέσσερα", "πέντε", "έξι", "επτά"] * 50
    )
