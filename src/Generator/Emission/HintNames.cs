using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Generator.Emission;

/// <summary>
/// Makes hint names unique: Roslyn takes Lenet5.g.cs and LeNet5.g.cs for the same and refuses the second, where C# sees two classes.
/// </summary>
internal static class HintNames
{
    public static string MakeUnique(string hintName, ModelClass model, EquatableArray<string> modelNames)
    {
        var before = modelNames
            .Where(name => string.Equals(name, model.FullName, StringComparison.OrdinalIgnoreCase))
            .Count(name => string.CompareOrdinal(name, model.FullName) < 0);
        return before == 0 ? hintName : hintName.Insert(hintName.Length - ".cs".Length, "." + (before + 1));
    }
}
