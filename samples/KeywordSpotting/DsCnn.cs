using ModelCompiler;

namespace KeywordSpotting;

/// <summary>The keyword spotter of MLPerf Tiny: depthwise separable convolutions, 22,604 parameters. The build adds <c>Run</c>.</summary>
[CompiledModel("dscnn.onnx")]
public sealed partial class DsCnn;
