# Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
"""The models of the comparison as one writes them in eager PyTorch: stock layers in their usual layout.

Each model takes the initial values of ours, so that both sides compute the same losses. `load` gives the value
of one of our parameters by its name.
"""

import math

import torch
from torch import nn
from torch.nn import functional


def put(parameter, value):
    """Sets the initial value of a parameter."""
    with torch.no_grad():
        parameter.copy_(value.reshape(parameter.shape))


def put_linear(layer, load, name):
    put(layer.weight, load(name + ".weight"))
    put(layer.bias, load(name + ".bias"))


def put_norm(layer, load, name):
    put(layer.weight, load(name + ".gain"))
    put(layer.bias, load(name + ".bias"))


class Recurrent(nn.Module):
    """One layer of nn.RNN, nn.LSTM or nn.GRU with a linear readout, batch first."""

    def __init__(self, layer, width, load):
        super().__init__()
        self.layer = layer(1, width, batch_first=True)
        self.readout = nn.Linear(width, 1)
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
            put(getattr(self.layer, name + "_l0"), load("layer0." + name))
        put_linear(self.readout, load, "readout")

    def forward(self, x):
        h, _ = self.layer(x)
        return self.readout(h)


class Chomp(nn.Module):
    """Cuts off what the padding added at the end."""

    def __init__(self, size):
        super().__init__()
        self.size = size

    def forward(self, x):
        return x[:, :, : -self.size].contiguous()


class TemporalBlock(nn.Module):
    """Two causal convolutions with weight norm and a shortcut, (B, C, T)."""

    def __init__(self, inputs, channels, kernel, dilation, load, name):
        super().__init__()
        padding = (kernel - 1) * dilation
        layers = []
        for i, size in enumerate((inputs, channels)):
            convolution = nn.utils.weight_norm(
                nn.Conv1d(size, channels, kernel, padding=padding, dilation=dilation)
            )
            own = "%s.conv%d." % (name, i + 1)
            put(convolution.weight_g, load(own + "weight_g"))
            put(convolution.weight_v, load(own + "weight_v"))
            put(convolution.bias, load(own + "bias"))
            layers += [convolution, Chomp(padding), nn.ReLU()]
        self.net = nn.Sequential(*layers)
        self.shortcut = nn.Conv1d(inputs, channels, 1) if inputs != channels else None
        if self.shortcut is not None:
            put_linear(self.shortcut, load, name + ".shortcut")
        self.relu = nn.ReLU()

    def forward(self, x):
        residual = x if self.shortcut is None else self.shortcut(x)
        return self.relu(self.net(x) + residual)


class Tcn(nn.Module):
    """A temporal convolutional network: three levels, kernel 2."""

    def __init__(self, width, load):
        super().__init__()
        self.net = nn.Sequential(
            *[
                TemporalBlock(1 if level == 0 else width, width, 2, 2**level, load, "block%d" % level)
                for level in range(3)
            ]
        )
        self.readout = nn.Linear(width, 1)
        put_linear(self.readout, load, "readout")

    def forward(self, x):
        return self.readout(self.net(x.transpose(1, 2)).transpose(1, 2))


class Transformer(nn.Module):
    """Two stock encoder layers with norms first, a causal mask and sinusoidal positions."""

    LAYERS = 2
    HEADS = 4

    def __init__(self, width, length, load):
        super().__init__()
        self.embedding = nn.Linear(1, width)
        layer = nn.TransformerEncoderLayer(
            width, self.HEADS, 4 * width, 0.0, functional.gelu, batch_first=True, norm_first=True
        )
        self.encoder = nn.TransformerEncoder(layer, self.LAYERS, nn.LayerNorm(width))
        self.readout = nn.Linear(width, 1)
        self.register_buffer("mask", nn.Transformer.generate_square_subsequent_mask(length))
        positions = torch.arange(length).unsqueeze(1)
        rates = torch.exp(torch.arange(0, width, 2) * (-math.log(10000.0) / width))
        encoding = torch.zeros(length, width)
        encoding[:, 0::2] = torch.sin(positions * rates)
        encoding[:, 1::2] = torch.cos(positions * rates)
        self.register_buffer("encoding", encoding)

        put_linear(self.embedding, load, "embedding")
        put_norm(self.encoder.norm, load, "norm")
        put_linear(self.readout, load, "readout")
        for i, layer in enumerate(self.encoder.layers):
            attention = "attention%d" % i
            put_norm(layer.norm1, load, attention + ".norm")
            put(layer.self_attn.in_proj_weight, load(attention + ".qkv.weight"))
            put(layer.self_attn.in_proj_bias, load(attention + ".qkv.bias"))
            put_linear(layer.self_attn.out_proj, load, attention + ".projection")
            wide = "feed_forward%d" % i
            put_norm(layer.norm2, load, wide + ".norm")
            put_linear(layer.linear1, load, wide + ".widen")
            put_linear(layer.linear2, load, wide + ".narrow")

    def forward(self, x):
        return self.readout(self.encoder(self.embedding(x) + self.encoding, mask=self.mask))


class S4dKernel(nn.Module):
    """The kernel of diagonal state spaces: zero-order hold, a Vandermonde product of complex numbers."""

    def __init__(self, load, name):
        super().__init__()
        self.log_dt = nn.Parameter(load(name + "log_dt"))
        self.log_a_real = nn.Parameter(load(name + "log_neg_re_a"))
        self.a_imag = nn.Parameter(load(name + "im_a"))
        self.b = nn.Parameter(torch.stack((load(name + "b_re"), load(name + "b_im")), -1))
        self.c = nn.Parameter(torch.stack((load(name + "c_re"), load(name + "c_im")), -1))

    def forward(self, length):
        dt = torch.exp(self.log_dt)
        a = -torch.exp(self.log_a_real) + 1j * self.a_imag
        dt_a = a * dt.unsqueeze(-1)
        powers = dt_a.unsqueeze(-1) * torch.arange(length)
        c = torch.view_as_complex(self.c) * torch.view_as_complex(self.b)
        c = c * (torch.exp(dt_a) - 1.0) / a
        return 2 * torch.einsum("hn, hnl -> hl", c, torch.exp(powers)).real


class S4dBlock(nn.Module):
    """Norm, state space by FFT, gelu, a convolution of size 1 with a gate, residual; (B, H, T)."""

    def __init__(self, width, load, name):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.kernel = S4dKernel(load, name + ".state_space.")
        self.d = nn.Parameter(load(name + ".state_space.d"))
        self.output = nn.Sequential(nn.Conv1d(width, 2 * width, 1), nn.GLU(dim=-2))
        put_norm(self.norm, load, name + ".norm")
        put_linear(self.output[0], load, name + ".mixing")

    def forward(self, x):
        u = self.norm(x.transpose(-1, -2)).transpose(-1, -2)
        length = u.shape[-1]
        kernel = torch.fft.rfft(self.kernel(length), n=2 * length)
        y = torch.fft.irfft(torch.fft.rfft(u, n=2 * length) * kernel, n=2 * length)[..., :length]
        y = functional.gelu(y + u * self.d.unsqueeze(-1))
        return x + self.output(y)


class S4d(nn.Module):
    """Two S4D blocks of state size 64 between an encoder and a readout."""

    def __init__(self, width, load):
        super().__init__()
        self.encoder = nn.Linear(1, width)
        self.layers = nn.ModuleList([S4dBlock(width, load, "layer%d" % i) for i in range(2)])
        self.norm = nn.LayerNorm(width)
        self.readout = nn.Linear(width, 1)
        put_linear(self.encoder, load, "encoder")
        put_norm(self.norm, load, "norm")
        put_linear(self.readout, load, "readout")

    def forward(self, x):
        h = self.encoder(x).transpose(-1, -2)
        for layer in self.layers:
            h = layer(h)
        return self.readout(self.norm(h.transpose(-1, -2)))


def optimizer(model):
    """Adam; A, B and dt of S4D learn at half the rate, as with ours: slower than the rest, as its authors do."""
    kernels = [module for module in model.modules() if isinstance(module, S4dKernel)]
    state = [p for kernel in kernels for p in (kernel.log_dt, kernel.log_a_real, kernel.a_imag, kernel.b)]
    slow = {id(parameter) for parameter in state}
    groups = [{"params": [p for p in model.parameters() if id(p) not in slow]}]
    if state:
        groups.append({"params": state, "lr": 0.5e-3})
    return torch.optim.Adam(groups, lr=1e-3)


def model(name, width, length, load):
    """The model of a name, with initial values from `load`."""
    if name == "tcn":
        return Tcn(width, load)
    if name == "transformer":
        return Transformer(width, length, load)
    if name == "s4d":
        return S4d(width, load)
    return Recurrent({"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}[name], width, load)
