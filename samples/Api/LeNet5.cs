using ModelCompiler;

namespace Api;

/// <summary>The network of samples/Digits: 28 by 28 pixels to the probabilities of ten digits.</summary>
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
[Weights("../Digits/lenet5.safetensors")]
public sealed partial class LeNet5;
