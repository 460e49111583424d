#!/usr/bin/env python3
"""Records what PyTorch computes for networks of samples/Zoo, with fewer filters, fewer levels and smaller inputs.

Needs Python 3.9, NumPy and PyTorch 1.13 or later. From the root of the repository:

    python3 tools/record_torch_networks.py --output tests/TestModels/torch-networks.safetensors

Weights and inputs are not in the file: both sides draw them with the generator of src/Compiler/Weights/RandomTensor.cs, from a seed and
the name of each tensor. The networks are written from the papers with torch.nn.functional and computed in double precision. The file
holds the outputs of each network under its name, float32.
"""

import argparse
import json
import struct

import numpy as np
import torch
import torch.nn.functional as F

SEED = 1
MASK = (1 << 64) - 1


def draw(name, shape, low, high):
    """Numbers of SplitMix64, whose state begins with the seed and the FNV-1a hash of the name."""
    state = 14695981039346656037
    for unit in name:
        state = ((state ^ ord(unit)) * 1099511628211) & MASK
    count = int(np.prod(shape))
    steps = np.arange(1, count + 1, dtype=np.uint64)
    z = np.uint64(state ^ SEED) + steps * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    units = (z >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return torch.from_numpy((low + (high - low) * units).astype(np.float32).astype(np.float64).reshape(shape))


def filters(name, *shape):
    limit = (6.0 / np.prod(shape[1:])) ** 0.5
    return draw(name, shape, -limit, limit)


def shifts(name, *shape):
    return draw(name, shape, -0.1, 0.1)


def factors(name, *shape):
    return draw(name, shape, 0.5, 1.5)


def convolve(x, name, count, *kernel, bias=True, **options):
    run = (F.conv1d, F.conv2d, F.conv3d)[len(kernel) - 1]
    return run(x, filters(name + ".weight", count, x.shape[1], *kernel), shifts(name + ".bias", count) if bias else None, **options)


def dense(x, name, units):
    return F.linear(x, filters(name + ".weight", units, x.shape[1]), shifts(name + ".bias", units))


def image(network, *shape):
    """A batch of one."""
    return draw(network + ".input", (1, *shape), -1, 1)


def u_net():
    x = image("u-net", 1, 92, 92)
    copies = []
    for level in range(1, 4):
        if level > 1:
            x = F.max_pool2d(x, 2)
        for i in (1, 2):
            x = F.relu(convolve(x, f"down{level}.conv{i}", 2 << level, 3, 3))
        copies.append(x)
    for level in range(2, 0, -1):
        name, count = f"up{level}", 2 << level
        x = F.relu(F.conv_transpose2d(
            x, filters(name + ".transposed.weight", x.shape[1], count, 2, 2), shifts(name + ".transposed.bias", count), stride=2))
        copy = copies[level - 1]
        border = (copy.shape[2] - x.shape[2]) // 2
        x = torch.cat([copy[:, :, border:-border, border:-border], x], dim=1)
        for i in (1, 2):
            x = F.relu(convolve(x, f"{name}.conv{i}", count, 3, 3))
    return convolve(x, "output", 2, 1, 1)


def c3d():
    x = image("c3d", 3, 16, 40, 56)
    for name, count, pool in (
            ("1", 4, (1, 2, 2)), ("2", 8, 2), ("3a", 16, None), ("3b", 16, 2), ("4a", 32, None), ("4b", 32, 2), ("5a", 32, None), ("5b", 32, 2)):
        x = F.relu(convolve(x, "conv" + name, count, 3, 3, 3, padding=1))
        if pool:
            x = F.max_pool3d(x, pool, ceil_mode=name == "5b")
    x = F.relu(dense(x.flatten(1), "fc6", 256))
    x = F.relu(dense(x, "fc7", 256))
    return torch.softmax(dense(x, "fc8", 487), dim=1)


def text_cnn():
    words = ((image("text-cnn", 24).float() + 1) / 2 * 50).long()
    channels = [F.embedding(words, filters(name + ".weight", 50, 20)).transpose(1, 2) for name in ("static", "tuned")]
    longest = []
    for size in (3, 4, 5):
        name = f"conv{size}"
        weight, bias = filters(name + ".weight", 7, 20, size), shifts(name + ".bias", 7)
        maps = F.relu(sum(F.conv1d(channel, weight) for channel in channels) + bias[:, None])
        longest.append(maps.max(dim=2).values)
    return torch.softmax(dense(torch.cat(longest, dim=1), "fc", 2), dim=1)


def lstm_spotter():
    x = draw("lstm-spotter.input", (1, 12, 10), -1, 1)
    lstm = torch.nn.LSTM(10, 20, batch_first=True, bidirectional=True).double()
    for name, value in lstm.named_parameters():
        value.copy_((shifts if "bias" in name else filters)("lstm1." + name, *value.shape))
    states = lstm(x)[1][0]
    return torch.softmax(dense(torch.cat([states[0], states[1]], dim=1), "dense1", 12), dim=1)


def sagan():
    x = image("sagan-block", 32, 8, 6)
    f, g, h = (convolve(x, "attention." + part, 4, 1, 1, bias=False).flatten(2) for part in "fgh")
    attention = torch.softmax(torch.bmm(f.transpose(1, 2), g), dim=1)
    result = convolve(torch.bmm(h, attention).view(1, 4, 8, 6), "attention.v", 32, 1, 1, bias=False)
    return factors("attention.gamma", 1) * result + x


def tcn():
    x = image("tcn", 1, 100)
    for level in range(4):
        name, dilation = f"tcn.network.{level}", 1 << level
        y = x
        for i in (1, 2):
            y = F.relu(convolve(F.pad(y, (6 * dilation, 0)), f"{name}.conv{i}", 6, 7, dilation=dilation))
        x = F.relu(y + (convolve(x, name + ".downsample", 6, 1) if level == 0 else x))
    return dense(x[:, :, -1], "linear", 10)


def lenet():
    tables = "0 1 2, 1 2 3, 2 3 4, 3 4 5, 4 5 0, 5 0 1, 0 1 2 3, 1 2 3 4, 2 3 4 5, 3 4 5 0, 4 5 0 1, 5 0 1 2, 0 1 3 4, 1 2 4 5, 0 2 3 5, 0 1 2 3 4 5"
    tables = [[int(number) for number in entry.split()] for entry in tables.split(",")]

    def squash(x):
        return 1.7159 * torch.tanh(x * 2 / 3)

    def subsample(x, name):
        count = x.shape[1]
        sums = F.avg_pool2d(x, 2) * 4
        return squash(sums * factors(name + ".weight", count)[:, None, None] + shifts(name + ".bias", count)[:, None, None])

    x = subsample(squash(convolve(image("lenet-5-1998", 1, 32, 32), "C1", 6, 5, 5)), "S2")
    kernels, bias = iter(filters("C3.weight", sum(map(len, tables)), 1, 5, 5)), shifts("C3.bias", 16)
    maps = [sum(F.conv2d(x[:, [number]], next(kernels)[None]) for number in table) + bias[i] for i, table in enumerate(tables)]
    x = subsample(squash(torch.cat(maps, dim=1)), "S4")
    x = squash(convolve(x, "C5", 120, 5, 5)).flatten(1)
    x = squash(dense(x, "F6", 84))
    return torch.cdist(x, filters("output.weight", 10, 84), compute_mode="donot_use_mm_for_euclid_dist") ** 2


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--output", required=True)
    output = parser.parse_args().output
    networks = {
        "u-net": u_net, "c3d": c3d, "text-cnn": text_cnn, "lstm-spotter": lstm_spotter, "sagan-block": sagan, "tcn": tcn,
        "lenet-5-1998": lenet,
    }
    header, data = {}, b""
    with torch.no_grad():
        for name, run in networks.items():
            tensor = run()
            content = tensor.contiguous().numpy().astype("<f4").tobytes()
            header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(content)]}
            data += content
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(output, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


if __name__ == "__main__":
    main()
