using System.Buffers.Binary;
using System.Text;

namespace ModelCompiler.Tests;

/// <summary>
/// Whatever is wrong with a file, only a <see cref="WeightFormatException"/> that says so may come out.
/// </summary>
public class BrokenSafetensorsTests
{
    [Theory]
    // Not JSON, or not such an object.
    [InlineData("", "not valid JSON")]
    [InlineData("{", "not valid JSON")]
    [InlineData("{} x", "not valid JSON")]
    [InlineData("{}{}", "not valid JSON")]
    [InlineData("// comment\n{}", "not valid JSON")]
    [InlineData("""{"a":1,}""", "Number in tensor 'a'; expected StartObject")]
    [InlineData("[]", "StartArray in the header; expected StartObject")]
    [InlineData("\"text\"", "String in the header")]
    [InlineData("""{"a":null}""", "Null in tensor 'a'")]
    [InlineData("""{"__metadata__":{"a":1}}""", "Number in __metadata__; expected String")]
    [InlineData("""{"\uD800":1}""", "not valid Unicode")]
    // Properties of a tensor.
    [InlineData("""{"a":{}}""", "found less than that")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4]}}""", "found less than that")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16],"x":1}}""", "'x', unknown or for the second time")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32"}}""", "'dtype', unknown or for the second time")]
    [InlineData("""{"a":{"dtype":1}}""", "Number in the dtype of tensor 'a'")]
    [InlineData("""{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}}""", "dtype 'F64'; expected F32, F16 or BF16")]
    [InlineData("""{"a":{"dtype":"I64","shape":[2],"data_offsets":[0,16]}}""", "dtype 'I64'; expected F32, F16 or BF16")]
    [InlineData("""{"num_batches_tracked":{"dtype":"I32","shape":[4],"data_offsets":[0,16]}}""", "dtype 'I32'; expected F32, F16 or BF16")]
    [InlineData("""{"a_num_batches_tracked":{"dtype":"I64","shape":[2],"data_offsets":[0,16]}}""", "dtype 'I64'; expected F32, F16 or BF16")]
    [InlineData("""{"a.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[0,16]}}""", "of shape [] and type I64 needs 8 bytes; found 16")]
    [InlineData("""{"a":{"shape":4}}""", "Number in the shape of tensor 'a'")]
    [InlineData("""{"a":{"shape":["4"]}}""", "String in the shape of tensor 'a'")]
    [InlineData("""{"a":{"shape":[-4]}}""", "no integer from 0")]
    [InlineData("""{"a":{"shape":[4.5]}}""", "no integer from 0")]
    [InlineData("""{"a":{"shape":[1e400]}}""", "no integer from 0")]
    [InlineData("""{"a":{"shape":[99999999999999999999]}}""", "no integer from 0")]
    [InlineData("""{"a":{"shape":[2147483648]}}""", "the dimension 2147483648")]
    [InlineData("""{"a":{"shape":[1,1,1,1,1,1,1,1,1]}}""", "more than 8 dimensions")]
    [InlineData("""{"a":{"data_offsets":[0]}}""", "EndArray in data_offsets of tensor 'a'")]
    [InlineData("""{"a":{"data_offsets":[0,1,2]}}""", "Number in data_offsets of tensor 'a'; expected EndArray")]
    [InlineData("""{"a":{"data_offsets":[-1,2]}}""", "no integer from 0")]
    // Sizes and places, against 16 bytes of data.
    [InlineData("""{"a":{"dtype":"F32","shape":[5],"data_offsets":[0,20]}}""", "within the 16 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[16,0]}}""", "within the 16 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,9223372036854775807]}}""", "within the 16 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,16]}}""", "needs 12 bytes; found 16")]
    [InlineData("""{"a":{"dtype":"F16","shape":[2,2],"data_offsets":[0,16]}}""", "needs 8 bytes; found 16")]
    [InlineData("""{"a":{"dtype":"F32","shape":[65536,65536],"data_offsets":[0,16]}}""", "more than")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647,4],"data_offsets":[0,16]}}""", "more than")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "end at byte 12 of its data; expected 16")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[4,16]}}""", "starts at byte 4 and leaves a hole")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""",
        "'b' starts at byte 8 and overlaps")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""",
        "'a' is there twice")]
    public void BadHeader(string header, string message) => RequireRefused(SafetensorsBytes.File(header, new byte[16]), message);

    [Theory]
    [InlineData(0, "at least 8 bytes, found 0")]
    [InlineData(7, "at least 8 bytes, found 7")]
    [InlineData(8, "truncated")]
    [InlineData(100, "truncated")]
    public void Truncated(int length, string message) => RequireRefused(SafetensorsBytes.Valid()[..length], message);

    [Fact]
    public void EveryTruncationIsFound()
    {
        var valid = SafetensorsBytes.Valid();
        for (var length = 0; length < valid.Length; length++)
            Assert.Throws<WeightFormatException>(() => SafetensorsBytes.Load(valid[..length]));
    }

    [Theory]
    [InlineData(100_000_001UL)]
    [InlineData(1UL << 63)]
    [InlineData(ulong.MaxValue)]
    public void HeaderTooLong(ulong length)
    {
        var file = SafetensorsBytes.Valid();
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);
        RequireRefused(file, "expected at most 100000000");
    }

    [Fact]
    public void NestingIsBounded()
    {
        var nested = new string('[', 100_000);
        RequireRefused(SafetensorsBytes.File($$"""{"a":{"shape":{{nested}}"""), "StartArray in the shape of tensor 'a'");
        RequireRefused(SafetensorsBytes.File(nested), "StartArray in the header");
    }

    [Fact]
    public void TextThatIsNoUtf8()
    {
        byte[] header = [.. "{\""u8, 0xFF, 0xC0, .. "\":{}}"u8];
        RequireRefused(SafetensorsBytes.File(header, []), "not valid");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void NonFiniteFloats(float value) => RequireRefused(
        SafetensorsBytes.OneTensor("F32", "[2,2]", SafetensorsBytes.Floats(1f, 2f, 3f, value)),
        "'a' holds infinity or NaN at index 3 (shape [2, 2])");

    [Fact]
    public void LongAndControlledNamesStayOutOfMessages()
    {
        var name = new string('x', 10_000) + "\\n";
        var exception = Assert.Throws<WeightFormatException>(
            () => SafetensorsBytes.Load(SafetensorsBytes.File("{\"\\n" + name + "\":{}}")));
        Assert.True(exception.Message.Length < 500);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Fact]
    public void AClaimedSizeIsNotAllocated()
    {
        var file = SafetensorsBytes.File(
            """{"a":{"dtype":"F32","shape":[500000000],"data_offsets":[0,2000000000]}}""", new byte[16]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        RequireRefused(file, "within the 16 bytes");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void MutatedFilesLoadOrAreRefused()
    {
        var random = new Random(11);
        var valid = SafetensorsBytes.Valid();
        var refused = 0;
        for (var repetition = 0; repetition < 20_000; repetition++)
        {
            try
            {
                SafetensorsBytes.Load(Mutate(random, valid));
            }
            catch (WeightFormatException)
            {
                refused++;
            }
        }
        // Some mutations only change a value or a name; most break the file.
        Assert.InRange(refused, 10_000, 19_900);
    }

    private static byte[] Mutate(Random random, byte[] valid)
    {
        var file = valid.ToList();
        var headerEnd = file.Count - 22;
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var position = random.Next(4) == 0 ? random.Next(file.Count) : random.Next(8, headerEnd);
            switch (random.Next(4))
            {
                case 0:
                    file[position] = (byte)random.Next(256);
                    break;
                case 1:
                    file.RemoveAt(position);
                    break;
                case 2:
                    file.Insert(position, (byte)"0123456789[]{}\",:-.eE\\ "[random.Next(23)]);
                    break;
                default:
                    file[position] = Encoding.ASCII.GetBytes("0123456789[]{}\",:\\")[random.Next(18)];
                    break;
            }
        }
        return [.. file];
    }

    private static void RequireRefused(byte[] file, string message)
    {
        var exception = Assert.Throws<WeightFormatException>(() => SafetensorsBytes.Load(file));
        Assert.Contains(message, exception.Message);
    }
}
