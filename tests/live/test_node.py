"""The protocol of the room with the Node client of Socket.IO."""

import json
import subprocess
from pathlib import Path
from typing import Any

from kalo.accounts.models import Person
from tests.factories.events import seat
from tests.factories.live import done, gathering_now, key, log_of

CLIENT = Path(__file__).parent / "node_client.mjs"


def run(*words: Any) -> Any:
    told = subprocess.run(
        ["node", str(CLIENT), *map(str, words)], capture_output=True, text=True, timeout=30
    )
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


def test_a_node_client_comes_in_acts_once_and_hears_the_news(
    app: Any, server: str, cookie_of: Any, ada: Person, grace: Person
) -> None:
    event = gathering_now(facilitator_id=ada.id)
    seat(event, grace)
    done("said", ada, event, "ένα")
    done("asked", ada, event, "δύο;")
    told = run(server, cookie_of(grace), event.id, 1, "τρία", key())
    assert (told["came"]["seq"], [name for name, _ in told["came"]["pieces"]]) == (
        2,
        ["question-2"],
    )
    assert (told["first"], told["again"]) == ({"seq": 3}, {"seq": 3})
    assert told["wrong"].keys() == {"refused"}
    assert told["told"] == [[2, 3, ["said-3"]]]
    assert [text for *_, text in log_of(event)] == ["ένα", "δύο;", "τρία"]
    assert run(server, "nobody", event.id, 0, "α", key()) == {"refused": "signed-out"}
