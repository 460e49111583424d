using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Plan;

/// <summary>How one row of planar pixels is cut into vectors, and these into tiles, for one vector width.</summary>
internal sealed record PlanarTiling(int Bits, EquatableArray<PlanarRun> Runs);

/// <summary><paramref name="Count"/> tiles of <paramref name="Vectors"/> vectors side by side.</summary>
/// <param name="Pixel">Where the first tile starts in the row.</param>
/// <param name="LastVector">
/// Pixels from the start of a tile to its last vector: the last one of a row ends with the row and may lap over the one before.
/// </param>
internal sealed record PlanarRun(int Pixel, int Vectors, int Count, int LastVector);
