using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Plan;

/// <summary>How rows of planar pixels are cut into vectors, and these into tiles, for one kind of machine.</summary>
/// <param name="Level">Width of the machine's widest vectors, which says how many registers it has.</param>
/// <param name="Bits">Width of the vectors that the tiles take: those that fill the rows best.</param>
/// <param name="Maps">Output channels of a tile.</param>
/// <param name="IsPaired">Whether a tile covers two rows, which share the last vector.</param>
internal sealed record PlanarTiling(int Level, int Bits, int Maps, bool IsPaired, EquatableArray<PlanarRun> Runs);

/// <summary><paramref name="Count"/> tiles of <paramref name="Vectors"/> vectors side by side.</summary>
/// <param name="Pixel">Where the first tile starts in the row.</param>
/// <param name="Vectors">Vectors of a tile: those of both rows where it covers two.</param>
/// <param name="LastVector">
/// Pixels from the start of a tile to its last vector, or to the halves of a shared one: the last one of a row ends with the row and may lap
/// over the one before.
/// </param>
internal sealed record PlanarRun(int Pixel, int Vectors, int Count, int LastVector);
