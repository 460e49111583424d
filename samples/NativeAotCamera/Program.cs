using System.Diagnostics;
using NativeAotCamera;

var input = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "portrait.png");
var output = args.Length > 1 ? args[1] : Path.Combine(AppContext.BaseDirectory, "faces.png");

using var detector = new FaceDetector();
var picture = Png.Read(input);
var faces = detector.Detect(picture);
var sinceStart = DateTime.Now - Process.GetCurrentProcess().StartTime;

foreach (var face in faces)
{
    Console.WriteLine(
        $"face {face.Score:P0}  x {face.Box.Left:F0} to {face.Box.Right:F0}, y {face.Box.Top:F0} to {face.Box.Bottom:F0}, "
        + $"nose at {face.Landmarks[2].X:F0}, {face.Landmarks[2].Y:F0}");
}

// What a camera does with every picture: scale it, run the network, sort out the boxes.
var milliseconds = new double[50];
for (var i = 0; i < milliseconds.Length; i++)
{
    var start = Stopwatch.GetTimestamp();
    detector.Detect(picture);
    milliseconds[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
}
Array.Sort(milliseconds);

foreach (var face in faces)
{
    picture.DrawOutline(face.Box, (0, 255, 0));
    foreach (var landmark in face.Landmarks)
        picture.DrawDot(landmark, (255, 255, 0));
}
Png.Write(output, picture);

Console.WriteLine($"{faces.Count} face(s) in {Path.GetFileName(input)}, drawn into {output}");
Console.WriteLine(
    $"first result {sinceStart.TotalMilliseconds:F0} ms after the process started, then {milliseconds[milliseconds.Length / 2]:F1} ms "
    + $"per picture (median of {milliseconds.Length}, least {milliseconds[0]:F1})");

return faces.Count > 0 ? 0 : 1;
