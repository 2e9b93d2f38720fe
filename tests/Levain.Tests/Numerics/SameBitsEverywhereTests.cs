using System.Runtime.InteropServices;
using Levain.Numerics;
using Levain.Testing;

namespace Levain.Tests.Numerics;

/// <summary>One million results under one committed digest: on this machine, on any other, and with parts of the processor switched off.</summary>
public sealed class SameBitsEverywhereTests(ITestOutputHelper output)
{
    private const string Committed = "sha256:2ef993b071c459c135cd89bc53de009dcc28acc754dbbe61fbdd22d07e0a0fe4";
    private const int PerFunction = 66_667;

    [Fact]
    public void One_million_results_have_the_committed_digest()
    {
        output.WriteLine(TestElsewhere.Vectors);
        var digest = DigestOfResults().ToString();
        output.WriteLine(digest);
        Assert.Equal(Committed, digest);
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0", "512 False")]
    [InlineData("DOTNET_EnableAVX2", "0", "256 False")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0", "128 False")]
    [InlineData("DOTNET_TieredCompilation", "0", "vectors")]
    [InlineData("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-FMA,-AVX2", "vectors")]
    public async Task The_digest_is_the_same_in_a_process_without_part_of_the_processor(string variable, string value, string seen)
    {
        var text = await TestElsewhere.RunAsync(typeof(SameBitsEverywhereTests), nameof(One_million_results_have_the_committed_digest), variable, value, TestContext.Current.CancellationToken);

        Assert.Contains(seen, text, StringComparison.Ordinal);
    }

    /// <summary>The arguments are made of random bits without any function of <see cref="Math"/>, so that they too are the same everywhere.</summary>
    private static Digest DigestOfResults()
    {
        var results = new double[PerFunction * (Functions.All.Length + 2)];
        double[] x = new double[PerFunction], y = new double[PerFunction];
        for (var i = 0; i < Functions.All.Length; i++)
        {
            Fill(x, new CounterRandom((ulong)i));
            Functions.All[i].Many(x, Part(results, i));
        }

        Fill(x, new CounterRandom(100));
        Fill(y, new CounterRandom(101));
        Elementary.Atan2(x, y, Part(results, Functions.All.Length));
        for (var i = 0; i < x.Length; i++) x[i] = Math.Abs(x[i]);
        Elementary.Pow(x, y, Part(results, Functions.All.Length + 1));
        return Digest.Of(MemoryMarshal.AsBytes(results.AsSpan()));
    }

    private static Span<double> Part(double[] results, int i) => results.AsSpan(i * PerFunction, PerFunction);

    /// <summary>Three of four between 2^-16 and 2^16 of either sign, where functions do most of their work; one with any bits at all.</summary>
    private static void Fill(double[] values, CounterRandom random)
    {
        for (var i = 0ul; i < (ulong)values.Length; i++)
        {
            var bits = random.At(i);
            if (i % 4 != 0) bits = (bits & 0x800F_FFFF_FFFF_FFFF) | (((bits >> 52 & 31) + 1023 - 16) << 52);
            values[i] = BitConverter.UInt64BitsToDouble(bits);
        }
    }
}
