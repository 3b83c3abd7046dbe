# Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
"""Trains a model step by step, on demand: the other side of StepComparison, with the same words.

    step.py MODEL WIDTH FILE

FILE is a safetensors file with `input` and `target`, batches first, and the initial values of the parameters, under
`model.` and their names. The batches are taken in turn, again and again. Reads `run N` and `end` from standard input; answers `ready`, `loss STEP VALUE` after every
25th step, `ran N WALL_NS CPU_NS`, and `peak KILOBYTES` at the end.
"""

import sys
import time

import torch

import models
import safetensors_file

READ_EVERY = 25


def peak():
    with open("/proc/self/status") as status:
        return next(line.split()[1] for line in status if line.startswith("VmHWM"))


def main():
    name, width, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    torch.set_num_threads(1)
    arrays = safetensors_file.read(path)
    batches = list(zip(arrays["input"], arrays["target"]))
    used = set()

    def load(parameter):
        used.add(parameter)
        return arrays["model." + parameter]

    model = models.model(name, width, arrays["input"].shape[2], load)
    missing = {entry[len("model.") :] for entry in arrays if entry.startswith("model.")} - used
    if missing:
        sys.exit("parameters that this side does not have: " + ", ".join(sorted(missing)))
    optimizer = models.optimizer(model)
    step = 0
    print("ready", flush=True)
    for line in sys.stdin:
        words = line.split()
        if words[0] == "end":
            break
        losses = []
        wall, cpu = time.perf_counter_ns(), time.process_time_ns()
        for _ in range(int(words[1])):
            x, target = batches[step % len(batches)]
            optimizer.zero_grad(set_to_none=True)
            loss = torch.nn.functional.mse_loss(model(x), target)
            loss.backward()
            optimizer.step()
            step += 1
            if step % READ_EVERY == 0:
                losses.append((step, loss.item()))
        wall, cpu = time.perf_counter_ns() - wall, time.process_time_ns() - cpu
        for entry in losses:
            print("loss %d %r" % entry)
        print("ran", words[1], wall, cpu, flush=True)
    print("peak", peak(), flush=True)


if __name__ == "__main__":
    main()
