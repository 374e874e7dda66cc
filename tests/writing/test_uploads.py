"""Files: what comes in, what does not, who sees them, what becomes of those that nobody shows."""

import gc
import io
import re
import time
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import func, select, update

from kalo.kit import clock, files
from kalo.kit.db import db, transaction
from kalo.writing.actions.uploads import QUOTAS
from kalo.writing.jobs import sweep_uploads
from kalo.writing.models import Draft, Upload, UploadUse
from tests.factories.forum import answer
from tests.factories.writing import huge_png, odt, office, packed, picture, sent


def put_in(browser: Any, body: bytes, name: str = "a.jpg") -> Any:
    return browser.post("/writing/uploads", data=sent(body, name))


def test_a_picture_is_drawn_anew_in_a_few_widths_without_its_metadata(as_ada: Any) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Στην οδό Θηβών 12"
    answered = put_in(as_ada, picture(size=(2400, 1600), exif=exif), "Η αυλή.jpg")
    assert answered.status_code == 201
    url = answered.json["url"]
    assert answered.json["markdown"] == f"![]({url})"
    sizes = {}
    for address in (url, *(url.replace(".webp", f"-{w}.webp") for w in (480, 960))):
        shown = as_ada.get(address)
        assert shown.mimetype == "image/webp"
        with Image.open(io.BytesIO(shown.data)) as kept:
            sizes[address] = kept.size
            assert not kept.getexif()
            assert "Θηβών".encode() not in shown.data
    assert sorted(sizes.values()) == [(480, 320), (960, 640), (1600, 1067)]


def test_a_post_shows_a_picture_with_its_sizes(as_ada: Any, topic: Any) -> None:
    url = put_in(as_ada, picture(size=(1200, 800))).json["url"]
    as_ada.post(f"{topic.path}posts", data={"body": f"![Η αυλή]({url})"})
    page = as_ada.get(topic.path).text
    image = re.search(r'<img src="/files/w/[^>]+>', page)[0]
    stem = url.removesuffix(".webp")
    assert f'srcset="{stem}-480.webp 480w, {stem}-960.webp 960w, {url} 1200w"' in image
    for words in ('alt="Η αυλή"', 'width="1200"', 'height="800"', 'loading="lazy"', "sizes="):
        assert words in image


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "AVIF"])
def test_other_pictures_come_in(as_ada: Any, kind: str) -> None:
    url = put_in(as_ada, picture(kind, (60, 40)), f"a.{kind.lower()}").json["url"]
    assert as_ada.get(url).status_code == 200
    assert as_ada.get(url.replace(".webp", "-480.webp")).status_code == 404


DOCUMENTS = [
    (b"%PDF-1.7\n%%EOF", "Καταστατικό.pdf", "application/pdf"),
    (odt(), "a.odt", "application/vnd.oasis.opendocument.text"),
    (office(), "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("α;β\n1;2\n".encode("cp1253"), "a.csv", "text/csv"),
    ("Γεια".encode(), "a.txt", "text/plain"),
]


@pytest.mark.parametrize(("body", "name", "kind"), DOCUMENTS, ids=[d[1] for d in DOCUMENTS])
def test_a_document_comes_in_and_is_only_ever_taken_away_as_a_file(
    as_ada: Any, body: bytes, name: str, kind: str
) -> None:
    answered = put_in(as_ada, body, name)
    assert answered.json["label"] == name
    shown = as_ada.get(answered.json["url"])
    assert shown.mimetype == kind
    assert shown.headers["Content-Disposition"].startswith("attachment")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


REFUSED = {
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "a.svg"),
    "svg as png": (b'<?xml version="1.0"?><svg onload="alert(1)"/>', "a.png"),
    "html": (b"<!doctype html><script>alert(1)</script>", "a.txt"),
    "html as pdf": (b"<html>%PDF-1.7", "a.pdf"),
    "program": (b"\x7fELF\0\0\0\0", "a.pdf"),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0", "a.heic"),
    "broken jpeg": (picture()[:200], "a.jpg"),
    "broken png": (b"\x89PNG\r\n\x1a\n" + b"x" * 40, "a.png"),
    "a zip": (packed(**{"a.txt": b"a"}), "a.docx"),
    "macros": (office(**{"word/vbaProject.bin": b"x"}), "a.docm"),
    "zip bomb": (office(**{"word/media/a": b"\0" * 105 * 1024 * 1024}), "a.docx"),
    "many parts": (office(**{f"p{n}": b"" for n in range(2500)}), "a.docx"),
    "no zip": (b"PK\x03\x04" + b"x" * 500, "a.docx"),
    "nothing": (b"", "a.txt"),
    "picture bomb": (huge_png(10_000, 10_000), "a.png"),
    "100 megapixels": (huge_png(50_000, 50_000), "a.png"),
    "a wave": (b"RIFF\x24\0\0\0WAVEfmt ", "a.webp"),
}


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_what_does_not_come_in_is_told_clearly_and_soon(as_ada: Any, what: str) -> None:
    body, name = REFUSED[what]
    start = time.process_time()
    answered = put_in(as_ada, body, name)
    assert time.process_time() - start < 3
    assert answered.status_code == 422
    assert len(answered.json["error"]) > 10
    assert db.session.scalar(select(func.count(Upload.id))) == 0


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_file_that_is_too_large(as_ada: Any) -> None:
    assert put_in(as_ada, b"a" * (files.LARGEST + 1), "a.txt").status_code == 422
    assert put_in(as_ada, b"a" * (13 * 1024 * 1024), "a.txt").status_code == 413
    gc.collect()  # the form's parser leaves its file to the collector


def test_of_a_polyglot_only_the_picture_stays(as_ada: Any) -> None:
    harm = b"<script>alert(1)</script>" + packed(**{"a.class": b"x"})
    url = put_in(as_ada, picture() + harm).json["url"]
    assert b"<script>" not in as_ada.get(url).data
    assert b"PK\x03\x04" not in as_ada.get(url).data


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "a](javascript:x)[.txt", "\u202egpj.txt", "<b>.txt"]
)
def test_the_name_of_a_file_is_only_a_label(as_ada: Any, name: str) -> None:
    told = put_in(as_ada, "Γεια".encode(), name).json
    assert re.fullmatch(r"/files/w/[0-9a-f]{24}\.txt", told["url"])
    assert re.fullmatch(r"[\w .,()+-]+\.txt", told["label"])
    assert re.fullmatch(r"\[[^\]\[]+\]\(/files/w/[0-9a-f]{24}\.txt\)", told["markdown"])


def test_members_put_files_in_and_guests_do_not(
    client: Any, make_person: Any, as_person: Any
) -> None:
    assert put_in(client, picture()).status_code == 401
    silenced = make_person("Silas", silenced_until=clock.now() + timedelta(days=1))
    assert put_in(as_person(silenced), picture()).status_code == 403


def test_the_day_is_full_at_some_point(make_person: Any, as_person: Any) -> None:
    browser = as_person(make_person("New", trust=0))
    answers = [put_in(browser, b"text", "a.txt").status_code for _ in range(QUOTAS[0][0] + 1)]
    assert answers == [201] * QUOTAS[0][0] + [422]


def test_a_file_is_seen_by_those_who_see_a_text_that_shows_it(
    as_ada: Any, as_person: Any, client: Any, topic: Any, inside: Any, grace: Any, mallory: Any
) -> None:
    url = put_in(as_ada, picture()).json["url"]
    seen = lambda browser: browser.get(url).status_code  # noqa: E731
    assert [seen(b) for b in (as_ada, as_person(grace), client)] == [200, 404, 404]
    as_ada.post(f"{inside.path}posts", data={"body": f"![α]({url})"})
    assert [seen(b) for b in (as_ada, as_person(grace), client)] == [200, 200, 404]
    assert as_person(grace).get(url).headers["Cache-Control"].startswith("private")
    as_ada.post(f"{topic.path}posts", data={"body": f"![α]({url})"})
    assert [seen(b) for b in (as_ada, as_person(grace), client)] == [200, 200, 200]
    assert client.get(url).headers["Cache-Control"].startswith("public")


def test_nobody_opens_the_file_of_another_by_naming_it(
    as_ada: Any, as_person: Any, client: Any, topic: Any, mallory: Any
) -> None:
    url = put_in(as_ada, picture()).json["url"]
    as_person(mallory).post(f"{topic.path}posts", data={"body": f"![α]({url})"})
    assert client.get(url).status_code == 404
    assert as_person(mallory).get(url).status_code == 404


def test_a_public_picture_costs_no_statement(
    as_ada: Any, client: Any, topic: Any, queries_run: list[str]
) -> None:
    url = put_in(as_ada, picture()).json["url"]
    as_ada.post(f"{topic.path}posts", data={"body": f"![α]({url})"})
    assert client.get(url).status_code == 200
    queries_run.clear()
    assert client.get(url).status_code == 200
    assert queries_run == []


def test_without_scripts_a_file_is_named_at_the_end_of_the_text(as_ada: Any, topic: Any) -> None:
    form = {"body": "Να η φωτογραφία", "attachment_alt": "Η [αυλή]", **sent(picture(), "a.jpg")}
    page = as_ada.post(f"{topic.path}posts/preview", data=form)
    assert page.status_code == 200
    name = db.session.scalar(select(Upload.name))
    words = f"Να η φωτογραφία\n\n![Η \\[αυλή\\]](/files/{name})"
    assert words in page.text
    assert f'src="/files/{name}"' in page.text
    refused = as_ada.post(
        f"{topic.path}posts/preview", data={"body": "Μένει", **sent(b"<svg/>", "a.svg")}
    )
    assert ">\r\nΜένει</textarea>" in refused.text
    assert 'role="alert"' in refused.text


def test_without_scripts_a_file_comes_with_the_post(as_ada: Any, topic: Any) -> None:
    form = {"body": "Μαζί", **sent(b"%PDF-1.7", "Πρακτικά.pdf")}
    assert as_ada.post(f"{topic.path}posts", data=form).status_code == 303
    name = db.session.scalar(select(Upload.name))
    assert f'<a href="/files/{name}"' in as_ada.get(topic.path).text
    assert db.session.scalar(select(func.count(UploadUse.upload_id))) == 1


def test_what_nobody_shows_is_swept_after_two_days(as_ada: Any, topic: Any, ada: Any) -> None:
    urls = [put_in(as_ada, picture()).json["url"] for _ in range(4)]
    published, drafted, orphan, young = urls
    answer(topic, ada, f"![α]({published})")
    with transaction():
        body = f"![α]({drafted})"
        db.session.add(
            Draft(person_id=ada.id, key="topic-1", body=body, saved_at=clock.now(), seq=1)
        )
        old = Upload.name != young.removeprefix("/files/")
        before = clock.now() - timedelta(days=3)
        db.session.execute(update(Upload).where(old).values(at=before))
    assert sweep_uploads() == 3  # the picture and its two copies
    left = {f"/files/{name}" for name in db.session.scalars(select(Upload.name))}
    assert left == {published, drafted, young}
    assert files.read(orphan.removeprefix("/files/")) is None
    assert files.read(published.removeprefix("/files/")) is not None


def test_a_post_that_was_taken_away_comes_back_with_its_picture(as_ada: Any, topic: Any) -> None:
    url = put_in(as_ada, picture()).json["url"]
    as_ada.post(f"{topic.path}posts", data={"body": f"![α]({url})"})
    as_ada.post(f"{topic.path}2/deletion")
    with transaction():
        before = clock.now() - timedelta(days=9)
        db.session.execute(update(Upload).values(at=before))
    assert sweep_uploads() == 0
    as_ada.post(f"{topic.path}2/deletion/undo")
    assert as_ada.get(url).status_code == 200
