#!/usr/bin/env python3
"""Opens a page five times in a headless Chromium and prints how long each takes and what the page weighs.

A page counts as open when its load event has ended and the figures in view are drawn. Needs chromium and chromedriver
on the path, and nothing else.  Usage: open_page.py FILE
"""

import json
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import urllib.request

TRIES = 5
MOST_MILLISECONDS = 3000
MOST_BYTES = 15e6

# The load event ends before the browser tells of figures in view: two frames later they are drawn.
OPENED = """
const done = arguments[0];
const drawn = () => document.querySelectorAll("main .chart svg path").length > 3;
const look = () => drawn() ? done(performance.now()) : requestAnimationFrame(look);
look();
"""


def post(url, body, method="POST"):
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=120) as response:
        return json.load(response)["value"]


def open_once(server, browser, page):
    with tempfile.TemporaryDirectory() as profile:
        arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--window-size=1280,900", "--user-data-dir=" + profile]
        wanted = {"browserName": "chrome", "goog:chromeOptions": {"binary": browser, "args": arguments}}
        session = server + "/session/" + post(server + "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
        try:
            post(session + "/url", {"url": page.as_uri()})
            return post(session + "/execute/async", {"script": OPENED, "args": []})
        finally:
            post(session, {}, "DELETE")


def main():
    page = pathlib.Path(sys.argv[1]).resolve()
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not browser or not driver:
        sys.exit("chromium and chromedriver have to be on the path")
    process = subprocess.Popen([driver, "--port=0"], stdout=subprocess.PIPE, text=True)
    try:
        port = next(found[1] for line in process.stdout if (found := re.search(r"successfully on port (\d+)", line)))
        times = [open_once("http://127.0.0.1:" + port, browser, page) for _ in range(TRIES)]
    finally:
        process.terminate()
    size = page.stat().st_size
    print(f"{size / 1e6:.1f} MB   {page}")
    print(f"{statistics.median(times):.0f} ms   until it is open, median of", ", ".join(f"{t:.0f}" for t in times))
    if size > MOST_BYTES or statistics.median(times) > MOST_MILLISECONDS:
        sys.exit(f"at most {MOST_BYTES / 1e6:.0f} MB and {MOST_MILLISECONDS} ms are allowed")


if __name__ == "__main__":
    main()
