#!/usr/bin/env python3
"""Trains the LeNet-5 of samples/Digits and writes the files that the sample and the tests read.

Needs Python 3.9 and PyTorch 1.13 or later; the CPU is enough (about a quarter of an hour on one core).
From the root of the repository:

    python3 tools/train_lenet5.py --images mnist.images.u8 --labels mnist.labels.u8 \\
        --output samples/Digits/lenet5.safetensors \\
        --digits samples/Digits/digits.u8.gz \\
        --golden tests/TestModels/lenet5-golden.safetensors

What it reads: two files without any header.
    images  784 bytes per digit, 28 rows of 28 pixels from the top left, 0 = paper, 255 = ink
    labels  1 byte per digit, 0 to 9
(MNIST's own IDX files are these bytes behind a header: `tail -c +17` strips it from the images, `tail -c +9`
from the labels.)

The last 2,000 digits of the input are the test set. They take no part in training: no early stopping, no choice
between models, one evaluation at the very end. To try other settings, run with --validate: it holds 1,000 digits
of the training part back, reports the accuracy on those, never looks at the test set and writes nothing.

What it writes:
    --output  the weights, safetensors, float32, named as PyTorch names them; filters [out, in, height, width],
              dense [out, in]; dense1 takes its inputs in the order channel, row, column
    --digits  the test digits: label byte, then 784 pixel bytes, for each; gzip-compressed if the name ends in .gz
    --golden  the first 16 test digits and the probabilities that PyTorch computes for them in float32

With the defaults, on 10,000 digits of MNIST (8,000 to train on), PyTorch 1.13 gave the committed files:
1,985 of the 2,000 test digits correct, 99.25 %. A run with the same seed gives the same weights with the same version of
PyTorch on the same kind of processor; elsewhere floating-point sums may be ordered differently, and the weights differ
a little.
"""

import argparse
import copy
import gzip
import json
import math
import struct
import time
from collections import OrderedDict
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

SIDE = 28
PIXELS = SIDE * SIDE
TEST_DIGITS = 2000
VALIDATION_DIGITS = 1000
GOLDEN_DIGITS = 16

BATCH = 64
PEAK_LEARNING_RATE = 3e-3
WEIGHT_DECAY = 0.01
WARM_UP = 0.03  # share of all steps in which the learning rate rises to its peak
AVERAGE_DECAY = 0.999  # the averaged weights remember about 1,000 steps, eight epochs


def main():
    arguments = parse_arguments()
    # One thread: sums are ordered the same way in every run, and kernels this small gain nothing from more.
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)

    images, labels = read_digits(arguments.images, arguments.labels)
    training = slice(0, len(labels) - TEST_DIGITS)
    if arguments.validate:
        validate(images[training], labels[training], arguments.epochs)
        return

    model = train(images[training], labels[training], arguments.epochs)
    test_images, test_labels = images[-TEST_DIGITS:], labels[-TEST_DIGITS:]
    report("training", model, images[training], labels[training])
    report("test", model, test_images, test_labels)

    write_safetensors(arguments.output, model.state_dict())
    if arguments.digits:
        write_digits(arguments.digits, test_images, test_labels)
    if arguments.golden:
        write_golden(arguments.golden, model, test_images[:GOLDEN_DIGITS])


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=Path, required=True, help="784 bytes per digit")
    parser.add_argument("--labels", type=Path, required=True, help="1 byte per digit")
    parser.add_argument("--output", type=Path, help="weights to write (.safetensors)")
    parser.add_argument("--digits", type=Path, help="test digits to write (.u8 or .u8.gz)")
    parser.add_argument("--golden", type=Path, help="reference probabilities to write (.safetensors)")
    parser.add_argument("--epochs", type=int, default=400, help="default %(default)s")
    parser.add_argument("--seed", type=int, default=1, help="default %(default)s")
    parser.add_argument("--validate", action="store_true",
                        help="train without the last 1,000 training digits, report on them, write nothing")
    arguments = parser.parse_args()
    if not arguments.validate and not arguments.output:
        parser.error("--output is required unless --validate is given")
    if arguments.epochs < 1:
        parser.error("--epochs must be at least 1")
    return arguments


# Data


def read_digits(images_path, labels_path):
    """Returns uint8 tensors: images [N, 1, 28, 28] and labels [N]."""
    images, labels = images_path.read_bytes(), labels_path.read_bytes()
    if len(images) != len(labels) * PIXELS:
        raise SystemExit(f"{images_path} has {len(images)} bytes, but {len(labels)} labels "
                         f"need {len(labels)} x {PIXELS} = {len(labels) * PIXELS}")
    if len(labels) < 2 * TEST_DIGITS:
        raise SystemExit(f"{labels_path} has {len(labels)} labels; at least {2 * TEST_DIGITS} are needed")
    if max(labels) > 9:
        raise SystemExit(f"{labels_path} contains the label {max(labels)}; labels are 0 to 9")
    return as_tensor(images).reshape(-1, 1, SIDE, SIDE), as_tensor(labels)


def as_tensor(data):
    return torch.frombuffer(bytearray(data), dtype=torch.uint8)


def to_input(images):
    """What the network is given: float32, paper = 0, ink = 1."""
    return images.float() / 255


def distort(images):
    """Moves every digit by a random affine map and a smooth random field, each digit by its own strength.

    The strength is uniform between none and full, so that the network sees clean digits too.
    """
    count = len(images)
    strength = torch.rand(count)

    def uniform(limit):
        return (2 * torch.rand(count) - 1) * limit * strength

    angle, shear = uniform(math.radians(15)), uniform(0.25)
    scale_x, scale_y = 1 + uniform(0.15), 1 + uniform(0.15)
    shift = torch.stack([uniform(2.5), uniform(2.5)], dim=1) * (2 / SIDE)  # pixels; the grid runs from -1 to 1
    cos, sin = angle.cos(), angle.sin()
    rows = [scale_x * cos, shear - sin, shift[:, 0], sin, scale_y * cos, shift[:, 1]]
    grid = F.affine_grid(torch.stack(rows, dim=1).reshape(count, 2, 3), images.shape, align_corners=False)

    # One random vector per 4 x 4 pixels with a standard deviation of 1 pixel, interpolated: an elastic distortion.
    field = torch.randn(count, 2, SIDE // 4, SIDE // 4) * strength.reshape(-1, 1, 1, 1) * (2 / SIDE)
    field = F.interpolate(field, size=(SIDE, SIDE), mode="bicubic", align_corners=False)
    return F.grid_sample(images, grid + field.permute(0, 2, 3, 1), align_corners=False)


# Network and training


def lenet5():
    """LeNet-5 with 61,706 parameters; returns logits, softmax is applied outside."""
    return nn.Sequential(OrderedDict([
        ("conv1", nn.Conv2d(1, 6, kernel_size=5, padding=2)), ("tanh1", nn.Tanh()),
        ("pool1", nn.AvgPool2d(2)),
        ("conv2", nn.Conv2d(6, 16, kernel_size=5)), ("tanh2", nn.Tanh()),
        ("pool2", nn.AvgPool2d(2)),
        ("flatten", nn.Flatten()),
        ("dense1", nn.Linear(400, 120)), ("tanh3", nn.Tanh()),
        ("dense2", nn.Linear(120, 84)), ("tanh4", nn.Tanh()),
        ("dense3", nn.Linear(84, 10)),
    ]))


def train(images, labels, epochs):
    """Returns the exponential moving average of the weights along the training."""
    model = lenet5()
    averaged = copy.deepcopy(model).eval().requires_grad_(False)
    optimizer = torch.optim.AdamW(model.parameters(), lr=PEAK_LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    steps = epochs * (len(labels) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: learning_rate_factor(step / steps))
    inputs, targets = to_input(images), labels.long()

    started = time.monotonic()
    for epoch in range(1, epochs + 1):
        loss_sum = 0.0
        batches = torch.randperm(len(targets))[:len(targets) // BATCH * BATCH].split(BATCH)
        for batch in batches:
            loss = F.cross_entropy(model(distort(inputs[batch])), targets[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            update_average(averaged, model)
            loss_sum += loss.item()
        if epoch % 10 == 0 or epoch == epochs:
            print(f"epoch {epoch:4}  loss {loss_sum / len(batches):.4f}  {time.monotonic() - started:4.0f} s", flush=True)
    return averaged


def learning_rate_factor(progress):
    """Linear warm-up, then half a cosine down to zero."""
    if progress < WARM_UP:
        return progress / WARM_UP
    return (1 + math.cos(math.pi * (progress - WARM_UP) / (1 - WARM_UP))) / 2


@torch.no_grad()
def update_average(averaged, model):
    for average, parameter in zip(averaged.parameters(), model.parameters()):
        average.lerp_(parameter, 1 - AVERAGE_DECAY)


def validate(images, labels, epochs):
    model = train(images[:-VALIDATION_DIGITS], labels[:-VALIDATION_DIGITS], epochs)
    report("validation", model, images[-VALIDATION_DIGITS:], labels[-VALIDATION_DIGITS:])


@torch.no_grad()
def report(name, model, images, labels):
    correct = (model(to_input(images)).argmax(dim=1) == labels).sum().item()
    print(f"{name}: {correct} of {len(labels)} digits correct, {100 * correct / len(labels):.2f} %")


# Files


def write_safetensors(path, tensors):
    """Length of the header (8 bytes, little-endian), JSON header, then the values of all tensors in its order."""
    header, offset = {}, 0
    for name, tensor in tensors.items():
        end = offset + 4 * tensor.numel()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)  # so that the values start at a multiple of 8
    values = b"".join(struct.pack(f"<{t.numel()}f", *t.flatten().tolist()) for t in tensors.values())
    path.write_bytes(struct.pack("<Q", len(text)) + text + values)


def write_digits(path, images, labels):
    records = torch.cat([labels.reshape(-1, 1), images.reshape(-1, PIXELS)], dim=1)
    data = bytes(records.flatten().tolist())
    # No time stamp in the gzip header: the same digits give the same file.
    path.write_bytes(gzip.compress(data, compresslevel=9, mtime=0) if path.suffix == ".gz" else data)


@torch.no_grad()
def write_golden(path, model, images):
    inputs = to_input(images)
    write_safetensors(path, {"images": inputs, "probabilities": model(inputs).softmax(dim=1)})


if __name__ == "__main__":
    main()
