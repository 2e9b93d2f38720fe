using FsCheck;
using FsCheck.Fluent;
using Levain.Store.Chunks;

namespace Levain.Tests.Store;

public class ChunkCutterTests
{
    [Fact]
    public void Every_chunk_is_within_its_bounds_and_about_as_long_as_wanted()
    {
        var lengths = Cut(FileContentStoreTests.Bytes(64 << 20));

        Assert.All(lengths.SkipLast(1), length => Assert.InRange(length, ChunkCutter.Shortest, ChunkCutter.Longest));
        Assert.InRange(lengths.Average(), ChunkCutter.Usual * 0.75, ChunkCutter.Usual * 1.35);
    }

    [Fact]
    public void The_cuts_are_those_that_the_format_has_always_had()
    {
        var digest = Digest.Of(string.Join(' ', Cut(FileContentStoreTests.Bytes(8 << 20))));

        Assert.Equal("eb266433277d", digest.Brief);
    }

    [Fact]
    public void Cuts_are_found_where_a_plain_reading_of_the_rule_finds_them()
    {
        var bytes = FileContentStoreTests.Bytes(6 << 20);

        Assert.Equal(PlainCut(bytes), Cut(bytes));
    }

    [Theory]
    [InlineData(0, 1_000_000)]
    [InlineData(3_333_333, 1)]
    [InlineData(4_000_000, 70_000)]
    public void An_insertion_moves_the_cuts_beside_it_and_no_others(int at, int length)
    {
        var before = FileContentStoreTests.Bytes(8 << 20);
        var inserted = new byte[length];
        new Random(7).NextBytes(inserted);
        byte[] after = [.. before[..at], .. inserted, .. before[at..]];

        var fresh = Digests(after).Except(Digests(before)).Count();

        Assert.InRange(fresh, 1, (length / ChunkCutter.Shortest) + 3);
    }

    [Fact]
    public void Bytes_that_never_change_are_cut_at_a_bound() =>
        Assert.All(Cut(new byte[3 << 20]).SkipLast(1), length => Assert.True(length is ChunkCutter.Longest or <= ChunkCutter.Shortest + 1));

    [Fact]
    public void A_recipe_that_was_written_can_be_read_and_no_other() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<byte[]>().Where(bytes => bytes.Length > 0).ToArbitrary(),
        ArbMap.Default.GeneratorFor<NonNegativeInt>().ToArbitrary(),
        (bytes, at) =>
        {
            var written = new Recipe([new(Digest.Of(bytes), bytes.Length), new(Digest.Of("second"), 6)]).ToBytes();
            var read = Recipe.TryParse(written);
            byte[] flipped = [.. written];
            flipped[at.Get % flipped.Length] ^= 0x20;
            return read!.Size == bytes.Length + 6 && read.ToBytes().SequenceEqual(written) && Recipe.TryParse(flipped) is null && Recipe.TryParse(written.AsSpan(0, at.Get % written.Length)) is null;
        }).QuickCheckThrowOnFailure();

    private static List<int> Cut(byte[] bytes)
    {
        var lengths = new List<int>();
        for (var at = 0; at < bytes.Length; at += lengths[^1]) lengths.Add(ChunkCutter.Cut(bytes.AsSpan(at)));
        return lengths;
    }

    private static IEnumerable<Digest> Digests(byte[] bytes)
    {
        var at = 0;
        foreach (var length in Cut(bytes))
        {
            yield return Digest.Of(bytes.AsSpan(at, length));
            at += length;
        }
    }

    // One byte at a time, from the beginning of the chunk.
    private static List<int> PlainCut(byte[] bytes)
    {
        var (lengths, hash, length) = (new List<int>(), 0UL, 0);
        foreach (var value in bytes)
        {
            hash = (hash << 1) + ChunkCutter.GearOf(value);
            length++;
            var bits = length <= ChunkCutter.Usual ? 19 : 15;
            if ((length <= ChunkCutter.Shortest || hash >> (64 - bits) != 0) && length < ChunkCutter.Longest) continue;
            lengths.Add(length);
            length = 0;
        }

        if (length > 0) lengths.Add(length);
        return lengths;
    }
}
