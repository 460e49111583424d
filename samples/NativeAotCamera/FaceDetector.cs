namespace NativeAotCamera;

/// <summary>Finds faces with YuNet. An instance serves one thread; all of them share the weights.</summary>
internal sealed class FaceDetector : IDisposable
{
    private const int Side = 320; // The network takes pictures of this many pixels in both directions.
    private const int LandmarkCount = 5;
    private const float MinimumScore = 0.6f;
    private const float MaximumOverlap = 0.3f;

    private readonly YuNet _network = new();
    private readonly float[] _input = new float[YuNet.InputLength];
    private readonly Grid _fine = new(8), _middle = new(16), _coarse = new(32);

    /// <summary>The faces in a picture of any size, the surest first.</summary>
    public IReadOnlyList<Face> Detect(Picture picture)
    {
        var scale = FillInput(picture);
        _network.Run(
            _input,
            _fine.Classes, _middle.Classes, _coarse.Classes,
            _fine.Objects, _middle.Objects, _coarse.Objects,
            _fine.Boxes, _middle.Boxes, _coarse.Boxes,
            _fine.Landmarks, _middle.Landmarks, _coarse.Landmarks);

        var candidates = new List<Face>();
        foreach (var grid in new[] { _fine, _middle, _coarse })
            grid.AddCandidates(candidates, scale);
        return WithoutDuplicates(candidates);
    }

    public void Dispose() => _network.Dispose();

    /// <summary>Fits the picture into the upper left of the input; what it leaves free is black. Returns the factor of its size.</summary>
    private float FillInput(Picture picture)
    {
        var scale = Math.Min((float)Side / picture.Width, (float)Side / picture.Height);
        var width = Math.Min(Side, (int)MathF.Round(picture.Width * scale));
        var height = Math.Min(Side, (int)MathF.Round(picture.Height * scale));
        Array.Clear(_input);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (red, green, blue) = picture.Sample((x + 0.5f) / scale - 0.5f, (y + 0.5f) / scale - 0.5f);
                // The network was trained on planes of blue, green and red from 0 to 255.
                _input[y * Side + x] = blue;
                _input[Side * Side + y * Side + x] = green;
                _input[2 * Side * Side + y * Side + x] = red;
            }
        }
        return scale;
    }

    /// <summary>Non-maximum suppression: of boxes that overlap, only the surest one is kept.</summary>
    private static List<Face> WithoutDuplicates(List<Face> candidates)
    {
        var kept = new List<Face>();
        foreach (var candidate in candidates.OrderByDescending(face => face.Score))
            if (kept.TrueForAll(face => face.Box.IntersectionOverUnion(candidate.Box) <= MaximumOverlap))
                kept.Add(candidate);
        return kept;
    }

    /// <summary>What the network says about squares of the picture: each predicts at most one face, near its corner.</summary>
    private sealed class Grid(int square)
    {
        private readonly int _columns = Side / square;

        public float[] Classes { get; } = new float[Cells(square)];
        public float[] Objects { get; } = new float[Cells(square)];
        public float[] Boxes { get; } = new float[4 * Cells(square)];
        public float[] Landmarks { get; } = new float[2 * LandmarkCount * Cells(square)];

        public void AddCandidates(List<Face> candidates, float scale)
        {
            for (var cell = 0; cell < Classes.Length; cell++)
            {
                var score = MathF.Sqrt(Classes[cell] * Objects[cell]);
                if (score >= MinimumScore)
                    candidates.Add(new Face(score, BoxOf(cell, square / scale), LandmarksOf(cell, square / scale)));
            }
        }

        private static int Cells(int square) => Side / square * (Side / square);

        // The network predicts offsets of the centre in squares, and logarithms of the size in squares.
        private Box BoxOf(int cell, float unit)
        {
            var box = Boxes.AsSpan(4 * cell, 4);
            float x = (cell % _columns + box[0]) * unit, y = (cell / _columns + box[1]) * unit;
            float halfWidth = MathF.Exp(box[2]) * unit / 2, halfHeight = MathF.Exp(box[3]) * unit / 2;
            return new Box(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
        }

        private Point[] LandmarksOf(int cell, float unit)
        {
            var offsets = Landmarks.AsSpan(2 * LandmarkCount * cell, 2 * LandmarkCount);
            var points = new Point[LandmarkCount];
            for (var i = 0; i < LandmarkCount; i++)
                points[i] = new Point((cell % _columns + offsets[2 * i]) * unit, (cell / _columns + offsets[2 * i + 1]) * unit);
            return points;
        }
    }
}
