using ModelCompiler.Benchmarks.Generator;

return GeneratorCommand.Create().Parse(args).Invoke();
