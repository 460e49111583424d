namespace ModelCompiler.Tests.Build;

/// <summary>Where the parts are that a package would consist of, built in the configuration of these tests.</summary>
internal static class Repository
{
    // …/tests/Integration.Tests/bin/CONFIGURATION/net10.0/
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string Root { get; } = FindRoot();

    public static string Targets => Path.Combine(Root, "src", "Build");

    public static string Sample => Path.Combine(Root, "samples", "Digits");

    public static string Runtime => Built("Runtime", "net10.0", "ModelCompiler.Runtime.dll");

    public static string Tool => Built("Tool", "net10.0", "modelc.dll");

    public static IEnumerable<string> Analyzers => new[]
    {
        "ModelCompiler.Generator.dll", "ModelCompiler.Compiler.dll", "System.Text.Json.dll", "System.Text.Encodings.Web.dll",
        "System.IO.Pipelines.dll", "Microsoft.Bcl.AsyncInterfaces.dll",
    }.Select(file => Built("Generator", "netstandard2.0", file));

    private static string Built(string project, string framework, string file) =>
        Path.Combine(Root, "src", project, "bin", Configuration, framework, file);

    private static string FindRoot()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "ModelCompiler.sln")))
            root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
        return root;
    }
}
