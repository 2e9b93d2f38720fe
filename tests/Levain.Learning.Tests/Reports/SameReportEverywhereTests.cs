using System.Globalization;
using System.Text;
using Levain.Fingerprints;
using Levain.Testing;

namespace Levain.Learning.Tests.Reports;

/// <summary>What evaluations make under one digest, with the world changed around them.</summary>
public sealed class SameReportEverywhereTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Repeated_evaluation_gives_the_same_digest()
    {
        var digest = await DigestOf(jobs: 1);
        output.WriteLine(TestElsewhere.Vectors);
        output.WriteLine(digest);
        Assert.Equal(digest, await DigestOf(jobs: 8));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX2", "0")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0")]
    [InlineData("TZ", "Asia/Kathmandu")]
    [InlineData("LANG", "tr_TR.UTF-8")]
    [InlineData("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")]
    [InlineData("DOTNET_PROCESSOR_COUNT", "1")]
    public async Task The_digest_is_the_same_in_another_process(string variable, string value)
    {
        var text = await TestElsewhere.RunAsync(typeof(SameReportEverywhereTests), nameof(Repeated_evaluation_gives_the_same_digest), variable, value, TestContext.Current.CancellationToken);

        Assert.Contains(await DigestOf(jobs: 2), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_digest_is_the_same_where_numbers_are_written_otherwise()
    {
        var before = CultureInfo.CurrentCulture;
        var here = await DigestOf(jobs: 2);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(here, await DigestOf(jobs: 2));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.DefaultThreadCurrentCulture) = (before, null);
        }
    }

    [Theory]
    [InlineData(typeof(EvaluateTrees))]
    [InlineData(typeof(EvaluateForest))]
    [InlineData(typeof(EvaluateLinear))]
    public void The_key_has_what_the_stage_reaches_and_no_whole_assembly(Type stage) =>
        Assert.Empty(new CodeFingerprinter(new AssemblyUniverse([AppContext.BaseDirectory])).Of(stage).WholeAssemblies);

    private static async Task<string> DigestOf(int jobs)
    {
        var all = new StringBuilder();
        foreach (var pipeline in new Pipeline[] { new Judging { About = "# Use\n\n- one" }, new Judging { Target = "metres", Objective = Objective.SquaredError }, new JudgingOthers("forest") })
        {
            using var workspace = new TestWorkspace { Settings = new() { Jobs = jobs } };
            var report = await workspace.BuildAsync(pipeline, TestContext.Current.CancellationToken);
            // The digest of the folder: of all four files.
            all.Append(report.Outcomes.Single(outcome => outcome.Stage.StartsWith("Evaluate", StringComparison.Ordinal)).Output!.Value).Append('\n');
        }

        return Digest.Of(all.ToString()).ToString();
    }
}
