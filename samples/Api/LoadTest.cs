using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Digits;

namespace Api;

/// <summary>Starts the service on a free port of this machine, sends requests from several clients at once, and checks the answers.</summary>
internal static class LoadTest
{
    private const int Clients = 8;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);

    /// <summary>Returns the exit code: 0 if every answer was as expected.</summary>
    public static async Task<int> RunAsync()
    {
        await using var service = Service.Create(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        await service.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(service.Urls.First()) };

        var digits = DigitSet.Load(Path.Combine(AppContext.BaseDirectory, "digits.u8.gz"));
        var pictures = Enumerable.Range(0, digits.Count)
            .Select(i => Array.ConvertAll(digits.Image(i), pixel => (byte)MathF.Round(255 * pixel))).ToArray();
        var expected = Expected(digits);
        for (var i = 0; i < 200; i++)
            await AskAsync(http, pictures[i % pictures.Length]); // The JIT compiles the server and the client.

        var start = Stopwatch.GetTimestamp();
        var clients = Enumerable.Range(0, Clients).Select(client => Task.Run(() => AskRepeatedlyAsync(http, pictures, expected, client, start)));
        var results = await Task.WhenAll(clients);
        var elapsed = Stopwatch.GetElapsedTime(start);

        var milliseconds = results.SelectMany(result => result.Milliseconds).Order().ToArray();
        var wrong = results.Sum(result => result.Wrong);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{milliseconds.Length} requests of {Clients} clients in {elapsed.TotalSeconds:F1} s: {milliseconds.Length / elapsed.TotalSeconds:F0} per second, {wrong} wrong answers"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"latency  median {At(0.5):F2} ms, 95 % {At(0.95):F2} ms, 99 % {At(0.99):F2} ms, longest {At(1):F2} ms"));

        using var badRequest = await http.PostAsync("/digits", new ByteArrayContent([1, 2, 3]));
        var health = await http.GetStringAsync("/health");
        var metrics = await http.GetStringAsync("/metrics");
        Console.WriteLine($"health   {health}; a request of three bytes: {(int)badRequest.StatusCode}");
        Console.WriteLine(metrics);
        await service.StopAsync();

        // The warm-up, the service's own inference at its start, and that of the health check are counted too.
        var counted = metrics.Contains($"model_inferences_total {milliseconds.Length + 202}\n", StringComparison.Ordinal);
        return wrong == 0 && counted && health == "Healthy" && badRequest.StatusCode == HttpStatusCode.BadRequest ? 0 : 1;

        double At(double share) => milliseconds[(int)(share * (milliseconds.Length - 1))];
    }

    /// <summary>What the network itself says, without a service.</summary>
    private static float[][] Expected(DigitSet digits)
    {
        using var model = new LeNet5();
        return [.. Enumerable.Range(0, digits.Count).Select(i =>
        {
            var probabilities = new float[LeNet5.OutputLength];
            model.Run(digits.Image(i), probabilities);
            return probabilities;
        })];
    }

    private static async Task<(List<double> Milliseconds, int Wrong)> AskRepeatedlyAsync(
        HttpClient http, byte[][] pictures, float[][] expected, int client, long start)
    {
        var milliseconds = new List<double>();
        var wrong = 0;
        for (var i = client; Stopwatch.GetElapsedTime(start) < Length; i = (i + Clients) % pictures.Length)
        {
            var sent = Stopwatch.GetTimestamp();
            var reading = await AskAsync(http, pictures[i]);
            milliseconds.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            wrong += reading.Probabilities.AsSpan().SequenceEqual(expected[i]) ? 0 : 1;
        }
        return (milliseconds, wrong);
    }

    private static async Task<Reading> AskAsync(HttpClient http, byte[] picture)
    {
        using var response = await http.PostAsync("/digits", new ByteArrayContent(picture));
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(ServiceJson.Default.Reading))!;
    }
}
