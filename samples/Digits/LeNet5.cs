using ModelCompiler;

namespace Digits;

/// <summary>LeNet-5 (LeCun et al. 1998), layer by layer. The build adds <c>Run</c>, compiled for exactly this network.</summary>
[CompiledModel]
[Input(1, 28, 28)] // C, H, W
[Conv2D(6, 5, AutoPad = AutoPad.Same, Activation = Activation.Tanh)]
[AveragePool2D(2)]
[Conv2D(16, 5, Activation = Activation.Tanh)]
[AveragePool2D(2)]
[Flatten]
[Dense(120, Activation = Activation.Tanh)]
[Dense(84, Activation = Activation.Tanh)]
[Dense(10), Softmax]
[Weights("lenet5.safetensors")]
public sealed partial class LeNet5;

/// <summary>The same network, from a file.</summary>
[CompiledModel("lenet5.json")]
public sealed partial class LeNet5Json;

/// <summary>The same network, from a TensorFlow.js model whose weights were quantised to 8 bits.</summary>
[CompiledModel("keras/model.json")]
public sealed partial class LeNet5Keras;
