using Api;

// Without arguments the service is put under load for two seconds; "serve" serves until it is stopped.
if (args.Length == 0)
    return await LoadTest.RunAsync();

if (args[0] != "serve")
{
    Console.Error.WriteLine("Usage: Api [serve [--urls ADDRESS]]");
    return 2;
}
await using var service = Service.Create(args[1..]);
await service.RunAsync();
return 0;
