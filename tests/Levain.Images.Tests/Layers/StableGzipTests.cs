using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;

namespace Levain.Images.Tests;

public sealed class StableGzipTests
{
    [Fact]
    public void Whatever_is_packed_unpacks_to_itself() => Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), Gen.Choose(1, 4000).ToArbitrary(), (seed, times) =>
    {
        byte[] plain = [.. Enumerable.Repeat(seed, times).SelectMany(part => part).Take(400_000)];
        return Unpack(Pack(plain, 7919)).AsSpan().SequenceEqual(plain);
    }));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(98_304)]
    [InlineData(98_305)]
    [InlineData(1_000_000)]
    public void Random_bytes_of_any_length_stay_as_they_are_and_grow_by_little(int length)
    {
        var plain = new byte[length];
        new Random(length).NextBytes(plain);

        var packed = Pack(plain, 4096);

        Assert.Equal(plain, Unpack(packed));
        Assert.True(packed.Length <= length + 40 + length / 4000, $"{length} became {packed.Length}");
    }

    [Fact]
    public void How_the_bytes_come_in_does_not_matter()
    {
        var plain = Samples.Numbers(8000);

        Assert.Equal(Pack(plain, 1), Pack(plain, plain.Length));
    }

    [Fact]
    public void The_packed_bytes_are_the_same_for_ever() => Assert.Equal("12300c73ca49", Digest.Of(Pack(Samples.Numbers(8000), 4096)).Brief);

    [Fact]
    public void It_packs_nearly_as_well_as_the_framework()
    {
        var plain = Samples.Numbers(30_000);
        using var theirs = new MemoryStream();
        using (var gzip = new GZipStream(theirs, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(plain);

        Assert.InRange(Pack(plain, 65536).Length, 0, theirs.Length * 115 / 100);
    }

    private static byte[] Pack(byte[] plain, int step)
    {
        using var target = new MemoryStream();
        using var gzip = new StableGzip(target);
        for (var at = 0; at < plain.Length; at += step) gzip.Write(plain.AsSpan(at, Math.Min(step, plain.Length - at)));
        gzip.End();
        return target.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
