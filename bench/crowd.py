"""Many people who hand in one quiz within ten seconds, each on a connection of their own."""

import http.client
import json
import threading
import time
import uuid
from dataclasses import dataclass
from random import Random

from bench.servers import Part

SPAN = 10.0  # seconds


@dataclass(frozen=True)
class Crowd:
    """What came of it; times in milliseconds."""

    people: int
    wrong: int
    p50: float
    p99: float
    cpu_ms: float

    @property
    def words(self) -> str:
        """In a sentence."""
        return (
            f"Half of them had their receipt within {self.p50:.0f} ms, all but one in a hundred"
            f" within {self.p99:.0f} ms; {self.wrong} got anything else. Each cost the web server"
            f" {self.cpu_ms:.1f} ms of processor time."
        )


def keys(port: int, cookie: str) -> dict[str, str]:
    """What a page sends with its acts: the cookie of its visitor and a token that fits it."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", "/learning/acts/token", headers={"Cookie": cookie})
    answer = line.getresponse()
    said = json.loads(answer.read())
    renewed = answer.headers.get("Set-Cookie", "")
    cookie = renewed.partition(";")[0] if renewed.startswith("kalo=") else cookie
    line.close()
    return {"Cookie": cookie, "X-CSRFToken": said["token"], "X-Person": str(said["person"])}


def press(web: Part, path: str, cookies: list[str], attempts: list[uuid.UUID]) -> Crowd:
    """Everybody hands in at a moment of their own; answers when the last one is answered."""
    chance, found = Random(1), []
    headers = [keys(web.port, cookie) for cookie in cookies]
    before = web.cpu_seconds()
    lines = [
        threading.Thread(
            target=_hand_in, args=(web.port, path, mine, attempt, chance.random() * SPAN, found)
        )
        for mine, attempt in zip(headers, attempts, strict=True)
    ]
    for line in lines:
        line.start()
    for line in lines:
        line.join()
    taken = sorted(each for each, _right in found)
    cpu = 1000 * (web.cpu_seconds() - before) / len(cookies)
    p50, p99 = (1000 * taken[int(len(taken) * part)] for part in (0.5, 0.99))
    return Crowd(len(cookies), sum(not right for _each, right in found), p50, p99, cpu)


def _hand_in(
    port: int,
    path: str,
    headers: dict[str, str],
    attempt: uuid.UUID,
    wait: float,
    found: list[tuple[float, bool]],
) -> None:
    time.sleep(wait)
    act = {"id": str(uuid.uuid4()), "kind": "quiz-submit", "attempt": str(attempt), "seq": 99}
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    began = time.perf_counter()
    own = {**headers, "Content-Type": "application/json"}
    sent = {"person": int(own.pop("X-Person")), "acts": [act]}
    line.request("POST", path, json.dumps(sent), own)
    answer = line.getresponse()
    said = json.loads(answer.read())
    found.append((time.perf_counter() - began, [k["id"] for k in said["kept"]] == [act["id"]]))
    line.close()
