using System.Text;
using ModelCompiler.Benchmarks.Inference;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return BenchmarkCommand.Create().Parse(args).Invoke();
