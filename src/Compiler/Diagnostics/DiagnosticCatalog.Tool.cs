namespace ModelCompiler.Compiler.Diagnostics;

internal static partial class DiagnosticCatalog
{
    /// <summary>
    /// What the command-line tool reports, and no other host. The message stands behind a file's name; {0} is what a reader or the
    /// system says about it.
    /// </summary>
    internal static class Tool
    {
        public static readonly DiagnosticDescription FileMissing = Mistake("MC0320", "Weight file not found",
            "There is no such weight file; check the path in <ModelWeights Include=\"…\" />");

        public static readonly DiagnosticDescription FileUnreadable = Mistake("MC0321", "Weight file cannot be read",
            "The weight file cannot be read: {0}");

        public static readonly DiagnosticDescription Truncated = Mistake("MC0322", "Weight file is truncated",
            "{0}");

        public static readonly DiagnosticDescription ElementType = Mistake("MC0323", "Weight has an unsupported type",
            "{0}");

        public static readonly DiagnosticDescription NotFinite = Mistake("MC0324", "Weight file holds values that are not finite",
            "{0}");

        public static readonly DiagnosticDescription Damaged = Mistake("MC0325", "Weight file is damaged",
            "{0}");

        public static readonly DiagnosticDescription WeightKind = Mistake("MC0326", "Kind of weight file is not supported",
            "Weight files of type '{0}' are not supported; use .safetensors");

        /// <summary>Reported by the build targets, which know model files before any tool runs. {0} is the extension.</summary>
        public static readonly DiagnosticDescription ModelKind = Mistake("MC0327", "Kind of model file is not supported",
            "Model files of type '{0}' are not supported; use .onnx or .json");

        public static readonly DiagnosticDescription OutputFailed = Mistake("MC0328", "Result cannot be written",
            "The result cannot be written: {0}");

        public static readonly DiagnosticDescription CommandLineInvalid = Mistake("MC0329", "Invalid command line",
            "{0}");

        public static readonly DiagnosticDescription ModelUnreadable = Mistake("MC0330", "Model file cannot be read",
            "The model file cannot be read: {0}");

        public static readonly DiagnosticDescription ModelWeightsMissing = Mistake("MC0331", "Weight file of a model not found",
            "There is no weight file '{0}'; weight files are looked for relative to the model file");

        public static readonly DiagnosticDescription ModelWithoutWeights = Mistake("MC0332", "Model has no weights",
            "'{0}' has no weights to compute with; name a weight file in the model, or pass --random-weights SEED");

        public static readonly DiagnosticDescription UnknownInput = Mistake("MC0333", "Unknown input",
            "'{0}' has no input '{1}'{2}");

        public static readonly DiagnosticDescription InputMissing = Mistake("MC0334", "Input is missing",
            "There are no values for the input '{0}' of shape {1}; pass --input {0}=FILE.npy, or --random SEED");

        public static readonly DiagnosticDescription ArrayUnreadable = Mistake("MC0335", "Array file cannot be used",
            "{0}");

        public static readonly DiagnosticDescription ArrayMismatch = Mistake("MC0336", "Array does not fit the input",
            "The input '{0}' takes {1} of shape {2}, but the file holds {3} of shape {4}");

        public static readonly DiagnosticDescription NoCases = Mistake("MC0337", "No cases to verify",
            "There is no {0} in this folder or below it");

        public static readonly DiagnosticDescription CasesUnreadable = Mistake("MC0338", "Cases cannot be read",
            "The cases cannot be read: {0}");

        public static readonly DiagnosticDescription NoTestData = Mistake("MC0339", "Case without test data",
            "The case has no test data: expected test_data_set_0/output_0.pb, and input_K.pb for each input");

        public static readonly DiagnosticDescription TestDataCount = Mistake("MC0340", "Number of inputs differs from the test data",
            "The model has {0} inputs, but the test data has values for {1}");

        public static readonly DiagnosticDescription TestDataType = Mistake("MC0341", "Test data of an unsupported type",
            "The test data holds {0}, but inputs and outputs are float32, int64, int32, bool, int8 or uint8");

        public static readonly DiagnosticDescription LayerNotWritable = Mistake("MC0342", "Layer cannot be written as ONNX",
            "The layer '{0}' computes {1}, which cannot be written as ONNX; convert a model without it");

        public static readonly DiagnosticDescription TooLargeForOnnx = Mistake("MC0343", "Model is too large for an ONNX file",
            "The weights of '{0}' take {1} bytes, but an ONNX file has room for {2}; keep them in a safetensors file");

        /// <summary>Reported by the build targets, like those behind it.</summary>
        public static readonly DiagnosticDescription SdkTooOld = Mistake("MC0344", "SDK is too old",
            "ModelCompiler needs the .NET SDK 10.0.100 or later, but this build uses {0}; install a later SDK, or change the version "
            + "in global.json");

        public static readonly DiagnosticDescription CompilerTooOld = Mistake("MC0345", "C# compiler is too old",
            "ModelCompiler needs the C# compiler 4.14 or later, but this build uses {0}; update or remove the package "
            + "Microsoft.Net.Compilers.Toolset, or update Visual Studio");

        /// <summary>Says what NativeAOT does at publish; nothing is wrong.</summary>
        public static readonly DiagnosticDescription NativeBaseline = new("MC0346", "NativeAOT without AVX2 and FMA",
            "NativeAOT compiles for processors without AVX2 and FMA, on which models run several times slower; add "
            + "<IlcInstructionSet>{0}</IlcInstructionSet> to the project if the program may require them", DiagnosticSeverity.Info);

        public static readonly DiagnosticDescription UnknownConvolution = Mistake("MC0347", "No such convolution",
            "'{0}' has no convolution '{1}'{2}");

        /// <summary>Reported by the build targets.</summary>
        public static readonly DiagnosticDescription LanguageTooOld = Mistake("MC0348", "C# version is too old",
            "ModelCompiler generates C# 13, but this project is compiled as C# {0}; remove <LangVersion>, or set it to 13 or later");

        /// <summary>Reported by the build targets too, which hand definitions to the compiler.</summary>
        public static readonly DiagnosticDescription ModelMissing = Mistake("MC0349", "Model file not found",
            "There is no such model file; check its path, which stands in <CompiledModel Include=\"…\" /> in a project");

        /// <summary>Reported by the build targets.</summary>
        public static readonly DiagnosticDescription FrameworkTooOld = Mistake("MC0350", "Target framework is not supported",
            "ModelCompiler needs .NET 9 or later, but this project targets {0}; set <TargetFramework> to net10.0 or net9.0");

        private static DiagnosticDescription Mistake(string id, string title, string message) =>
            new(id, title, message, DiagnosticSeverity.Error);
    }
}
