using System.Diagnostics;
using KeywordSpotting;

// The name of a recording is the class that it belongs to.
var paths = args.Length > 0 ? args : Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "recordings"), "*.wav");
Array.Sort(paths, StringComparer.Ordinal);

using var spotter = new KeywordSpotter();
var recognised = 0;
foreach (var path in paths)
{
    var (word, probability) = spotter.Recognise(Recording.Load(path));
    var name = Path.GetFileNameWithoutExtension(path);
    recognised += word == name ? 1 : 0;
    Console.WriteLine($"{name,-10} taken for {word,-10} {probability,6:P1}");
}

var (count, difference) = ReferenceOutputs.Compare(Path.Combine(AppContext.BaseDirectory, "recorded.f32"));
Console.WriteLine($"{count} recorded inputs: probabilities differ from ONNX Runtime's by at most {difference:E1}");

var samples = Recording.Load(paths[0]);
var features = new float[DsCnn.InputLength];
var probabilities = new float[DsCnn.OutputLength];
var frontEnd = new Mfcc();
using var network = new DsCnn();
Console.WriteLine($"MFCC       {MedianMicroseconds(() => frontEnd.Compute(samples, features)),8:F1} µs");
Console.WriteLine($"network    {MedianMicroseconds(() => network.Run(features, probabilities)),8:F1} µs");

// Of the recordings here, the network takes one for another word.
return (args.Length > 0 || recognised >= 2) && difference < 1e-5f ? 0 : 1;

static double MedianMicroseconds(Action action)
{
    var microseconds = new double[1000];
    for (var i = 0; i < microseconds.Length; i++)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        microseconds[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
    Array.Sort(microseconds);
    return microseconds[microseconds.Length / 2];
}
