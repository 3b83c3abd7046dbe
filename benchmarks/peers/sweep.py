# Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
"""Trains the trials of a sweep in processes of eager PyTorch: the other side of SweepComparison.

    sweep.py DIRECTORY WIDTH STEPS WORKERS

DIRECTORY has `trials.txt`, lines of a trial and its model, and for each trial a safetensors file as in step.py, with
the test set. Writes for each trial a line with its test error. Processes are forked once PyTorch is there, so that it
is loaded only once; each takes the next trial when it is free.
"""

import multiprocessing
import os
import sys

import torch

import models
import safetensors_file


def train(trial):
    directory, identifier, name, width, steps = trial
    torch.set_num_threads(1)
    arrays = safetensors_file.read(os.path.join(directory, identifier + ".safetensors"))
    batches = list(zip(arrays["input"], arrays["target"]))
    model = models.model(name, width, arrays["input"].shape[2], lambda parameter: arrays["model." + parameter])
    optimizer = models.optimizer(model)
    for x, target in batches[:steps]:
        optimizer.zero_grad(set_to_none=True)
        loss = torch.nn.functional.mse_loss(model(x), target)
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        error = torch.nn.functional.mse_loss(model(arrays["test.input"]), arrays["test.target"])
    return identifier, error.item()


def main():
    directory, width, steps, workers = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    with open(os.path.join(directory, "trials.txt")) as lines:
        trials = [(directory, *line.split(), width, steps) for line in lines]
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        for identifier, error in pool.imap_unordered(train, trials):
            print(identifier, repr(error), flush=True)


if __name__ == "__main__":
    main()
