using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Import;

/// <summary>Reads files of one kind for the compiler.</summary>
internal interface IFileImport
{
    /// <summary>Reads a file; null with an error if that fails.</summary>
    /// <param name="file">The file as the project or the user writes it.</param>
    ImportedFile? Read(string file, Report report);
}
