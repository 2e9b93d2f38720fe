using System.Runtime.InteropServices;
using Levain.Fingerprints;
using Levain.Learning.Linear;
using Levain.Testing;

namespace Levain.Learning.Tests.Linear;

/// <summary>Linear models and their predictions under one digest, with parts of the processor switched off.</summary>
public sealed class SameLinearEverywhereTests(ITestOutputHelper output)
{
    // What the other processes are compared with; made once.
    private static readonly Lazy<string> Here = new(() => DigestOfModels(threads: 2));

    [Fact]
    public void Repeated_fitting_gives_the_same_digest()
    {
        output.WriteLine(TestElsewhere.Vectors);
        var digest = DigestOfModels(threads: 2);
        output.WriteLine(digest);
        Assert.Equal(digest, DigestOfModels(threads: 1));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0", "512 False")]
    [InlineData("DOTNET_EnableAVX2", "0", "256 False")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0", "128 False")]
    public async Task The_digest_is_the_same_in_another_process(string variable, string value, string seen)
    {
        var text = await TestElsewhere.RunAsync(typeof(SameLinearEverywhereTests), nameof(Repeated_fitting_gives_the_same_digest), variable, value, TestContext.Current.CancellationToken);

        Assert.Contains(seen, text, StringComparison.Ordinal);
        Assert.Contains(Here.Value, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(TrainLinear))]
    [InlineData(typeof(TrainLogistic))]
    public void The_key_has_what_the_stage_reaches_and_no_whole_assembly(Type stage) =>
        Assert.Empty(new CodeFingerprinter(new AssemblyUniverse([AppContext.BaseDirectory])).Of(stage).WholeAssemblies);

    private static string DigestOfModels(int threads)
    {
        using var all = new MemoryStream();
        foreach (var rows in new[] { 21, 500, 5003 })
        {
            foreach (var isLogistic in new[] { false, true })
            {
                var set = LinearSets.Of(rows, isLogistic, hasWeights: true);
                var model = LinearFits.Of(isLogistic, set, threads);
                all.Write(LinearJson.Write(model));
                all.Write(MemoryMarshal.AsBytes(model.Predictions(set.Features, threads).AsSpan()));
            }
        }

        return Digest.Of(all.ToArray()).ToString();
    }
}
