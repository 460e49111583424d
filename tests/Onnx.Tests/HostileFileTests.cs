using Google.Protobuf;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Compiler.Onnx.Reading;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests;

/// <summary>Files that are no models: each ends in diagnostics.</summary>
public class HostileFileTests
{
    private static readonly byte[] Sample = SampleModel.Create().ToByteArray();

    [Fact]
    public void An_empty_file_is_reported() => Assert.Equal("MC0400: The file is empty; export or copy it again", Reading.Of([]).Mistake());

    [Fact]
    public void Every_beginning_of_a_file_is_reported()
    {
        for (var length = 0; length < Sample.Length; length++)
            Assert.NotEmpty(Reading.Of(Sample.AsSpan(0, length)).Diagnostics);
    }

    [Fact]
    public void A_file_that_breaks_off_is_called_so()
    {
        var graph = new byte[] { 0x08, 8, 0x3A, 100, 0x12, 1 };
        Assert.Equal(
            "MC0401: The file ends too early: the field at byte 2 needs 98 bytes more; export or copy the file again",
            Reading.Of(graph).Mistake());
    }

    [Fact]
    public void A_file_beyond_what_an_array_holds_is_reported_unread()
    {
        var diagnostics = new DiagnosticBag();
        Assert.Null(OnnxReader.Read(new EndlessStream(), NoExternalData.Instance, diagnostics));
        Assert.Equal(
            $"MC0405: The file has {EndlessStream.Bytes} bytes, but an ONNX file has at most {Array.MaxLength}; save the weights as external data",
            Assert.Single(diagnostics.Diagnostics).ToString());
    }

    [Theory]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 102400\n")]
    [InlineData("{ \"layers\": [] }")]
    [InlineData("PK\u0003\u0004 a file of PyTorch")]
    public void Files_of_other_kinds_are_reported(string text)
    {
        var mistake = Reading.Of(System.Text.Encoding.UTF8.GetBytes(text)).Mistake();
        Assert.True(mistake[..6] is "MC0401" or "MC0404" or "MC0406", mistake);
    }

    [Fact]
    public void Graphs_may_nest_twenty_deep() => Reading.Of(Nested(20)).Good();

    [Fact]
    public void Graphs_within_graphs_are_limited() => Assert.StartsWith("MC0402: At byte ", Reading.Of(Nested(22)).Mistake());

    [Fact]
    public void A_bomb_of_a_hundred_thousand_levels_is_defused()
    {
        // Each level is an attribute's graph of one node of one attribute, with its length.
        var bytes = new List<byte>();
        for (var level = 0; level < 100_000; level++)
            foreach (byte tag in new byte[] { 0x32, 0x2A, 0x0A })
                Wrap(bytes, tag);
        Wrap(bytes, 0x3A);
        bytes.Reverse();
        Assert.StartsWith("MC0402: ", Reading.Of([.. bytes]).Mistake());
    }

    [Fact]
    public void Groups_which_ONNX_does_not_have_are_reported() => Assert.StartsWith(
        "MC0404: The file is no ONNX file, or it is damaged: no value of ONNX stands there, at byte 0;",
        Reading.Of([.. Enumerable.Repeat((byte)0x0B, 1000)]).Mistake());

    [Fact]
    public void A_million_nodes_are_read()
    {
        var graph = Onnx.Graph(Onnx.Node("Relu", "n0", "x"));
        for (var i = 1; i < 1_000_000; i++)
            graph.Node.Add(Onnx.Node("Relu", i == 999_999 ? "y" : $"n{i}", $"n{i - 1}"));
        Assert.Equal(1_000_000, Reading.Of(graph).Good().Graph.Nodes.Count);
    }

    [Fact]
    public void A_hundred_thousand_nodes_in_the_wrong_order_are_sorted()
    {
        var graph = Onnx.Graph();
        for (var i = 99_999; i >= 0; i--)
            graph.Node.Add(Onnx.Node("Relu", i == 99_999 ? "y" : $"n{i}", i == 0 ? "x" : $"n{i - 1}"));
        var nodes = Reading.Of(graph).Model!.Graph.Nodes;
        Assert.Equal(("n0", "y"), (nodes[0].Outputs[0], nodes[^1].Outputs[0]));
    }

    [Fact]
    public void Files_of_countless_tiny_parts_are_refused()
    {
        // Two bytes for each empty node: ten megabytes that would become gigabytes.
        var nodes = new byte[(WireScan.MaximumMessages + 1) * 2];
        for (var i = 0; i < nodes.Length; i += 2)
            nodes[i] = 0x0A;
        using var file = new MemoryStream();
        using (var output = new CodedOutputStream(file, leaveOpen: true))
        {
            output.WriteTag(0x3A);
            output.WriteBytes(UnsafeByteOperations.UnsafeWrap(nodes));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.StartsWith("MC0403: ", Reading.Of(file.ToArray()).Mistake());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4L * nodes.Length);
    }

    [Fact]
    public void A_field_that_declares_gigabytes_allocates_nothing()
    {
        // A model whose graph has an initializer of 2 GB of raw data, of which one byte is there.
        byte[] bytes = [0x3A, 9, 0x2A, 7, 0x4A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.StartsWith("MC0404: ", Reading.Of(bytes).Mistake());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Damaged_files_end_in_a_model_or_in_diagnostics(int seed)
    {
        var random = new SplitMix64((ulong)seed);
        for (var round = 0; round < 500; round++)
        {
            var bytes = Mutate(Sample, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var reading = Reading.Of(bytes);
            OnnxTensorFile.Read(bytes, new DiagnosticBag());
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 22);
            Assert.All(reading.Diagnostics, diagnostic => Assert.InRange(diagnostic.ToString().Length, 10, 2000));
        }
    }

    [Fact]
    public void Random_bytes_end_in_diagnostics()
    {
        var random = new SplitMix64(3);
        for (var round = 0; round < 500; round++)
            Assert.NotEmpty(Reading.Of([.. Enumerable.Range(0, 1 + random.Next(300)).Select(_ => (byte)random.Next(256))]).Diagnostics);
    }

    /// <summary>Flips bits, overwrites, inserts, removes and repeats bytes, one to three times.</summary>
    private static byte[] Mutate(byte[] original, SplitMix64 random)
    {
        var bytes = original.ToList();
        for (var change = random.Next(3); change >= 0; change--)
        {
            var place = random.Next(bytes.Count - 20);
            switch (random.Next(5))
            {
                case 0: bytes[place] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[place] = (byte)random.Next(256); break;
                case 2: bytes.Insert(place, (byte)random.Next(256)); break;
                case 3: bytes.RemoveRange(place, 1 + random.Next(8)); break;
                default: bytes.InsertRange(place, bytes.GetRange(random.Next(bytes.Count - 20), 1 + random.Next(20))); break;
            }
        }

        return [.. bytes];
    }

    private static GraphProto Nested(int depth)
    {
        var graph = Onnx.Graph(Onnx.Node("Relu", "y", "x"));
        for (var level = 1; level < depth; level++)
            graph = Onnx.Graph(Onnx.Node("If", "y", "x").With(Onnx.Attribute("then_branch", graph)));
        return graph;
    }

    /// <summary>Puts a message around bytes that are written backwards.</summary>
    private static void Wrap(List<byte> reversed, byte tag)
    {
        var length = new List<byte>();
        for (var rest = reversed.Count; ; rest >>= 7)
        {
            length.Add((byte)(rest > 0x7F ? (rest & 0x7F) | 0x80 : rest));
            if (rest <= 0x7F)
                break;
        }

        length.Reverse();
        reversed.AddRange(length);
        reversed.Add(tag);
    }

    /// <summary>A stream of three gigabytes that must not be read.</summary>
    private sealed class EndlessStream : MemoryStream
    {
        public const long Bytes = 3L << 30;

        public override long Length => Bytes;

        public override int Read(Span<byte> buffer) => throw new InvalidOperationException("The stream was read.");
    }
}
