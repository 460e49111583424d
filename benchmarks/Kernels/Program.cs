using ModelCompiler.Benchmarks.Kernels;

return KernelsCommand.Create().Parse(args).Invoke();
