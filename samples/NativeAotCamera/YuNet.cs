using ModelCompiler;

namespace NativeAotCamera;

/// <summary>YuNet (Wu, Peng, Yu 2023), a face detector of 53,092 parameters. The build adds <c>Run</c>.</summary>
[CompiledModel("yunet.onnx")]
public sealed partial class YuNet;
