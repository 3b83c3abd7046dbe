#!/usr/bin/env python3
# Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
"""Runs the study and renews docs/study: a table and the figures of every experiment.

    experiments/study/publish.py [--runs DIR] [--seqmem PROGRAM] [NAME ...]

A run that was interrupted goes on; one that has ended trains nothing.
"""
import argparse
import csv
import pathlib
import shutil
import statistics
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PAGE = ROOT / "docs" / "study"

COLUMNS = ["trial_id", "task", "model", "seed", "outcome", "nmse", "floor_nmse", "suspect",
           "parameters", "state_size", "receptive_field", "fingerprint"]

# What the page shows of an experiment; error-over-strength where nothing is said.
FIGURES = {
    "impulse": ["error-over-strength", "failure-boundary"],
    "airy": ["error-over-strength", "failure-boundary"],
    "state-size": ["error-over-strength", "error-over-state-size"],
    "poles": ["error-over-state-size", "expressivity-and-optimisation"],
    "length": [],
    "s4d-size": ["error-over-state-size"],
    "positions": ["tasks-and-models"],
    "reparameterisation": [],
    "time-weighted": [],
    "plateau": ["learning-over-steps"],
}
PLAIN = ["error-over-strength"]


def rows(file):
    with open(file, newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def wide(file, key, value, keep):
    """By trial, the rows of a tall table as columns."""
    table = {}
    for row in rows(file):
        if keep(row):
            table.setdefault(row["trial_id"], {})[row[key]] = row[value]
    return table


def table(tables, name):
    """One row a trial: who it is, what it scored, and the lines that bind it."""
    metrics = wide(tables / "metrics.csv", "metric", "value",
                   lambda row: row["metric"] not in ("nmse", "learned")
                   and not row["metric"].startswith("nmse."))
    lines = wide(tables / "references.csv", "reference", "value",
                 lambda row: row["metric"] == "nmse")
    more = sorted({key for cells in list(metrics.values()) + list(lines.values()) for key in cells})
    with open(PAGE / (name + ".csv"), "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS + more)
        for row in rows(tables / "trials.csv"):
            trial = row["trial_id"]
            cells = {**metrics.get(trial, {}), **lines.get(trial, {})}
            out.writerow([row[column] for column in COLUMNS]
                         + [cells.get(column, "") for column in more])


def tell(name):
    """Medians over seeds, for whoever writes the page."""
    errors = {}
    for row in rows(PAGE / (name + ".csv")):
        errors.setdefault((row["model"], row["task"]), []).append(float(row["nmse"] or "nan"))
    for (model, task), values in errors.items():
        print(f"{model:45} {task:40} {statistics.median(values):9.2e}"
              f"  {min(values):.1e}-{max(values):.1e}")


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("names", metavar="NAME", nargs="*", help="experiments; all of them if none")
    words.add_argument("--runs", default="runs")
    words.add_argument("--seqmem", default=str(ROOT / "seqmem"))
    words.add_argument("--set", action="append", default=[], metavar="KEY=VALUE",
                       help="for a part of an experiment, as that of seqmem run")
    words.add_argument("--tell", action="store_true", help="print medians over seeds")
    asked = words.parse_args()
    PAGE.mkdir(exist_ok=True)
    for name in asked.names or sorted(file.stem for file in HERE.glob("*.conf")):
        experiment = "study-" + name
        runs = ["--runs", asked.runs]
        part = [word for setting in asked.set for word in ("--set", setting)]
        ended = subprocess.run([asked.seqmem, "run", str(HERE / (name + ".conf")), *runs, *part])
        if ended.returncode not in (0, 1):  # 1: not all trials completed, which the table tells
            ended.check_returncode()
        subprocess.run([asked.seqmem, "report", experiment, *runs], check=True)
        with tempfile.TemporaryDirectory() as place:
            subprocess.run([asked.seqmem, "export", experiment, *runs, "--out", place], check=True,
                           stdout=subprocess.DEVNULL)
            table(pathlib.Path(place), name)
        for figure in FIGURES.get(name, PLAIN):
            shutil.copy(pathlib.Path(asked.runs, experiment, "figures", figure + ".svg"),
                        PAGE / f"{name}-{figure}.svg")
        if asked.tell:
            tell(name)


if __name__ == "__main__":
    main()
