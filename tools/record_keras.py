#!/usr/bin/env python3
"""Records what layers of Keras compute, with PyTorch in double precision, for tests/Keras.Tests.

    python3 tools/record_keras.py > tests/Keras.Tests/Recordings/layers.json

Keras itself is not needed: every result follows from the published definition of the layer. Axes are those of Keras, channels last;
PyTorch has them first, so that every recording passes through a change of order that the compiler has to make as well.
"""
import json
import math

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
CASES = []


class Case:
    """A model, the tensors that it needs, and its results."""

    def __init__(self, name):
        self.name, self.weights, self.inputs = name, {}, []
        self.generator = torch.Generator().manual_seed(sum(ord(c) * (i + 1) for i, c in enumerate(name)))

    def draw(self, shape, low=-64, high=64):
        """Multiples of 1/64: exact in float32 and short in a file."""
        return torch.randint(low, high, tuple(shape), generator=self.generator).double() / 64

    def input(self, *shape):
        x = self.draw((1,) + shape)
        self.inputs.append(x)
        return x

    def indices(self, count, *shape):
        x = torch.randint(0, count, (1,) + shape, generator=self.generator).double()
        self.inputs.append(x)
        return x

    def weight(self, name, *shape, low=-32, high=32):
        w = self.draw(shape, low, high)
        self.weights[name] = w
        return w

    def positive(self, name, *shape):
        return self.weight(name, *shape, low=32, high=128)

    def record(self, model, *outputs):
        CASES.append({
            "name": self.name,
            "model": model,
            "weights": {n: {"shape": list(w.shape), "values": numbers(w)} for n, w in self.weights.items()},
            "inputs": [numbers(x) for x in self.inputs],
            "outputs": [{"shape": list(y.shape), "values": [float(f"{v:.8g}") for v in y.flatten().tolist()]} for y in outputs],
        })


def numbers(tensor):
    return [int(v) if v == int(v) else v for v in tensor.flatten().tolist()]


def layer(kind, name, **config):
    return {"class_name": kind, "config": {"name": name, **config}}


def sequential(shape, *layers, dtype="float32", version=3):
    """A sequential model as Keras 2 or Keras 3 writes it."""
    if version == 3:
        first = {"module": "keras.layers", "class_name": "InputLayer", "registered_name": None,
                 "config": {"batch_shape": [None, *shape], "dtype": dtype, "sparse": False, "name": "input_layer"}}
        stack = [first] + [{"module": "keras.layers", "registered_name": None, "build_config": {}, **entry} for entry in layers]
        return {"module": "keras", "class_name": "Sequential", "registered_name": None,
                "config": {"name": "sequential", "trainable": True, "layers": stack, "build_input_shape": [None, *shape]}}
    first = {"class_name": "InputLayer",
             "config": {"batch_input_shape": [None, *shape], "dtype": dtype, "sparse": False, "ragged": False, "name": "input_1"}}
    return {"class_name": "Sequential", "config": {"name": "sequential", "layers": [first, *layers]},
            "keras_version": "2.15.0", "backend": "tensorflow"}


def functional(inputs, layers, outputs, version=3):
    """A functional model.

    inputs: name -> shape; layers: (layer, names of what it reads, arguments by name).
    """
    entries = []
    for name, (shape, dtype) in inputs.items():
        key = "batch_shape" if version == 3 else "batch_input_shape"
        entries.append({"class_name": "InputLayer", "name": name, "config": {key: [None, *shape], "dtype": dtype, "name": name},
                        "inbound_nodes": []})
    for entry, reads, arguments in layers:
        if version == 3:
            tensors = [{"class_name": "__keras_tensor__", "config": {"shape": [], "dtype": "float32", "keras_history": [r, 0, 0]}}
                       for r in reads]
            joins = entry["class_name"] in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate", "Dot")
            call = {"args": [tensors] if joins else tensors, "kwargs": arguments}
        else:
            call = [[r, 0, 0, arguments] for r in reads]
        entries.append({**entry, "name": entry["config"]["name"], "inbound_nodes": [call]})
    references = lambda names: [[n, 0, 0] for n in names]
    model = {"class_name": "Functional",
             "config": {"name": "model", "layers": entries, "input_layers": references(inputs), "output_layers": references(outputs)}}
    return {"module": "keras", **model} if version == 3 else {**model, "keras_version": "2.11.0"}


def first(x):
    """[N, spatial…, C] as [N, C, spatial…]."""
    return x.movedim(-1, 1)


def last(x):
    return x.movedim(1, -1)


def same(size, kernel, stride, dilation=1):
    """Zeros in front and behind, the odd one behind."""
    total = max(0, (math.ceil(size / stride) - 1) * stride + (kernel - 1) * dilation + 1 - size)
    return total // 2, total - total // 2


def padded(x, kernel, strides, padding, dilations=None, value=0.0):
    dilations = dilations or [1] * len(kernel)
    if padding == "valid":
        return x
    pads = []
    for size, k, s, d in zip(x.shape[2:], kernel, strides, dilations):
        pads = [*(((k - 1) * d, 0) if padding == "causal" else same(size, k, s, d)), *pads]
    return F.pad(x, pads, value=value)


CONVOLUTION = {1: F.conv1d, 2: F.conv2d, 3: F.conv3d}
TRANSPOSED = {1: F.conv_transpose1d, 2: F.conv_transpose2d, 3: F.conv_transpose3d}
MAXIMUM = {1: F.max_pool1d, 2: F.max_pool2d, 3: F.max_pool3d}
MEAN = {1: F.avg_pool1d, 2: F.avg_pool2d, 3: F.avg_pool3d}


def convolve(x, kernel, bias, strides, padding, dilations=None, groups=1):
    spatial = kernel.dim() - 2
    dilations = dilations or [1] * spatial
    image = padded(first(x), kernel.shape[:spatial], strides, padding, dilations)
    filters = kernel.permute(spatial + 1, spatial, *range(spatial))
    return last(CONVOLUTION[spatial](image, filters, bias, stride=tuple(strides), dilation=tuple(dilations), groups=groups))


def depthwise_filters(kernel):
    """[kernel…, C, multiplier] as [kernel…, 1, C·multiplier]."""
    return kernel.reshape(*kernel.shape[:-2], 1, -1)


def convolutions():
    for name, shape, kernel, filters, options in [
        ("Conv1D valid", (9, 3), (3,), 4, {}),
        ("Conv1D same stride", (8, 3), (4,), 5, {"strides": [2], "padding": "same", "activation": "relu"}),
        ("Conv1D causal", (9, 2), (3,), 4, {"padding": "causal", "dilation_rate": [2]}),
        ("Conv2D valid", (7, 6, 3), (3, 2), 5, {"activation": "tanh"}),
        ("Conv2D same stride 2", (8, 7, 3), (3, 3), 4, {"strides": [2, 2], "padding": "same"}),
        ("Conv2D same stride 3", (10, 8, 2), (5, 4), 3, {"strides": [3, 2], "padding": "same", "use_bias": False}),
        ("Conv2D dilated", (9, 9, 2), (3, 3), 4, {"dilation_rate": [2, 3], "padding": "same"}),
        ("Conv2D groups", (5, 5, 4), (3, 3), 6, {"groups": 2, "activation": "swish"}),
        ("Conv3D", (4, 5, 6, 2), (2, 3, 3), 3, {"strides": [1, 2, 2], "padding": "same", "activation": "sigmoid"}),
    ]:
        case = Case(name)
        x = case.input(*shape)
        k = case.weight("conv/kernel", *kernel, shape[-1] // options.get("groups", 1), filters)
        b = case.weight("conv/bias", filters) if options.get("use_bias", True) else None
        y = convolve(x, k, b, options.get("strides", [1] * len(kernel)), options.get("padding", "valid"),
                     options.get("dilation_rate"), options.get("groups", 1))
        y = ACTIVATIONS[options.get("activation", "linear")](y)
        kind = f"Conv{len(kernel)}D"
        case.record(sequential(shape, layer(kind, "conv", filters=filters, kernel_size=list(kernel), **options)), y)
    for name, shape, kernel, multiplier, options in [
        ("DepthwiseConv2D", (7, 6, 3), (3, 3), 2, {"strides": [2, 2], "padding": "same"}),
        ("DepthwiseConv2D valid", (6, 6, 4), (3, 2), 1, {"activation": "relu6"}),
        ("DepthwiseConv1D", (9, 3), (3,), 2, {"padding": "same"}),
    ]:
        case = Case(name)
        x = case.input(*shape)
        k = case.weight("depth/depthwise_kernel", *kernel, shape[-1], multiplier)
        b = case.weight("depth/bias", shape[-1] * multiplier)
        y = convolve(x, depthwise_filters(k), b, options.get("strides", [1] * len(kernel)), options.get("padding", "valid"),
                     groups=shape[-1])
        y = ACTIVATIONS[options.get("activation", "linear")](y)
        case.record(sequential(shape, layer(f"DepthwiseConv{len(kernel)}D", "depth", kernel_size=list(kernel),
                                            depth_multiplier=multiplier, **options), version=2), y)
    for name, shape, kernel in [("SeparableConv2D", (6, 7, 3), (3, 3)), ("SeparableConv1D", (8, 3), (3,))]:
        case = Case(name)
        x, spatial = case.input(*shape), len(kernel)
        d = case.weight("sep/depthwise_kernel", *kernel, 3, 2)
        p = case.weight("sep/pointwise_kernel", *[1] * spatial, 6, 4)
        b = case.weight("sep/bias", 4)
        y = convolve(x, depthwise_filters(d), None, [2] * spatial, "same", groups=3)
        y = torch.relu(convolve(y, p, b, [1] * spatial, "valid"))
        case.record(sequential(shape, layer(f"SeparableConv{spatial}D", "sep", filters=4, kernel_size=list(kernel), strides=[2] * spatial,
                                            padding="same", depth_multiplier=2, activation="relu")), y)


def transposed():
    for name, shape, kernel, strides, padding, extra in [
        ("Conv2DTranspose valid", (4, 3, 3), (3, 3), (2, 2), "valid", None),
        ("Conv2DTranspose same", (4, 5, 3), (4, 3), (2, 2), "same", None),
        ("Conv2DTranspose stride above kernel", (3, 3, 2), (2, 1), (3, 2), "same", None),
        ("Conv2DTranspose stride above kernel valid", (3, 3, 2), (2, 1), (3, 2), "valid", None),
        ("Conv2DTranspose output padding", (3, 4, 2), (3, 3), (2, 2), "same", (1, 1)),
        ("Conv1DTranspose", (5, 3), (3,), (2,), "same", None),
        ("Conv3DTranspose", (2, 3, 2, 2), (2, 2, 3), (2, 1, 2), "same", None),
    ]:
        case, spatial = Case(name), len(kernel)
        x = case.input(*shape)
        k = case.weight("up/kernel", *kernel, 4, shape[-1])
        b = case.weight("up/bias", 4)
        filters = k.permute(spatial + 1, spatial, *range(spatial))
        full = TRANSPOSED[spatial](first(x), filters, None, stride=strides)
        for axis, (n, k_, s) in enumerate(zip(shape, kernel, strides)):
            grown = (n - 1) * s + k_
            if extra:
                size = grown - (2 * (k_ // 2) if padding == "same" else 0) + extra[axis]
            else:
                size = n * s + (max(k_ - s, 0) if padding == "valid" else 0)
            begin = max(0, grown - size) // 2 if padding == "same" else 0
            full = F.pad(full.movedim(axis + 2, -1), (0, max(0, begin + size - grown))).narrow(-1, begin, size).movedim(-1, axis + 2)
        y = last(full) + b
        options = {"output_padding": list(extra)} if extra else {}
        case.record(sequential(shape, layer(f"Conv{spatial}DTranspose", "up", filters=4, kernel_size=list(kernel),
                                            strides=list(strides), padding=padding, **options), version=2 + len(CASES) % 2), y)


def pools():
    for name, shape, size, strides, padding in [
        ("1D", (9, 3), (3,), (2,), "same"), ("1D valid", (9, 3), (2,), (2,), "valid"),
        ("2D", (7, 8, 3), (3, 2), (2, 2), "same"), ("2D valid", (6, 6, 5), (2, 2), (2, 2), "valid"),
        ("2D overlapping", (7, 7, 2), (3, 3), (1, 1), "same"), ("3D", (4, 5, 6, 2), (2, 3, 2), (2, 2, 2), "same"),
    ]:
        spatial = len(size)
        options = dict(pool_size=list(size), strides=list(strides), padding=padding, data_format="channels_last")
        case = Case(f"MaxPooling{name}")
        x = case.input(*shape)
        y = MAXIMUM[spatial](padded(first(x), size, strides, padding, value=-math.inf), size, strides)
        case.record(sequential(shape, layer(f"MaxPooling{spatial}D", "pool", **options)), last(y))
        case = Case(f"AveragePooling{name}")
        x = case.input(*shape)
        ones = torch.ones_like(first(x))
        mean = MEAN[spatial](padded(first(x), size, strides, padding), size, strides)
        share = MEAN[spatial](padded(ones, size, strides, padding), size, strides)
        case.record(sequential(shape, layer(f"AveragePooling{spatial}D", "pool", **options), version=2), last(mean / share))
    for spatial, shape in [(1, (5, 3)), (2, (4, 3, 5)), (3, (2, 3, 4, 2))]:
        axes = tuple(range(1, spatial + 1))
        case = Case(f"GlobalAveragePooling{spatial}D")
        x = case.input(*shape)
        case.record(sequential(shape, layer(f"GlobalAveragePooling{spatial}D", "pool")), x.mean(axes))
        case = Case(f"GlobalMaxPooling{spatial}D keepdims")
        x = case.input(*shape)
        case.record(sequential(shape, layer(f"GlobalMaxPooling{spatial}D", "pool", keepdims=True)), x.amax(axes, keepdim=True))


def dense():
    case = Case("Dense")
    x = case.input(7)
    y = torch.tanh(x @ case.weight("dense/kernel", 7, 5) + case.weight("dense/bias", 5))
    case.record(sequential((7,), layer("Dense", "dense", units=5, activation="tanh")), y)
    case = Case("Dense on a sequence")
    x = case.input(4, 6)
    y = F.gelu(x @ case.weight("dense/kernel", 6, 5) + case.weight("dense/bias", 5))
    case.record(sequential((4, 6), layer("Dense", "dense", units=5, activation="gelu")), y)
    case = Case("Dense on an image")
    x = case.input(3, 4, 6)
    y = torch.relu(x @ case.weight("dense/kernel", 6, 5) + case.weight("dense/bias", 5))
    case.record(sequential((3, 4, 6), layer("Dense", "dense", units=5, activation="relu")), y)
    case = Case("Flatten and Dense")
    x = case.input(4, 5, 3)
    image = convolve(x, case.weight("conv/kernel", 3, 3, 3, 4), case.weight("conv/bias", 4), [1, 1], "same")
    y = image.flatten(1) @ case.weight("dense/kernel", 80, 3)
    case.record(sequential((4, 5, 3), layer("Conv2D", "conv", filters=4, kernel_size=3, padding="same"), layer("Flatten", "flatten"),
                           layer("Dense", "dense", units=3, use_bias=False), version=2), y)
    case = Case("Flatten, BatchNormalization and Dense")
    x = case.input(2, 3, 4)
    flat = batch_norm(case, "bn", x.flatten(1), 24)
    y = F.softmax(flat @ case.weight("dense/kernel", 24, 3) + case.weight("dense/bias", 3), -1)
    case.record(sequential((2, 3, 4), layer("Flatten", "flatten"), layer("BatchNormalization", "bn"),
                           layer("Dense", "dense", units=3, activation="softmax")), y)
    case = Case("Flatten as output")
    x = case.input(2, 3, 4)
    case.record(sequential((2, 3, 4), layer("Flatten", "flatten")), x.flatten(1))
    case = Case("Flatten of a sequence")
    x = case.input(6, 3)
    y = convolve(x, case.weight("conv/kernel", 2, 3, 4), None, [1], "valid").flatten(1) @ case.weight("dense/kernel", 20, 3)
    case.record(sequential((6, 3), layer("Conv1D", "conv", filters=4, kernel_size=2, use_bias=False), layer("Flatten", "flatten"),
                           layer("Dense", "dense", units=3, use_bias=False)), y)
    case = Case("Embedding")
    x = case.indices(6, 5)
    y = case.weight("embedding/embeddings", 6, 3)[x.long()]
    case.record(sequential((5,), layer("Embedding", "embedding", input_dim=6, output_dim=3, mask_zero=False)), y)
    case = Case("Embedding of integers")
    x = case.indices(6, 5)
    y = case.weight("embedding/embeddings", 6, 3)[x.long()].mean(1)
    case.record(sequential((5,), layer("Embedding", "embedding", input_dim=6, output_dim=3, input_length=5),
                           layer("GlobalAveragePooling1D", "mean"), dtype="int32", version=2), y)


def batch_norm(case, name, x, features, epsilon=1e-3):
    gamma, beta = case.positive(f"{name}/gamma", features), case.weight(f"{name}/beta", features)
    mean, variance = case.weight(f"{name}/moving_mean", features), case.positive(f"{name}/moving_variance", features)
    return (x - mean) / torch.sqrt(variance + epsilon) * gamma + beta


def normalizations():
    for name, shape, epsilon in [("of an image", (4, 3, 5), 1e-3), ("of a sequence", (4, 3), 0.01), ("of a vector", (6,), 1e-3)]:
        case = Case(f"BatchNormalization {name}")
        x = case.input(*shape)
        y = batch_norm(case, "bn", x, shape[-1], epsilon)
        options = {} if epsilon == 1e-3 else {"epsilon": epsilon}
        case.record(sequential(shape, layer("BatchNormalization", "bn", axis=[-1] if len(shape) == 1 else -1, momentum=0.9, **options)), y)
    case = Case("BatchNormalization without scale and center")
    x = case.input(3, 4, 2)
    mean, variance = case.weight("bn/moving_mean", 2), case.positive("bn/moving_variance", 2)
    case.record(sequential((3, 4, 2), layer("BatchNormalization", "bn", axis=[3], scale=False, center=False), version=2),
                (x - mean) / torch.sqrt(variance + 1e-3))
    for name, shape, axis, normalized in [("", (4, 6), -1, (6,)), (" of an image", (3, 4, 5), -1, (5,)), (" over two axes", (3, 4, 5), [2, 3], (4, 5))]:
        case = Case(f"LayerNormalization{name}")
        x = case.input(*shape)
        y = F.layer_norm(x, normalized, case.positive("ln/gamma", *normalized), case.weight("ln/beta", *normalized), 1e-3)
        case.record(sequential(shape, layer("LayerNormalization", "ln", axis=axis)), y)
    case = Case("LayerNormalization without center")
    x = case.input(4, 6)
    y = F.layer_norm(x, (6,), case.positive("ln/gamma", 6), None, 1e-5)
    case.record(sequential((4, 6), layer("LayerNormalization", "ln", axis=[-1], center=False, epsilon=1e-5)), y)
    case = Case("RMSNormalization")
    x = case.input(4, 6)
    y = x / torch.sqrt((x * x).mean(-1, keepdim=True) + 1e-6) * case.positive("rms/scale", 6)
    case.record(sequential((4, 6), layer("RMSNormalization", "rms", axis=-1)), y)
    for name, groups in [("GroupNormalization", 2), ("GroupNormalization per channel", -1)]:
        case = Case(name)
        x = case.input(3, 4, 6)
        y = F.group_norm(first(x), 6 if groups < 0 else groups, case.positive("gn/gamma", 6), case.weight("gn/beta", 6), 1e-3)
        case.record(sequential((3, 4, 6), layer("GroupNormalization", "gn", groups=groups, axis=-1)), last(y))
    case = Case("UnitNormalization")
    x = case.input(3, 4, 6)
    case.record(sequential((3, 4, 6), layer("UnitNormalization", "unit", axis=-1)), x / x.norm(dim=-1, keepdim=True))
    case = Case("Normalization")
    x = case.input(3, 4, 2)
    mean, variance = case.weight("normalization/mean", 2), case.positive("normalization/variance", 2)
    case.record(sequential((3, 4, 2), layer("Normalization", "normalization", axis=[-1], mean=None, variance=None)),
                (x - mean) / torch.sqrt(variance))
    case = Case("Normalization by the file")
    x = case.input(5)
    case.record(sequential((5,), layer("Normalization", "normalization", axis=None, mean=0.5, variance=4.0)), (x - 0.5) / 2)
    case = Case("Normalization inverted")
    x = case.input(3)
    case.record(sequential((3,), layer("Normalization", "normalization", axis=-1, mean=[[1, 2, 3]], variance=[[1, 4, 9]], invert=True)),
                x * torch.tensor([1.0, 2, 3]) + torch.tensor([1.0, 2, 3]))
    case = Case("Rescaling")
    x = case.input(3, 4, 2)
    case.record(sequential((3, 4, 2), layer("Rescaling", "scale", scale=0.25, offset=-1.0)), x * 0.25 - 1)


def hard_sigmoid(slope):
    return lambda x: torch.clamp(slope * x + 0.5, 0, 1)


ACTIVATIONS = {
    "linear": lambda x: x,
    "relu": torch.relu,
    "relu6": F.relu6,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "elu": F.elu,
    "selu": F.selu,
    "celu": F.celu,
    "softplus": F.softplus,
    "softsign": F.softsign,
    "softmax": lambda x: F.softmax(x, -1),
    "log_softmax": lambda x: F.log_softmax(x, -1),
    "swish": F.silu,
    "silu": F.silu,
    "mish": F.mish,
    "gelu": F.gelu,
    "exponential": torch.exp,
    "leaky_relu": lambda x: F.leaky_relu(x, 0.2),
    "hard_silu": F.hardswish,
    "hard_swish": F.hardswish,
    "hard_tanh": F.hardtanh,
    "soft_shrink": F.softshrink,
    "hard_shrink": F.hardshrink,
    "hard_sigmoid": hard_sigmoid(1 / 6),
}


def activations():
    for name, function in ACTIVATIONS.items():
        case = Case(f"Activation {name}")
        x = case.input(2, 3, 4) * 4
        case.inputs = [x]
        case.record(sequential((2, 3, 4), layer("Activation", "f", activation=name)), function(x))
    case = Case("Activation hard_sigmoid of Keras 2")
    x = case.input(9) * 4
    case.inputs = [x]
    case.record(sequential((9,), layer("Activation", "f", activation="hard_sigmoid"), version=2), hard_sigmoid(0.2)(x))
    case = Case("Activation of a convolution behind it")
    x = case.input(4, 4, 2)
    y = F.softplus(convolve(x, case.weight("conv/kernel", 1, 1, 2, 3), case.weight("conv/bias", 3), [1, 1], "valid"))
    case.record(sequential((4, 4, 2), layer("Conv2D", "conv", filters=3, kernel_size=[1, 1], activation="softplus")), y)
    case = Case("Activation that is a layer")
    x = case.input(4)
    y = F.leaky_relu(x @ case.weight("dense/kernel", 4, 3), 0.125)
    entry = layer("Dense", "dense", units=3, use_bias=False, activation=layer("LeakyReLU", "leaky", negative_slope=0.125))
    case.record(sequential((4,), entry), y)
    for options, function in [
        ({}, torch.relu),
        ({"max_value": 6.0}, F.relu6),
        ({"max_value": 0.5}, lambda x: torch.clamp(x, 0, 0.5)),
        ({"negative_slope": 0.125}, lambda x: F.leaky_relu(x, 0.125)),
        ({"max_value": 0.75, "negative_slope": 0.25, "threshold": 0.25},
         lambda x: torch.where(x >= 0.25, torch.clamp(x, max=0.75), 0.25 * (x - 0.25))),
    ]:
        case = Case(f"ReLU {' '.join(options) or 'plain'} {len(options)}{options.get('max_value', '')}")
        x = case.input(3, 4, 2) * 2
        case.inputs = [x]
        case.record(sequential((3, 4, 2), layer("ReLU", "f", **options)), function(x))
    for kind, options, function in [
        ("LeakyReLU", {"alpha": 0.125}, lambda x: F.leaky_relu(x, 0.125)),
        ("LeakyReLU", {"negative_slope": 0.25}, lambda x: F.leaky_relu(x, 0.25)),
        ("LeakyReLU", {}, lambda x: F.leaky_relu(x, 0.3)),
        ("ELU", {"alpha": 0.5}, lambda x: F.elu(x, 0.5)),
        ("ThresholdedReLU", {"theta": 0.5}, lambda x: torch.where(x > 0.5, x, torch.zeros(()))),
        ("Softmax", {"axis": -1}, lambda x: F.softmax(x, -1)),
        ("Softmax", {"axis": 1}, lambda x: F.softmax(x, 1)),
    ]:
        case = Case(f"{kind} {options}".replace("'", "").replace("{", "").replace("}", ""))
        x = case.input(3, 4, 2)
        case.record(sequential((3, 4, 2), layer(kind, "f", **options)), function(x))
    for name, shape, slope, options in [
        ("PReLU", (3, 4, 2), (3, 4, 2), {}), ("PReLU shared", (3, 4, 2), (1, 1, 2), {"shared_axes": [1, 2]}), ("PReLU of a vector", (5,), (5,), {}),
    ]:
        case = Case(name)
        x = case.input(*shape)
        a = case.weight("prelu/alpha", *slope)
        case.record(sequential(shape, layer("PReLU", "prelu", **options)), torch.where(x > 0, x, a * x))


def joins():
    for kind, function in [
        ("Add", lambda a, b, c: a + b + c), ("Multiply", lambda a, b, c: a * b * c), ("Average", lambda a, b, c: (a + b + c) / 3),
        ("Maximum", lambda a, b, c: torch.maximum(torch.maximum(a, b), c)), ("Minimum", lambda a, b, c: torch.minimum(torch.minimum(a, b), c)),
    ]:
        case = Case(kind)
        inputs = [case.input(3, 4, 2) for _ in range(3)]
        case.record(functional({n: ((3, 4, 2), "float32") for n in "abc"}, [(layer(kind, "join"), list("abc"), {})], ["join"]), function(*inputs))
    case = Case("Subtract")
    a, b = case.input(5), case.input(5)
    case.record(functional({n: ((5,), "float32") for n in "ab"}, [(layer("Subtract", "join"), ["a", "b"], {})], ["join"], version=2), a - b)
    for axis, shapes in [(-1, [(3, 4, 2), (3, 4, 5)]), (1, [(3, 4, 2), (2, 4, 2)]), (2, [(3, 1, 2), (3, 4, 2)])]:
        case = Case(f"Concatenate along {axis}")
        a, b = (case.input(*shape) for shape in shapes)
        model = functional({"a": (shapes[0], "float32"), "b": (shapes[1], "float32")},
                           [(layer("Concatenate", "join", axis=axis), ["a", "b"], {})], ["join"])
        case.record(model, torch.cat([a, b], axis))
    case = Case("Squeeze and excite")
    x = case.input(4, 5, 6)
    gate = torch.sigmoid(torch.relu(x.mean((1, 2)) @ case.weight("reduce/kernel", 6, 2)) @ case.weight("expand/kernel", 2, 6))
    model = functional({"x": ((4, 5, 6), "float32")}, [
        (layer("GlobalAveragePooling2D", "mean"), ["x"], {}),
        (layer("Dense", "reduce", units=2, activation="relu", use_bias=False), ["mean"], {}),
        (layer("Dense", "expand", units=6, activation="sigmoid", use_bias=False), ["reduce"], {}),
        (layer("Reshape", "gate", target_shape=[1, 1, 6]), ["expand"], {}),
        (layer("Multiply", "scaled"), ["x", "gate"], {}),
    ], ["scaled"])
    case.record(model, x * gate.reshape(1, 1, 1, 6))
    case = Case("Residual with two outputs")
    x = case.input(4, 4, 3)
    y = torch.relu(convolve(x, case.weight("conv/kernel", 3, 3, 3, 3), case.weight("conv/bias", 3), [1, 1], "same") + x)
    z = F.softmax(y.flatten(1) @ case.weight("head/kernel", 48, 2) + case.weight("head/bias", 2), -1)
    model = functional({"x": ((4, 4, 3), "float32")}, [
        (layer("Conv2D", "conv", filters=3, kernel_size=[3, 3], padding="same"), ["x"], {}),
        (layer("Add", "sum"), ["conv", "x"], {}),
        (layer("Activation", "relu", activation="relu"), ["sum"], {}),
        (layer("Flatten", "flat"), ["relu"], {}),
        (layer("Dense", "head", units=2, activation="softmax"), ["flat"], {}),
    ], ["relu", "head"], version=2)
    case.record(model, y, z)
    for name, shapes, axes, equation, normalize in [
        ("Dot of vectors", [(5,), (5,)], 1, "na,na->n", False), ("Dot normalized", [(5,), (5,)], -1, "na,na->n", True),
        ("Dot of matrices", [(3, 4), (5, 4)], [2, 2], "nac,nbc->nab", False), ("Dot of a matrix", [(3, 4), (3,)], 1, "nab,na->nb", False),
    ]:
        case = Case(name)
        a, b = (case.input(*shape) for shape in shapes)
        left, right = (a / a.norm(dim=-1, keepdim=True), b / b.norm(dim=-1, keepdim=True)) if normalize else (a, b)
        y = torch.einsum(equation, left, right)
        model = functional({"a": (shapes[0], "float32"), "b": (shapes[1], "float32")},
                           [(layer("Dot", "dot", axes=axes, normalize=normalize), ["a", "b"], {})], ["dot"])
        case.record(model, y.reshape(1, 1) if y.dim() == 1 else y)


def shapes():
    for name, shape, entry, function in [
        ("Reshape", (3, 4, 2), layer("Reshape", "f", target_shape=[4, -1]), lambda x: x.reshape(1, 4, 6)),
        ("Permute", (3, 4, 2), layer("Permute", "f", dims=[3, 1, 2]), lambda x: x.permute(0, 3, 1, 2)),
        ("RepeatVector", (4,), layer("RepeatVector", "f", n=3), lambda x: x[:, None].repeat(1, 3, 1)),
        ("ZeroPadding1D", (4, 3), layer("ZeroPadding1D", "f", padding=[1, 2]), lambda x: F.pad(x, (0, 0, 1, 2))),
        ("ZeroPadding2D", (4, 3, 2), layer("ZeroPadding2D", "f", padding=[[1, 2], [0, 3]]), lambda x: F.pad(x, (0, 0, 0, 3, 1, 2))),
        ("ZeroPadding2D of two", (4, 3, 2), layer("ZeroPadding2D", "f", padding=[1, 2]), lambda x: F.pad(x, (0, 0, 2, 2, 1, 1))),
        ("ZeroPadding3D", (2, 3, 2, 2), layer("ZeroPadding3D", "f", padding=1), lambda x: F.pad(x, (0, 0, 1, 1, 1, 1, 1, 1))),
        ("Cropping1D", (6, 3), layer("Cropping1D", "f", cropping=[1, 2]), lambda x: x[:, 1:-2]),
        ("Cropping2D", (6, 5, 2), layer("Cropping2D", "f", cropping=[[1, 2], [0, 3]]), lambda x: x[:, 1:-2, :-3]),
        ("Cropping3D", (3, 4, 5, 2), layer("Cropping3D", "f", cropping=1), lambda x: x[:, 1:-1, 1:-1, 1:-1]),
        ("UpSampling1D", (3, 4), layer("UpSampling1D", "f", size=3), lambda x: x.repeat_interleave(3, 1)),
        ("UpSampling2D", (3, 4, 2), layer("UpSampling2D", "f", size=[2, 3]), lambda x: x.repeat_interleave(2, 1).repeat_interleave(3, 2)),
        ("UpSampling2D bilinear", (3, 4, 2), layer("UpSampling2D", "f", size=[2, 2], interpolation="bilinear"),
         lambda x: last(F.interpolate(first(x), scale_factor=2, mode="bilinear", align_corners=False))),
        ("UpSampling3D", (2, 2, 3, 2), layer("UpSampling3D", "f", size=[2, 1, 2]), lambda x: x.repeat_interleave(2, 1).repeat_interleave(2, 3)),
        ("Resizing", (4, 5, 2), layer("Resizing", "f", height=7, width=3), lambda x: last(F.interpolate(
            first(x), size=(7, 3), mode="bilinear", align_corners=False))),
        ("Resizing nearest", (4, 5, 2), layer("Resizing", "f", height=7, width=3, interpolation="nearest"),
         lambda x: last(F.interpolate(first(x), size=(7, 3), mode="nearest-exact"))),
        ("CenterCrop", (6, 5, 2), layer("CenterCrop", "f", height=3, width=2), lambda x: x[:, 1:4, 1:3]),
        ("Dropout", (3, 4, 2), layer("Dropout", "f", rate=0.5, noise_shape=None, seed=7), lambda x: x * 1),
        ("GaussianNoise", (3,), layer("GaussianNoise", "f", stddev=0.5), lambda x: x * 1),
        ("RandomFlip", (3, 4, 2), layer("RandomFlip", "f", mode="horizontal_and_vertical", seed=1), lambda x: x * 1),
    ]:
        case = Case(name)
        x = case.input(*shape)
        case.record(sequential(shape, entry, version=2 + len(CASES) % 2), function(x))
    case = Case("Reshape to an image")
    x = case.input(8)
    image = (x @ case.weight("dense/kernel", 8, 12)).reshape(1, 2, 2, 3)
    y = convolve(image, case.weight("conv/kernel", 2, 2, 3, 2), None, [1, 1], "same")
    case.record(sequential((8,), layer("Dense", "dense", units=12, use_bias=False), layer("Reshape", "reshape", target_shape=[2, 2, 3]),
                           layer("Conv2D", "conv", filters=2, kernel_size=[2, 2], padding="same", use_bias=False)), y)
    case = Case("channels_first")
    x = case.input(3, 5, 6)
    k, b = case.weight("conv/kernel", 3, 3, 3, 4), case.weight("conv/bias", 4)
    image = first(convolve(last(x), k, b, [2, 2], "same"))
    pooled = F.max_pool2d(image, 2)
    y = last(pooled).flatten(1) @ case.weight("dense/kernel", 4, 3)
    options = {"data_format": "channels_first"}
    case.record(sequential((3, 5, 6), layer("Conv2D", "conv", filters=4, kernel_size=[3, 3], strides=2, padding="same", **options),
                           layer("MaxPooling2D", "pool", pool_size=2, **options), layer("Flatten", "flatten", **options),
                           layer("Dense", "dense", units=3, use_bias=False)), y)
    case = Case("channels_first as output")
    x = case.input(2, 4, 5)
    y = first(convolve(last(x), case.weight("conv/kernel", 3, 3, 2, 3), None, [1, 1], "valid"))
    y = (y - case.weight("bn/moving_mean", 3)[:, None, None]) / torch.sqrt(case.positive("bn/moving_variance", 3) + 1e-3)[:, None, None]
    case.record(sequential((2, 4, 5), layer("Conv2D", "conv", filters=3, kernel_size=3, use_bias=False, **options),
                           layer("BatchNormalization", "bn", axis=1, scale=False, center=False)), y)


def step_rnn(x, h, w, r, b, u, activation):
    return ACTIVATIONS[activation](x @ w + b + h @ r)


def run_rnn(kind, x, w, r, b, units, options, states=None):
    """Keras' cells: gates i f c o of an LSTM, z r h of a GRU."""
    act = ACTIVATIONS[options.get("activation", "tanh")]
    gate = ACTIVATIONS[options.get("recurrent_activation", "sigmoid")]
    steps = range(x.shape[1] - 1, -1, -1) if options.get("go_backwards") else range(x.shape[1])
    h = states[0] if states else torch.zeros(1, units)
    c = states[1] if states and len(states) > 1 else torch.zeros(1, units)
    outputs = []
    for t in steps:
        v = x[:, t]
        if kind == "SimpleRNN":
            h = act(v @ w + b + h @ r)
        elif kind == "LSTM":
            i, f, g, o = (v @ w + b + h @ r).chunk(4, -1)
            c = gate(f) * c + gate(i) * act(g)
            h = gate(o) * act(c)
        elif options.get("reset_after"):
            xz, xr, xh = (v @ w + b[0]).chunk(3, -1)
            hz, hr, hh = (h @ r + b[1]).chunk(3, -1)
            z, reset = gate(xz + hz), gate(xr + hr)
            h = z * h + (1 - z) * act(xh + reset * hh)
        else:
            xz, xr, xh = (v @ w + b).chunk(3, -1)
            z, reset = gate(xz + h @ r[:, :units]), gate(xr + h @ r[:, units:2 * units])
            h = z * h + (1 - z) * act(xh + (reset * h) @ r[:, 2 * units:])
        outputs.append(h)
    return torch.stack(outputs, 1), h, c


GATES = {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}


def recurrent_weights(case, owner, kind, features, units, options):
    gates = GATES[kind]
    w = case.weight(f"{owner}/kernel", features, gates * units)
    r = case.weight(f"{owner}/recurrent_kernel", units, gates * units)
    b = case.weight(f"{owner}/bias", *((2, gates * units) if options.get("reset_after") else (gates * units,)))
    return w, r, b


def recurrent():
    for kind, options in [
        ("SimpleRNN", {}), ("SimpleRNN", {"return_sequences": True, "activation": "relu"}),
        ("LSTM", {}), ("LSTM", {"return_sequences": True}), ("LSTM", {"go_backwards": True, "return_sequences": True}),
        ("LSTM", {"recurrent_activation": "hard_sigmoid", "return_state": True}),
        ("GRU", {"reset_after": True}), ("GRU", {"reset_after": False}), ("GRU", {"reset_after": True, "go_backwards": True}),
    ]:
        case = Case(f"{kind} {' '.join(f'{k} {v}' for k, v in options.items()) or 'plain'}")
        x = case.input(5, 3)
        inner = {"SimpleRNN": "simple_rnn_cell", "LSTM": "lstm_cell", "GRU": "gru_cell"}[kind]
        w, r, b = recurrent_weights(case, f"rnn/{inner}", kind, 3, 4, options)
        sequence, h, c = run_rnn(kind, x, w, r, b, 4, options)
        outputs = [sequence if options.get("return_sequences") else h]
        entry = layer(kind, "rnn", units=4, **options)
        if options.get("return_state"):
            model = functional({"x": ((5, 3), "float32")}, [(entry, ["x"], {})], ["rnn"])
            model["config"]["output_layers"] = [["rnn", 0, i] for i in range(3)]
            case.record(model, *outputs, h, c)
        else:
            case.record(sequential((5, 3), entry), *outputs)
    # One function of PyTorch computes a whole LSTM: gates i f g o, which are Keras' i f c o.
    case = Case("LSTM by PyTorch")
    x = case.input(6, 3)
    w, r, b = recurrent_weights(case, "rnn", "LSTM", 3, 4, {})
    module = torch.nn.LSTM(3, 4, batch_first=True)
    module.weight_ih_l0.data, module.weight_hh_l0.data = w.T.clone(), r.T.clone()
    module.bias_ih_l0.data, module.bias_hh_l0.data = b.clone(), torch.zeros(16)
    case.record(sequential((6, 3), layer("LSTM", "rnn", units=4, return_sequences=True), version=2), module(x)[0].detach())
    for kind, mode, options in [("LSTM", "concat", {"return_sequences": True}), ("GRU", "sum", {"reset_after": True}), ("LSTM", "ave", {}),
                                ("SimpleRNN", "mul", {})]:
        case = Case(f"Bidirectional {kind} {mode}")
        x = case.input(5, 3)
        forward = recurrent_weights(case, f"both/forward_rnn/{kind.lower()}_cell", kind, 3, 2, options)
        backward = recurrent_weights(case, f"both/backward_rnn/{kind.lower()}_cell", kind, 3, 2, options)
        fs, fh, _ = run_rnn(kind, x, *forward, 2, options)
        bs, bh, _ = run_rnn(kind, x, *backward, 2, {**options, "go_backwards": True})
        a, z = (fs, bs.flip(1)) if options.get("return_sequences") else (fh, bh)
        y = {"concat": torch.cat([a, z], -1), "sum": a + z, "ave": (a + z) / 2, "mul": a * z}[mode]
        entry = layer("Bidirectional", "both", merge_mode=mode, layer=layer(kind, "rnn", units=2, **options))
        case.record(sequential((5, 3), entry, version=2), y)
    case = Case("LSTM with initial state")
    x, h0, c0 = case.input(4, 3), case.input(2), case.input(2)
    w, r, b = recurrent_weights(case, "rnn/lstm_cell", "LSTM", 3, 2, {})
    sequence, _, _ = run_rnn("LSTM", x, w, r, b, 2, {}, (h0, c0))
    model = functional({"x": ((4, 3), "float32"), "h": ((2,), "float32"), "c": ((2,), "float32")},
                       [(layer("LSTM", "rnn", units=2, return_sequences=True), ["x", "h", "c"], {})], ["rnn"])
    case.record(model, sequence)
    case = Case("TimeDistributed Dense")
    x = case.input(4, 3)
    y = torch.relu(x @ case.weight("steps/kernel", 3, 2) + case.weight("steps/bias", 2))
    case.record(sequential((4, 3), layer("TimeDistributed", "steps", layer=layer("Dense", "dense", units=2, activation="relu")), version=2), y)
    case = Case("TimeDistributed Conv2D")
    x = case.input(3, 4, 5, 2)
    k, b = case.weight("steps/kernel", 3, 3, 2, 3), case.weight("steps/bias", 3)
    y = torch.stack([convolve(x[:, t], k, b, [2, 2], "same") for t in range(3)], 1)
    inner = layer("Conv2D", "conv", filters=3, kernel_size=[3, 3], strides=[2, 2], padding="same")
    case.record(sequential((3, 4, 5, 2), layer("TimeDistributed", "steps", layer=inner)), y)


def attention():
    for name, causal, value_dim in [("MultiHeadAttention", False, None), ("MultiHeadAttention causal", True, 3)]:
        case = Case(name)
        q, v = case.input(4, 6), case.input(4 if causal else 5, 6)
        heads, size, width = 2, 4, value_dim or 4
        project = lambda x, part, n: torch.einsum(
            "ntd,dhk->nhtk", x, case.weight(f"mha/{part}/kernel", 6, heads, n)) + case.weight(f"mha/{part}/bias", heads, n)[None, :, None]
        Q, K, V = project(q, "query", size), project(v, "key", size), project(v, "value", width)
        scores = Q @ K.transpose(-1, -2) / math.sqrt(size)
        if causal:
            scores = scores.masked_fill(torch.ones(4, 4).triu(1).bool(), -math.inf)
        mixed = F.softmax(scores, -1) @ V
        y = torch.einsum("nhtv,hvd->ntd", mixed, case.weight("mha/attention_output/kernel", heads, width, 6)) \
            + case.weight("mha/attention_output/bias", 6)
        entry = layer("MultiHeadAttention", "mha", num_heads=heads, key_dim=size, value_dim=value_dim, dropout=0.0, use_bias=True)
        model = functional({"q": ((4, 6), "float32"), "v": (tuple(v.shape[1:]), "float32")},
                           [(entry, ["q", "v"], {"use_causal_mask": True} if causal else {})], ["mha"])
        case.record(model, y)
    for name, use_scale in [("Attention", False), ("Attention scaled", True)]:
        case = Case(name)
        q, v = case.input(3, 4), case.input(5, 4)
        scores = q @ v.transpose(-1, -2) * (case.weight("attention/scale") if use_scale else 1)
        model = functional({"q": ((3, 4), "float32"), "v": ((5, 4), "float32")},
                           [(layer("Attention", "attention", use_scale=use_scale, score_mode="dot"), ["q", "v"], {})], ["attention"])
        case.record(model, F.softmax(scores, -1) @ v)


for family in [convolutions, transposed, pools, dense, normalizations, activations, joins, shapes, recurrent, attention]:
    family()
print("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in CASES) + "\n]")
