using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Api;

/// <summary>The service: POST /digits, GET /health, GET /metrics.</summary>
public static class Service
{
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ServiceJson.Default));
        builder.Services.AddSingleton(_ => new ModelPool<LeNet5>(Environment.ProcessorCount, () => new LeNet5()));
        builder.Services.AddSingleton<InferenceMetrics>();
        builder.Services.AddSingleton<MetricsPage>();
        builder.Services.AddSingleton<DigitReader>();
        builder.Services.AddHealthChecks().AddCheck<ModelHealthCheck>("model");

        var app = builder.Build();
        app.MapPost("/digits", ReadDigitAsync);
        app.MapHealthChecks("/health");
        app.MapGet("/metrics", (MetricsPage page) => Results.Text(page.Print(), "text/plain; version=0.0.4"));

        // The page listens from the start, not from its first reader on; and an inference compiles the network's methods before the
        // first request.
        app.Services.GetRequiredService<MetricsPage>();
        _ = app.Services.GetRequiredService<DigitReader>()
            .ReadAsync(new byte[DigitReader.PictureLength], CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return app;
    }

    private static async Task<Results<Ok<Reading>, ProblemHttpResult>> ReadDigitAsync(
        HttpRequest request, DigitReader reader, CancellationToken cancellationToken)
    {
        var picture = new byte[DigitReader.PictureLength];
        if (request.ContentLength != picture.Length)
        {
            return TypedResults.Problem(
                $"A picture is {picture.Length} bytes: 28 rows of 28 pixels, 0 for paper to 255 for ink.",
                statusCode: StatusCodes.Status400BadRequest);
        }
        await request.Body.ReadExactlyAsync(picture, cancellationToken);
        return TypedResults.Ok(await reader.ReadAsync(picture, cancellationToken));
    }
}

/// <summary>JSON without reflection.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Reading))]
[JsonSerializable(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))]
internal sealed partial class ServiceJson : JsonSerializerContext;
