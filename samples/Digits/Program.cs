using System.Diagnostics;
using Digits;

var digits = DigitSet.Load(Path.Combine(AppContext.BaseDirectory, "digits.u8.gz"));
var images = Enumerable.Range(0, digits.Count).Select(digits.Image).ToArray();

// One instance serves one thread. The weights are part of this program.
var model = new LeNet5();
var fromJson = new LeNet5Json();
var fromKeras = new LeNet5Keras();
Span<float> probabilities = stackalloc float[LeNet5.OutputLength];
Span<float> jsonProbabilities = stackalloc float[LeNet5Json.OutputLength];
Span<float> kerasProbabilities = stackalloc float[LeNet5Keras.OutputLength];

int correct = 0, jsonCorrect = 0, kerasCorrect = 0, equal = 0;
var firstMistake = -1;
for (var i = 0; i < images.Length; i++)
{
    model.Run(images[i], probabilities); // Allocates nothing.
    fromJson.Run(images[i], jsonProbabilities);
    var isCorrect = Largest(probabilities) == digits.Label(i);
    correct += isCorrect ? 1 : 0;
    jsonCorrect += Largest(jsonProbabilities) == digits.Label(i) ? 1 : 0;
    fromKeras.Run(images[i], kerasProbabilities);
    kerasCorrect += Largest(kerasProbabilities) == digits.Label(i) ? 1 : 0;
    equal += probabilities.SequenceEqual(jsonProbabilities) ? 1 : 0;
    if (!isCorrect && firstMistake < 0)
        firstMistake = i;
}

Console.WriteLine(LeNet5.Info);
Console.WriteLine();
Console.WriteLine($"attributes  {correct} of {images.Length} digits recognised, {100.0 * correct / images.Length:F2} %");
Console.WriteLine($"JSON        {jsonCorrect} of {images.Length} digits recognised, {100.0 * jsonCorrect / images.Length:F2} %");
Console.WriteLine($"            equal bit for bit on {equal} of them");
Console.WriteLine($"Keras       {kerasCorrect} of {images.Length} digits recognised, {100.0 * kerasCorrect / images.Length:F2} %, weights of 8 bits");

// Two digits, and the first one that the network takes for another.
foreach (var i in new[] { 0, 1, firstMistake }.Where(i => i >= 0))
{
    model.Run(images[i], probabilities);
    Console.WriteLine();
    Console.WriteLine($"digit {i}: written {digits.Label(i)}, read {Largest(probabilities)}");
    Drawing.Print(images[i], digits.Label(i), probabilities);
}

var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
foreach (var image in images)
    model.Run(image, probabilities);
var allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;

var microseconds = new double[10 * images.Length];
for (var i = 0; i < microseconds.Length; i++)
{
    var start = Stopwatch.GetTimestamp();
    model.Run(images[i % images.Length], probabilities);
    microseconds[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
}
Array.Sort(microseconds);

Console.WriteLine();
Console.WriteLine($"{microseconds[microseconds.Length / 2]:F1} µs per digit (median of {microseconds.Length}), "
    + $"{(double)allocated / images.Length} bytes allocated per call");

return correct >= 0.985 * images.Length && kerasCorrect >= 0.985 * images.Length && equal == images.Length ? 0 : 1;

static int Largest(ReadOnlySpan<float> values)
{
    var largest = 0;
    for (var i = 1; i < values.Length; i++)
        if (values[i] > values[largest])
            largest = i;
    return largest;
}
