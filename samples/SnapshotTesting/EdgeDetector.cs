using ModelCompiler;

namespace SnapshotTesting;

/// <summary>A network small enough to read the code that it becomes.</summary>
[CompiledModel]
[Input(1, 6, 6)]
[Conv2D(2, 3, Activation = Activation.ReLU)]
[GlobalAveragePool]
[Flatten]
[Dense(2), Softmax]
[RandomWeights(7)]
public sealed partial class EdgeDetector;
