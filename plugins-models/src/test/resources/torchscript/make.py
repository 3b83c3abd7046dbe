# Writes the files beside it, and what min-gru.pt answers, with PyTorch on a CPU:  python make.py
import torch
from torch import Tensor, nn


class MinGru(nn.Module):
    def __init__(self, inputs: int, hidden: int, outputs: int):
        super().__init__()
        self.gate = nn.Linear(inputs, hidden)
        self.candidate = nn.Linear(inputs, hidden)
        self.readout = nn.Linear(hidden, outputs)
        self.register_buffer("scale", torch.full((1,), 2.0))

    def forward(self, x: Tensor) -> Tensor:  # (B, T, inputs) -> (B, T, outputs)
        z = torch.sigmoid(self.gate(x))
        c = self.candidate(x)
        h = torch.zeros_like(c[:, 0])
        states = []
        for t in range(x.size(1)):
            h = (1 - z[:, t]) * h + z[:, t] * c[:, t]
            states.append(h)
        return self.scale * self.readout(torch.stack(states, 1))


class Pointwise(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = nn.Linear(1, 3)
        self.outer = nn.Linear(3, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.outer(torch.tanh(self.inner(x)))


class Pair(Pointwise):
    def forward(self, x: Tensor):
        y = torch.tanh(self.inner(x))
        return self.outer(y), y


torch.manual_seed(7)
min_gru = MinGru(1, 4, 1)
torch.jit.script(min_gru).save("min-gru.pt")

frozen = Pointwise().double()
frozen.inner.bias.requires_grad_(False)
torch.jit.trace(frozen, torch.zeros(2, 5, 1, dtype=torch.float64)).save("frozen-double.pt")

torch.jit.script(Pair()).save("pair.pt")

tied = Pointwise()
tied.outer.weight = nn.Parameter(tied.inner.weight.view(1, 3))
torch.jit.script(tied).save("tied.pt")

torch.save(Pointwise().state_dict(), "state-dict.pt")

with torch.no_grad():
    x = torch.tensor([[[1.0], [-2.0], [0.5]]])
    print([round(v, 6) for v in min_gru(x).flatten().tolist()])
