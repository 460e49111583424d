namespace NativeAotCamera;

/// <summary>A face in a picture, in pixels from its upper left corner.</summary>
/// <param name="Score">How sure the detector is, from 0 to 1.</param>
/// <param name="Landmarks">Right eye, left eye, tip of the nose, right and left corner of the mouth, as the person has them.</param>
internal sealed record Face(float Score, Box Box, Point[] Landmarks);

/// <summary>A place in a picture.</summary>
internal readonly record struct Point(float X, float Y);

/// <summary>An upright rectangle.</summary>
internal readonly record struct Box(float Left, float Top, float Right, float Bottom)
{
    public float Area => Math.Max(0, Right - Left) * Math.Max(0, Bottom - Top);

    /// <summary>The area that two boxes have in common, divided by the area that they cover together: 1 for equal boxes.</summary>
    public float IntersectionOverUnion(Box other)
    {
        var common = new Box(
            Math.Max(Left, other.Left), Math.Max(Top, other.Top), Math.Min(Right, other.Right), Math.Min(Bottom, other.Bottom));
        var covered = Area + other.Area - common.Area;
        return covered > 0 ? common.Area / covered : 0;
    }
}
