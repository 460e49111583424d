#!/usr/bin/env python3
"""Records what PyTorch computes for recurrent layers, normalisations and attention.

Needs Python 3.9, NumPy and PyTorch 1.13 or later. From the root of the repository:

    python3 tools/record_torch_layers.py --output tests/TestModels/torch-layers.safetensors

The file holds for each case, float32, its weights under the names of state_dict(), and NAME.input and NAME.output for a batch of
two. The SAGAN block is written from the formulas of the paper (Zhang 2018) with torch.nn.Conv2d.
"""

import argparse
import json
import struct

import torch
from torch import nn


class SelfAttention(nn.Module):
    def __init__(self, channels, inner):
        super().__init__()
        self.f = nn.Conv2d(channels, inner, 1)
        self.g = nn.Conv2d(channels, inner, 1)
        self.h = nn.Conv2d(channels, inner, 1)
        self.v = nn.Conv2d(inner, channels, 1)
        self.gamma = nn.Parameter(torch.tensor([0.7]))

    def forward(self, x):
        batch, _, height, width = x.shape
        f, g, h = (conv(x).flatten(2) for conv in (self.f, self.g, self.h))
        scores = torch.bmm(f.transpose(1, 2), g)
        attended = torch.bmm(h, torch.softmax(scores, dim=1))
        return self.gamma * self.v(attended.view(batch, -1, height, width)) + x


def sequence(module):
    return lambda x: module(x)[0]


def last(module):
    """The last state of each direction, the forward one first."""
    def run(x):
        state = module(x)[1]
        state = state[0] if isinstance(state, tuple) else state
        return state.transpose(0, 1).flatten(1)
    return run


def cases():
    """Name, module, what is recorded of it, the shape of a batch."""
    for name, kind, options in (("gru", nn.GRU, {}), ("lstm", nn.LSTM, {}), ("rnn", nn.RNN, {"nonlinearity": "relu"})):
        for suffix, record in (("sequence", sequence), ("last", last)):
            module = kind(5, 6, batch_first=True, bidirectional=True, **options)
            yield f"{name}.{suffix}", module, record(module), (2, 7, 5)
    sagan = SelfAttention(16, 2)
    yield "sagan", sagan, sagan, (2, 16, 6, 5)
    heads = nn.MultiheadAttention(12, 3, batch_first=True)
    yield "multihead", heads, lambda x: heads(x, x, x)[0], (2, 7, 12)
    for name, module in (("layernorm", nn.LayerNorm(12)), ("groupnorm", nn.GroupNorm(3, 12)), ("prelu", nn.PReLU(12))):
        yield name, module, module, (2, 12, 12)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--output", required=True)
    output = parser.parse_args().output
    torch.manual_seed(6)
    tensors = {}
    with torch.no_grad():
        for name, module, run, shape in cases():
            module.eval()
            for key, value in module.state_dict().items():
                value.add_(torch.rand_like(value) * 0.2)
                tensors[f"{name}.{key}"] = value
            x = torch.randn(shape)
            tensors[f"{name}.input"], tensors[f"{name}.output"] = x, run(x)
    header, data = {}, b""
    for name, tensor in tensors.items():
        content = tensor.contiguous().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(output, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


if __name__ == "__main__":
    main()
