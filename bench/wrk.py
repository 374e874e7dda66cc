"""The same load by wrk, where it is installed."""

import json
import subprocess
import time
from tempfile import NamedTemporaryFile

from bench.load import ADDRESSES, CONNECTIONS, Burst, Target

SETTLE = 0.3  # seconds in which the server ends what wrk no longer waits for
# wrk calls `request` for every request and `done` at the end; times come in microseconds.
SCRIPT = """
local visitors = {%(visitors)s}
local turn = 0
wrk.headers = {%(headers)s}
request = function()
  turn = turn %% #visitors + 1
  wrk.headers["X-Forwarded-For"] = visitors[turn]
  return wrk.format("GET")
end
done = function(summary, latency, requests)
  local e = summary.errors
  local wrong = e.status + e.connect + e.read + e.write + e.timeout
  local p50, p99 = latency:percentile(50) / 1e3, latency:percentile(99) / 1e3
  local line = '\\n{"requests": %%d, "seconds": %%f, "p50": %%f, "p99": %%f, "wrong": %%d}\\n'
  io.write(string.format(line, summary.requests, summary.duration / 1e6, p50, p99, wrong))
end
"""


def press(target: Target, seconds: float) -> Burst:
    """Keep all connections busy for so long; wrk counts in whole seconds."""
    with NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(_script(target))
        file.flush()
        url = f"http://127.0.0.1:{target.port}{target.path}"
        load = ["-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}", "-s", file.name]
        done = subprocess.run(["wrk", *load, url], capture_output=True, text=True, check=True)
    time.sleep(SETTLE)
    return Burst(client="wrk", **json.loads(done.stdout.strip().splitlines()[-1]))


def _script(target: Target) -> str:
    headers = ", ".join(f"[{json.dumps(k)}] = {json.dumps(v)}" for k, v in target.headers.items())
    return SCRIPT % {"visitors": ", ".join(map(json.dumps, ADDRESSES)), "headers": headers}
