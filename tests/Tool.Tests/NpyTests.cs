using System.Text;
using ModelCompiler.Tool.Npy;

namespace ModelCompiler.Tests;

public class NpyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void VersionsDifferInTheirHeader(byte version)
    {
        var array = NpyFile.Parse(File("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }\n", SafetensorsBytes.Floats(1f, -2.5f), version));
        Assert.Equal([2, 1], array.Shape);
        Assert.Equal([1f, -2.5f], (float[])array.Values);
    }

    [Theory]
    [InlineData("{'descr':'|u1','fortran_order':False,'shape':(3,)}")]
    [InlineData(" { \"shape\" : (3 , ) , \"fortran_order\" : False , \"descr\" : \"|u1\" , }   \n")]
    public void HeadersAreReadHoweverTheyAreSpaced(string header)
    {
        var array = NpyFile.Parse(File(header, [1, 2, 255]));
        Assert.Equal([3], array.Shape);
        Assert.Equal([1, 2, 255], (byte[])array.Values);
    }

    [Fact]
    public void AScalarHasNoDimensions()
    {
        var array = NpyFile.Parse(File("{'descr': '<f4', 'fortran_order': False, 'shape': ()}", SafetensorsBytes.Floats(7f)));
        Assert.Empty(array.Shape);
        Assert.Equal([7f], (float[])array.Values);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void WhatIsWrittenIsRead(int rank)
    {
        var shape = Enumerable.Range(2, rank).ToArray();
        var values = Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(i => i / 3f).ToArray();
        using var stream = new MemoryStream();
        NpyFile.Write(new NpyArray(shape, values), stream);
        var array = NpyFile.Parse(stream.ToArray());
        Assert.Equal(shape, array.Shape);
        Assert.Equal(values, (float[])array.Values);
    }

    public static TheoryData<Array, string> Types => new()
    {
        { new[] { 1.5f, float.NaN }, "<f4" },
        { new[] { long.MinValue, 3 }, "<i8" },
        { new[] { int.MinValue, 3 }, "<i4" },
        { new[] { true, false }, "|b1" },
        { new sbyte[] { -128, 3 }, "|i1" },
        { new byte[] { 255, 3 }, "|u1" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void EveryTypeOfInputsIsWrittenAndRead(Array values, string type)
    {
        using var stream = new MemoryStream();
        NpyFile.Write(new NpyArray([2], values), stream);
        Assert.Contains($"'descr': '{type}'", Encoding.Latin1.GetString(stream.ToArray()));
        Assert.Equal(values, NpyFile.Parse(stream.ToArray()).Values);
    }

    [Fact]
    public void EveryByteButZeroIsTrue() => Assert.Equal(
        [false, true, true], (bool[])NpyFile.Parse(File("{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }", [0, 1, 2])).Values);

    /// <summary>Byte for byte as <c>numpy.save('a.npy', numpy.array([[1, 2]], 'uint8'))</c>.</summary>
    [Fact]
    public void FilesAreThoseOfNumPy()
    {
        using var stream = new MemoryStream();
        NpyFile.Write(new NpyArray([1, 2], new byte[] { 1, 2 }), stream);
        var header = "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 2), }";
        byte[] expected =
        [
            0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(header.PadRight(117) + "\n"), 1, 2,
        ];
        Assert.Equal(expected, stream.ToArray());
    }

    [Theory]
    [InlineData("<f8", "type '<f8'")]
    [InlineData(">f4", "type '>f4'")]
    [InlineData(">i8", "type '>i8'")]
    [InlineData("f4", "type 'f4'")]
    [InlineData("|O", "type '|O'")]
    public void OtherTypes(string type, string message) =>
        RequireError(File($"{{'descr': '{type}', 'fortran_order': False, 'shape': (1,), }}", new byte[8]), message);

    [Fact]
    public void ColumnMajorOrder() => RequireError(
        File("{'descr': '<f4', 'fortran_order': True, 'shape': (1, 1), }", new byte[4]), "column-major");

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, }", "'shape'")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", "'descr' once")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", "one simple type")]
    [InlineData("[1]", "one simple type")]
    [InlineData("", "one simple type")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }", "beyond")]
    public void OtherHeaders(string header, string message) => RequireError(File(header, new byte[4]), message);

    [Theory]
    [InlineData("(2,)", "[2] takes 8 bytes, but the file holds 4")]
    [InlineData("(0,)", "[0] takes 0 bytes, but the file holds 4")]
    [InlineData("(2147483647, 2147483647, 2147483647, 2147483647)", "bytes, but the file holds 4")]
    public void AnotherLength(string shape, string message) =>
        RequireError(File($"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}", new byte[4]), message);

    [Fact]
    public void AnotherFile()
    {
        RequireError([], "does not begin");
        RequireError([0x93, .. "NUMPY"u8], "does not begin");
        RequireError([0x93, .. "NUMPZ"u8, 1, 0, 0, 0], "does not begin");
        RequireError([0x93, .. "NUMPY"u8, 4, 0, 0, 0], "version 4");
    }

    [Fact]
    public void EveryPrefixOfAFileIsAnError()
    {
        var file = File("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }\n", new byte[4]);
        for (var length = 0; length < file.Length; length++)
            Assert.Throws<NpyFormatException>(() => NpyFile.Parse(file.AsSpan(0, length)));
    }

    private static void RequireError(byte[] file, string message) =>
        Assert.Contains(message, Assert.Throws<NpyFormatException>(() => NpyFile.Parse(file)).Message);

    private static byte[] File(string header, byte[] data, byte version = 1)
    {
        var text = Encoding.Latin1.GetBytes(header);
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. data];
    }
}
