#!/usr/bin/env python3
"""What watching costs a run: processor time of the driver by scrapes, and how many scrapes it answers.

    benchmarks/watching.py [--seqmem ./seqmem] [--warm-up 120] [--seconds 20] [--rounds 3]

Needs Python 3.9 or newer, Linux and an idle machine. Runs a sweep with the Prometheus publisher into a temporary directory and prints

* the processor time that the driver takes for each second, without scrapes and with one a second, in turns;
* the difference as a share of all cores: by so much a training that keeps all of them busy can slow down;
* what the first scrapes cost, while Java compiles what serves them: once in a run;
* how many scrapes a second one connection gets, and how long the slowest of a hundred takes.
"""
import argparse
import http.client
import os
import re
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

EXPERIMENT = """
experiment {
  name = watching
  seeds = [%s]
  task {
    use = linear-functional, sequence-length = 32, data = fixed, train-size = 512
    validation-size = 64, test-size = 64
  }
  training { steps = 2000, batch-size = 32 }
  references = []
}
sweep {
  "task.memory" = [ { use = exponential, rate = [0.1, 0.3] }, { use = impulse, delay = [2, 4] }, { use = polynomial, power = 1 } ]
  model = [ { use = rnn, hidden-size = 16 }, { use = lstm, hidden-size = 16 }, { use = tcn }, { use = s4d } ]
}
publishers = [ { use = prometheus, port = 0 } ]
""" % ", ".join(str(seed) for seed in range(1, 101))

ACCEPT = {"Accept": "application/openmetrics-text;version=1.0.0"}


def processor_seconds(pid):
    """Of a process, in user and system mode together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def scrape(connection):
    connection.request("GET", "/metrics", headers=ACCEPT)
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise RuntimeError(f"the answer was {response.status}")
    return body


def share(pid, connection, seconds, scrapes):
    """Processor seconds of the driver per second."""
    begin, used = time.monotonic(), processor_seconds(pid)
    for _ in range(seconds):
        if scrapes:
            scrape(connection)
        time.sleep(1)
    return (processor_seconds(pid) - used) / (time.monotonic() - begin)


def address(process):
    for line in process.stdout:
        found = re.search(r"http://([0-9.]+):([0-9]+)/metrics", line)
        if found:
            return found.group(1), int(found.group(2))
    raise RuntimeError("the run did not say where its meters are")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seqmem", default="./seqmem")
    parser.add_argument("--warm-up", type=int, default=120, help="scrapes, one a second, before it is measured")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        experiment = Path(directory) / "watching.conf"
        experiment.write_text(EXPERIMENT)
        process = subprocess.Popen(
            [arguments.seqmem, "run", str(experiment), "--runs", str(Path(directory) / "runs")],
            stdout=subprocess.PIPE, text=True)
        try:
            connection = http.client.HTTPConnection(*address(process))
            time.sleep(15)  # the driver starts its workers, and compiles what it does often
            first = share(process.pid, connection, arguments.warm_up, True)
            quiet, watched = [], []
            for _ in range(arguments.rounds):
                quiet.append(share(process.pid, connection, arguments.seconds, False))
                watched.append(share(process.pid, connection, arguments.seconds, True))
            spans = []
            begin = time.monotonic()
            while time.monotonic() - begin < 5:
                asked = time.monotonic()
                size = len(scrape(connection))
                spans.append(time.monotonic() - asked)
            rate = len(spans) / (time.monotonic() - begin)
        finally:
            process.terminate()
            process.wait()
    cores = os.cpu_count()
    cost = (statistics.median(watched) - statistics.median(quiet)) / cores
    print(f"driver without scrapes     {statistics.median(quiet) * 1e3:8.1f} ms of processor time per second")
    print(f"driver, one scrape a second{statistics.median(watched) * 1e3:8.1f} ms")
    print(f"cost of one scrape a second{cost * 100:8.2f} % of {cores} cores")
    warming = (first - statistics.median(quiet)) / cores
    print(f"while it warmed up         {warming * 100:8.2f} %, the first {arguments.warm_up} s")
    print(f"scrapes answered           {rate:8.0f} per second, of {size:,} bytes; "
          f"99 of 100 within {statistics.quantiles(spans, n=100)[98] * 1e3:.1f} ms")


if __name__ == "__main__":
    main()
