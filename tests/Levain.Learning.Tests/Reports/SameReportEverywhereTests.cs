using System.Globalization;
using System.Text;
using Levain.Fingerprints;
using Levain.Testing;

namespace Levain.Learning.Tests.Reports;

/// <summary>What evaluations make under one digest, with the world changed around them.</summary>
public sealed class SameReportEverywhereTests(ITestOutputHelper output)
{
    // What the other processes are compared with; made once.
    private static readonly Lazy<Task<string>> Here = new(() => DigestOf(jobs: 2));

    [Fact]
    public async Task Evaluations_have_a_digest()
    {
        output.WriteLine(await Here.Value);
        Assert.True(Digest.TryParse(await Here.Value, out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task The_digest_is_the_same_for_any_number_of_jobs(int jobs) => Assert.Equal(await Here.Value, await DigestOf(jobs));

    [Theory]
    [InlineData("DOTNET_EnableAVX2", "0")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0")]
    [InlineData("TZ", "Asia/Kathmandu")]
    [InlineData("DOTNET_PROCESSOR_COUNT", "1")]
    public async Task The_digest_is_the_same_in_another_process(string variable, string value)
    {
        var text = await TestElsewhere.RunAsync(typeof(SameReportEverywhereTests), nameof(Evaluations_have_a_digest), variable, value, TestContext.Current.CancellationToken);

        Assert.Contains(await Here.Value, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_digest_is_the_same_where_numbers_are_written_otherwise()
    {
        var here = await Here.Value;
        var before = CultureInfo.CurrentCulture;
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NumberGroupSeparator, other.NumberFormat.NegativeSign) = (",", ".", "~");
        try
        {
            CultureInfo.CurrentCulture = other;
            Assert.Equal(here, await DigestOf(jobs: 2));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(typeof(EvaluateTrees))]
    [InlineData(typeof(EvaluateForest))]
    [InlineData(typeof(EvaluateLinear))]
    [InlineData(typeof(EvaluateForecast))]
    public void The_key_has_what_the_stage_reaches_and_no_whole_assembly(Type stage) =>
        Assert.Empty(new CodeFingerprinter(new AssemblyUniverse([AppContext.BaseDirectory])).Of(stage).WholeAssemblies);

    private static async Task<string> DigestOf(int jobs)
    {
        var all = new StringBuilder();
        foreach (var pipeline in new Pipeline[] { new Judging { About = "# Use\n\n- one" }, new Judging { Target = "metres", Objective = Objective.SquaredError }, new JudgingOthers("forest"), new JudgingForecasts(), new JudgingTuned() })
        {
            using var workspace = new TestWorkspace { Settings = new() { Jobs = jobs } };
            var report = await workspace.BuildAsync(pipeline, TestContext.Current.CancellationToken);
            // The digest of the folder: of all four files.
            all.Append(report.Outcomes.Single(outcome => outcome.Stage.StartsWith("Evaluate", StringComparison.Ordinal)).Output!.Value).Append('\n');
        }

        return Digest.Of(all.ToString()).ToString();
    }
}
