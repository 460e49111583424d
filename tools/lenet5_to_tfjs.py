#!/usr/bin/env python3
"""Writes the LeNet-5 of samples/Digits as a TensorFlow.js layers model, its weights quantised to uint8 in two shards.

Needs Python 3.9 and nothing else. From the root of the repository:

    python3 tools/lenet5_to_tfjs.py samples/Digits/lenet5.safetensors samples/Digits/keras

What changes is the order of weights: PyTorch has filters [out, in, height, width] and dense weights [out, in], with the inputs of the
first dense layer in the order channel, row, column; Keras has [height, width, in, out] and [in, out], in the order row, column, channel.
"""
import json
import struct
import sys
from itertools import product
from pathlib import Path

SHARD = 32768  # bytes


def main():
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    tensors = read_safetensors(source.read_bytes())
    weights = []
    for name, torch_name in [("conv2d", "conv1"), ("conv2d_1", "conv2")]:
        (out, inputs, height, width), values = tensors[torch_name + ".weight"]
        kernel = [values[((o * inputs + i) * height + y) * width + x]
                  for y, x, i, o in product(range(height), range(width), range(inputs), range(out))]
        weights += [(f"{name}/kernel", [height, width, inputs, out], kernel), bias(name, tensors[torch_name + ".bias"])]
    for name, torch_name, image in [("dense", "dense1", (5, 5, 16)), ("dense_1", "dense2", None), ("dense_2", "dense3", None)]:
        (out, inputs), values = tensors[torch_name + ".weight"]
        order = range(inputs)
        if image:
            height, width, channels = image
            order = [(c * height + y) * width + x for y, x, c in product(range(height), range(width), range(channels))]
        weights += [(f"{name}/kernel", [inputs, out], [values[o * inputs + i] for i in order for o in range(out)]),
                    bias(name, tensors[torch_name + ".bias"])]

    entries, data = [], bytearray()
    for name, shape, values in weights:
        least, scale = min(values), (max(values) - min(values)) / 255
        data += bytes(round((value - least) / scale) for value in values)
        entries.append({"name": name, "shape": shape, "dtype": "float32",
                        "quantization": {"dtype": "uint8", "min": least, "scale": scale, "original_dtype": "float32"}})
    shards = [data[i:i + SHARD] for i in range(0, len(data), SHARD)]
    paths = [f"group1-shard{i + 1}of{len(shards)}.bin" for i in range(len(shards))]
    folder.mkdir(exist_ok=True)
    for path, shard in zip(paths, shards):
        (folder / path).write_bytes(shard)
    model = {"format": "layers-model", "generatedBy": "keras v2.15.0", "convertedBy": None,
             "modelTopology": {"keras_version": "2.15.0", "backend": "tensorflow", "model_config": topology()},
             "weightsManifest": [{"paths": paths, "weights": entries}]}
    (folder / "model.json").write_text(json.dumps(model, indent=1) + "\n")


def bias(name, tensor):
    return f"{name}/bias", list(tensor[0]), list(tensor[1])


def topology():
    def conv(name, filters, padding):
        return {"class_name": "Conv2D", "config": {"name": name, "filters": filters, "kernel_size": [5, 5], "strides": [1, 1],
                                                   "padding": padding, "data_format": "channels_last", "activation": "tanh",
                                                   "use_bias": True}}

    def pool(name):
        return {"class_name": "AveragePooling2D", "config": {"name": name, "pool_size": [2, 2], "strides": [2, 2], "padding": "valid",
                                                             "data_format": "channels_last"}}

    def dense(name, units, activation):
        return {"class_name": "Dense", "config": {"name": name, "units": units, "activation": activation, "use_bias": True}}

    return {"class_name": "Sequential", "config": {"name": "lenet5", "layers": [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [None, 28, 28, 1], "dtype": "float32", "name": "image"}},
        conv("conv2d", 6, "same"), pool("average_pooling2d"), conv("conv2d_1", 16, "valid"), pool("average_pooling2d_1"),
        {"class_name": "Flatten", "config": {"name": "flatten", "data_format": "channels_last"}},
        dense("dense", 120, "tanh"), dense("dense_1", 84, "tanh"), dense("dense_2", 10, "softmax"),
    ]}}


def read_safetensors(data):
    """Name -> (shape, values)."""
    length = struct.unpack_from("<Q", data)[0]
    header = json.loads(data[8:8 + length])
    return {name: (entry["shape"], struct.unpack_from(f"<{(entry['data_offsets'][1] - entry['data_offsets'][0]) // 4}f",
                                                      data, 8 + length + entry["data_offsets"][0]))
            for name, entry in header.items() if name != "__metadata__"}


if __name__ == "__main__":
    main()
