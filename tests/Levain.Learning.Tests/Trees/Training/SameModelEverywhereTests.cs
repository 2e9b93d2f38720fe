using System.Globalization;
using Levain.Testing;

namespace Levain.Learning.Tests.Trees.Training;

/// <summary>Models and predictions under one digest: in this process, in others, in other cultures, and with parts of the processor switched off.</summary>
public sealed class SameModelEverywhereTests(ITestOutputHelper output)
{
    // What the other processes are compared with; made once.
    private static readonly Lazy<string> Here = new(() => DigestOfModels(threads: 2));

    [Fact]
    public void Repeated_training_gives_the_same_digest()
    {
        output.WriteLine(TestElsewhere.Vectors);
        var digest = DigestOfModels(threads: 2);
        output.WriteLine(digest);
        Assert.Equal(digest, DigestOfModels(threads: 1));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0", "512 False")]
    // The name of versions before .NET 10, which this one does not know.
    [InlineData("DOTNET_EnableAVX512F", "0", "vectors")]
    [InlineData("DOTNET_EnableAVX2", "0", "256 False")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0", "128 False")]
    [InlineData("DOTNET_TieredCompilation", "0", "vectors")]
    [InlineData("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-FMA,-AVX2", "vectors")]
    [InlineData("TZ", "Asia/Kathmandu", "vectors")]
    public async Task The_digest_is_the_same_in_another_process(string variable, string value, string seen)
    {
        var text = await TestElsewhere.RunAsync(typeof(SameModelEverywhereTests), nameof(Repeated_training_gives_the_same_digest), variable, value, TestContext.Current.CancellationToken);

        Assert.Contains(seen, text, StringComparison.Ordinal);
        Assert.Contains(Here.Value, text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_digest_is_the_same_where_numbers_are_written_otherwise()
    {
        var expected = Here.Value;
        // Made by hand, since the tests run without the cultures of the system.
        var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (foreign.NumberFormat.NumberDecimalSeparator, foreign.NumberFormat.NumberGroupSeparator, foreign.NumberFormat.NegativeSign) = (",", ".", "~");
        var (before, threadsBefore) = (CultureInfo.CurrentCulture, CultureInfo.DefaultThreadCurrentCulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = foreign;
            Assert.Equal("~1,5", (-1.5).ToString(CultureInfo.CurrentCulture));
            Assert.Equal(expected, DigestOfModels(threads: 2));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.DefaultThreadCurrentCulture) = (before, threadsBefore);
        }
    }

    /// <summary>Twenty sets: all objectives and both kinds of growth are among them.</summary>
    private static string DigestOfModels(int threads)
    {
        var digests = Enumerable.Range(0, 20).Select(seed =>
        {
            var set = DrawnSet.Of(seed, 300 + 41 * seed, 1 + seed % 12);
            return ModelBytes.Of(Trained.On(set.Training, set.Validation, set.Options, threads: threads), set.Validation.Features);
        });
        return Digest.Of(string.Join('\n', digests)).ToString();
    }
}
