using System.Globalization;
using System.Text;

namespace Levain.Learning.Tests.Trees.Formats;

/// <summary>Files that were models once: whatever became of them, they are read as a good model or refused in a sentence.</summary>
public sealed class FuzzTests
{
    private const string Letters = "\0{}[]\"\\,:$#iUIlLdSZTF0129-.EeN\u007f";

    private static readonly string[] Strange =
    [
        "-1", "0", "1", "7", "255", "2147483647", "2147483648", "4294967295", "-2147483649", "9223372036854775808", "1E99", "-0E0", "NaN", "Infinity", "1.5", "null", "true", "[]", "{}", "\"\"", "\"x\"",
        "[[[[]]]]", "\"-1\"", "\"1000000000\"", "\"NaN\"", "1E-99", "00", "",
    ];

    // A nightly run may ask for more.
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("LEVAIN_FUZZ_COUNT"), CultureInfo.InvariantCulture, out var count) ? count : 3000;
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("LEVAIN_FUZZ_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 1;

    private readonly Random random = new(Seed);

    [Fact]
    public void Changed_bytes() => Fuzz(bytes =>
    {
        var changed = (byte[])bytes.Clone();
        for (var i = random.Next(1, 6); i > 0; i--) changed[random.Next(changed.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : Letters[random.Next(Letters.Length)]);
        return changed;
    });

    [Fact]
    public void Pieces_cut_out_doubled_or_moved() => Fuzz(bytes =>
    {
        var (start, length) = (random.Next(bytes.Length), random.Next(1, 200));
        var piece = bytes.AsSpan(start, Math.Min(length, bytes.Length - start)).ToArray();
        var rest = random.Next(2) == 0 ? bytes : [.. bytes[..start], .. bytes[(start + piece.Length)..]];
        var to = random.Next(rest.Length + 1);
        return random.Next(3) == 0 ? [.. bytes[..start], .. bytes[(start + piece.Length)..]] : [.. rest[..to], .. piece, .. rest[to..]];
    });

    [Fact]
    public void Values_changed_for_strange_ones() => Fuzz(bytes =>
    {
        if (bytes[1] == 'L') return Counts(bytes);
        var text = Encoding.UTF8.GetString(bytes);
        for (var i = random.Next(1, 4); i > 0 && text.Length > 0; i--)
        {
            var start = random.Next(text.Length);
            while (start > 0 && text[start - 1] is not (',' or ':' or '[')) start--;
            var end = start;
            while (end < text.Length && text[end] is not (',' or ']' or '}')) end++;
            text = string.Concat(text.AsSpan(0, start), Strange[random.Next(Strange.Length)], text.AsSpan(end));
        }

        return Encoding.UTF8.GetBytes(text);
    });

    // In UBJ most of what matters stands behind the letters of its types.
    private byte[] Counts(byte[] bytes)
    {
        var changed = (byte[])bytes.Clone();
        for (var tries = 0; tries < 1000; tries++)
        {
            var at = random.Next(changed.Length - 9);
            if (changed[at] is not ((byte)'L' or (byte)'l' or (byte)'d' or (byte)'i')) continue;
            for (var i = 1; i <= 8; i++)
            {
                if (random.Next(2) == 0) changed[at + i] = (byte)((int[])[0, 1, 127, 128, 255])[random.Next(5)];
            }

            break;
        }

        return changed;
    }

    private void Fuzz(Func<byte[], byte[]> change)
    {
        var models = Enumerable.Range(0, 30).Select(i => new RandomModels(i).Model()).SelectMany(model => (byte[][])[ModelBytes.Json(model), ModelBytes.Ubj(model)]).Append(Encoding.UTF8.GetBytes(SmallModel.Json)).ToArray();
        var refused = 0;
        for (var i = 0; i < Count; i++)
        {
            var bytes = change(models[random.Next(models.Length)]);
            if (random.Next(4) == 0 && bytes.Length > 9) bytes = change(bytes);
            var before = GC.GetAllocatedBytesForCurrentThread();
            TreeModel model;
            try
            {
                model = ModelBytes.Read(bytes);
            }
            catch (BuildException error)
            {
                Assert.DoesNotContain('\n', error.Message);
                Assert.InRange(error.Message.Length, 1, 500);
                refused++;
                continue;
            }
            finally
            {
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000_000);
            }

            Assert.Equal(ModelBytes.Json(model), ModelBytes.Json(ModelBytes.Read(ModelBytes.Ubj(model))));
            if (model.Features.Length is > 0 and < 100) ReferenceWalk.Margins(model, new float[model.Features.Length]);
        }

        TestContext.Current.SendDiagnosticMessage("{0} of {1} refused", refused, Count);
        Assert.InRange(refused, 1, Count - 1);
    }
}
