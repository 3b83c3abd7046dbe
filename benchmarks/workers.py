#!/usr/bin/env python3
"""What worker processes bring and cost: throughput of two over one, overhead of a trial, growth of memory.

    benchmarks/workers.py [--seqmem ./seqmem] [--rounds 3]

Needs Python 3.9 or newer, Linux, two idle cores. Runs sweeps into a temporary directory and prints

* trials per hour with one and with two workers, in turns, and their ratio;
* seconds per trial of a warm worker beside training and measuring (one update per trial);
* resident memory of that worker after 20 and after 200 trials.
"""
import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

EXPERIMENT = """
experiment {
  name = workers
  seeds = [%s]
  task {
    use = linear-functional, sequence-length = 32, data = fixed, train-size = 512
    validation-size = 64, test-size = 64, memory { use = exponential, rate = 0.3 }
  }
  model { use = lstm, hidden-size = 16 }
  training { steps = %d, batch-size = 32 }
  references = []
}
"""


def seeds(count):
    return ", ".join(str(seed) for seed in range(1, count + 1))


def results(runs):
    """When each trial ended, and how long it took by its own word."""
    found = []
    for file in Path(runs).glob("trials/*/*/result.json"):
        found.append((file.stat().st_mtime, json.loads(file.read_text())["seconds"]))
    return sorted(found)


def command(arguments, experiment, runs, workers):
    return [arguments.seqmem, "run", str(experiment), "--runs", str(runs), "--workers", str(workers)]


def throughput(arguments, directory, workers, number):
    experiment = directory / "throughput.conf"
    experiment.write_text(EXPERIMENT % (seeds(arguments.trials), 1500))
    runs = directory / f"throughput-{workers}-{number}"
    subprocess.run(command(arguments, experiment, runs, workers), check=True, stdout=subprocess.DEVNULL)
    ends = [end for end, _ in results(runs)]
    # from the end of the first trials to that of the last: without the start of the program
    return (len(ends) - workers) / (ends[-1] - ends[workers - 1]) * 3600


def resident(pid):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"process {pid} has no VmRSS")


def worker_of(driver):
    children = Path(f"/proc/{driver}/task/{driver}/children")
    pids = [int(pid) for task in Path(f"/proc/{driver}/task").iterdir() for pid in (task / "children").read_text().split()]
    return pids[0] if pids and children.exists() else None


def small_trials(arguments, directory):
    experiment = directory / "small.conf"
    experiment.write_text(EXPERIMENT % (seeds(201), 1))
    runs = directory / "small"
    process = subprocess.Popen(command(arguments, experiment, runs, 1), stdout=subprocess.DEVNULL)
    memory, workers, wanted = {}, set(), [20, 200]
    while wanted and process.poll() is None:
        count = sum(1 for _ in Path(runs).glob("trials/*/*/result.json"))
        pid = worker_of(process.pid)
        if pid and count >= wanted[0]:
            memory[wanted.pop(0)] = resident(pid)
            workers.add(pid)
        time.sleep(0.01)
    if process.wait() != 0 or wanted:
        raise RuntimeError("the sweep of small trials did not end well")
    ends = results(runs)[20:]
    spans = [later[0] - earlier[0] - later[1] for earlier, later in zip(ends, ends[1:])]
    return memory, statistics.median(spans), len(workers)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seqmem", default=str(Path(__file__).resolve().parent.parent / "seqmem"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--trials", type=int, default=24)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        pairs = []
        for number in range(arguments.rounds):
            pair = [throughput(arguments, directory, workers, number) for workers in (1, 2)]
            pairs.append(pair)
            print(f"trials per hour   1 worker {pair[0]:7.0f}   2 workers {pair[1]:7.0f}   ratio {pair[1] / pair[0]:.2f}")
        print(f"median ratio      {statistics.median(two / one for one, two in pairs):.2f}")
        memory, overhead, workers = small_trials(arguments, directory)
        print(f"overhead          {overhead * 1000:.0f} ms per trial of a warm worker (median of 180)")
        print(
            f"memory            {memory[20]:.0f} MB after 20 trials, {memory[200]:.0f} MB after 200"
            f" ({memory[200] / memory[20] - 1:+.1%}; {workers} worker process)"
        )


if __name__ == "__main__":
    main()
