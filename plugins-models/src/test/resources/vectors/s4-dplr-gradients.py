#!/usr/bin/env python3
"""Gradients of the cases of s4-dplr.json, which has none.

    python3 s4-dplr-gradients.py > s4-dplr-gradients.json

Needs numpy and torch (Debian's python3-torch, 1.13, made the file). Nothing here is fast or shares
a step with the code under test: the matrix is put together densely from both modes of every pair
and inverted, the output is summed up step by step, and torch differentiates in complex128.

The systems of s4-dplr.json are given in the real basis; here they stand in that of eigenvectors,
as a model holds them: A = diag(-decay +- i frequency) - P P^*. What comes out is compared with the
outputs of that file before anything is written.
"""

import json
import pathlib

import numpy as np
import torch

PARAMETERS = [
    "decay", "frequency", "low_re", "low_im", "input_re", "input_im", "output_re", "output_im", "dt"
]


def in_modes(case):
    """The system of a case in one half of the eigenvectors of its matrix without the low rank."""
    a, b, low = (np.array(case["expected"][name]) for name in ("A", "B", "P"))
    skew = a + np.outer(low, low) + 0.5 * np.eye(len(b))
    values, vectors = np.linalg.eigh(-1j * skew)  # of a Hermitian matrix: real, ascending
    half = vectors[:, len(b) // 2:]
    low, b, c = half.conj().T @ low, half.conj().T @ b, np.array(case["inputs"]["c"]) @ half
    rows = [np.full(len(c), 0.5), values[len(b):], low.real, low.imag, b.real, b.imag, c.real, c.imag]
    return dict(zip(PARAMETERS, [*rows, np.array([case["parameters"]["dt"]])]))


def output(system, u):
    """y_t = C x_t, x_t = Abar x_{t-1} + Bbar u_t, x_{-1} = 0, by the trapezoidal rule."""

    def both(re, im):
        return torch.cat([torch.complex(system[re], system[im]), torch.complex(system[re], -system[im])])

    half = torch.complex(-system["decay"], system["frequency"])
    low = both("low_re", "low_im")
    a = torch.diag(torch.cat([half, half.conj()])) - torch.outer(low, low.conj())
    one = torch.eye(len(low), dtype=torch.complex128)
    inverse = torch.linalg.inv(one - system["dt"] / 2 * a)
    a_bar = inverse @ (one + system["dt"] / 2 * a)
    b_bar = inverse @ (system["dt"] * both("input_re", "input_im"))
    c = both("output_re", "output_im")
    state, outputs = torch.zeros_like(c), []
    for value in u:
        state = a_bar @ state + b_bar * value
        outputs.append((c * state).sum().real)
    return torch.stack(outputs)


def case_with_gradients(case):
    numbers = in_modes(case)
    system = {name: torch.tensor(value, requires_grad=True) for name, value in numbers.items()}
    u = torch.tensor(case["inputs"]["u"], dtype=torch.float64, requires_grad=True)
    y = output(system, u)
    assert np.allclose(y.detach().numpy(), case["expected"]["y"], rtol=0, atol=1e-12), case["name"]
    loss = (y**2).sum()
    loss.backward()

    def as_held(values):
        """(N/2) or (1) as (1, N/2) or (1, 1), one feature."""
        return {name: [value.tolist()] for name, value in values.items()}

    def in_time(values):
        return [[[value] for value in values.tolist()]]  # (1, T, 1)

    return {
        "name": case["name"],
        "parameters": {"L": len(u)},
        "inputs": {**as_held({n: v.detach() for n, v in system.items()}), "u": in_time(u.detach())},
        "expected": {
            "output": in_time(y.detach()),
            "loss": loss.item(),
            "gradients": {**as_held({n: v.grad for n, v in system.items()}), "u": in_time(u.grad)},
        },
    }


given = json.loads((pathlib.Path(__file__).parent / "s4-dplr.json").read_text())
result = {
    "description": "The cases of s4-dplr.json over conjugate pairs of modes, with the gradients of"
    " the sum of squares of the output.",
    "source": "s4-dplr-gradients.py: dense matrices, step by step, differentiated by torch in complex128.",
    "tolerance": given["tolerance"],
    "cases": [case_with_gradients(case) for case in given["cases"]],
}
print(json.dumps(result, indent=1))
