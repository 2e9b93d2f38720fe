using System.Runtime.InteropServices;
using Levain.Testing;

namespace Levain.Learning.Tests.Trees.Scoring;

/// <summary>Predictions and explanations of many models under one committed digest: on this machine, on any other, and with parts of the processor switched off.</summary>
public sealed class SameBitsEverywhereTests(ITestOutputHelper output)
{
    private const string Committed = "sha256:9c4e160c770072e48c6dc6de9627797bb90abe5d195b87535521075faeb910d5";

    [Fact]
    public void Predictions_and_explanations_have_the_committed_digest()
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
    [InlineData("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-FMA,-AVX2", "vectors")]
    public async Task The_digest_is_the_same_in_a_process_without_part_of_the_processor(string variable, string value, string seen)
    {
        var text = await TestElsewhere.RunAsync(typeof(SameBitsEverywhereTests), nameof(Predictions_and_explanations_have_the_committed_digest), variable, value, TestContext.Current.CancellationToken);

        Assert.Contains(seen, text, StringComparison.Ordinal);
    }

    private static Digest DigestOfResults()
    {
        using var results = new MemoryStream();
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new RandomModel(seed) { Depth = seed % 13, Classes = seed % 4 == 3 ? 3 : 1, Categories = seed % 3 == 2 ? 2 : 0, Weighted = seed % 5 == 4 };
            var (model, rows) = (random.Model(), random.Rows(130));
            var (scorer, explainer) = (new TreeScorer(model), new TreeExplainer(model));
            var (margins, leaves) = (new float[130 * scorer.OutputCount], new int[130 * scorer.TreeCount]);
            var contributions = new double[130 * explainer.OutputCount * explainer.Width];
            var interactions = new double[contributions.Length * explainer.Width];
            scorer.Margins(rows, margins);
            scorer.Leaves(rows, leaves);
            explainer.Contributions(rows, contributions);
            explainer.Interactions(rows, interactions);
            results.Write(MemoryMarshal.AsBytes(margins.AsSpan()));
            results.Write(MemoryMarshal.AsBytes(leaves.AsSpan()));
            results.Write(MemoryMarshal.AsBytes(contributions.AsSpan()));
            results.Write(MemoryMarshal.AsBytes(interactions.AsSpan()));
            scorer.Predict(rows, margins);
            results.Write(MemoryMarshal.AsBytes(margins.AsSpan()));
        }

        return Digest.Of(results.ToArray());
    }
}
