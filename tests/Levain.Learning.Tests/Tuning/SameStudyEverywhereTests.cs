using Levain.Fingerprints;
using Levain.Learning.Tuning;
using Levain.Testing;

namespace Levain.Learning.Tests.Tuning;

/// <summary>Studies under one digest, with parts of the processor switched off.</summary>
public sealed class SameStudyEverywhereTests(ITestOutputHelper output)
{
    private static readonly SearchSpace Space = new(
        Parameter.Whole("a", 1, 30),
        Parameter.Whole("b", 1, 3000) with { IsLogarithmic = true },
        Parameter.Number("c", 1e-4, 1) with { IsLogarithmic = true },
        Parameter.Number("d", 0, 1) with { Step = 0.1 },
        Parameter.Normal("e", 0, 2),
        Parameter.Normal("f", 0, 1) with { IsLogarithmic = true, Step = 0.5 },
        Parameter.Choice("g", "x", "y", "z"));

    // What the other processes are compared with; made once.
    private static readonly Lazy<Task<string>> Here = new(() => DigestOfStudyAsync(jobs: 2));

    [Fact]
    public async Task Repeated_tuning_gives_the_same_digest()
    {
        output.WriteLine(TestElsewhere.Vectors);
        var digest = await DigestOfStudyAsync(jobs: 2);
        output.WriteLine(digest);
        Assert.Equal(digest, await DigestOfStudyAsync(jobs: 1));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0", "512 False")]
    [InlineData("DOTNET_EnableAVX2", "0", "256 False")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0", "128 False")]
    [InlineData("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-FMA,-AVX2", "vectors")]
    [InlineData("TZ", "Pacific/Auckland", "vectors")]
    public async Task The_digest_is_the_same_in_another_process(string variable, string value, string seen)
    {
        var text = await TestElsewhere.RunAsync(typeof(SameStudyEverywhereTests), nameof(Repeated_tuning_gives_the_same_digest), variable, value, TestContext.Current.CancellationToken);

        Assert.Contains(seen, text, StringComparison.Ordinal);
        Assert.Contains(await Here.Value, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(TuneTrees))]
    [InlineData(typeof(TuneForest))]
    [InlineData(typeof(TuneLogistic))]
    public void The_key_has_what_the_stage_reaches_and_no_whole_assembly(Type stage)
    {
        var fingerprint = new CodeFingerprinter(new AssemblyUniverse([AppContext.BaseDirectory])).Of(stage, typeof(TpeSampler), typeof(MedianPruner), typeof(SuccessiveHalving));

        Assert.Empty(fingerprint.WholeAssemblies);
        Assert.Contains(fingerprint.Members, member => member.Name.Contains(nameof(ParzenDensity), StringComparison.Ordinal));
    }

    private static async Task<string> DigestOfStudyAsync(int jobs)
    {
        var past = new Rehearsal { Space = Space, AtOnce = 3, Pruner = new MedianPruner() }.RunSteps(60, Steps);
        var tables = new StudyTables(Space, past);
        var numbers = string.Join('\n', past.Select(trial => $"{string.Join(' ', trial.Values.Select(BitConverter.DoubleToInt64Bits))} {trial.Cost:R}"));
        using var workspace = new TestWorkspace { Settings = new() { Jobs = jobs } };
        var report = await workspace.BuildAsync(new Hill(), TestContext.Current.CancellationToken);
        Assert.False(report.Failed, string.Join("; ", report.Outcomes.Select(outcome => outcome.Error?.Message)));
        return Digest.Of(numbers + tables.Parameters(past[0]).Value + string.Join(' ', report.Outcomes.Select(outcome => outcome.Output))).ToString();
    }

    private static IEnumerable<double> Steps(Suggestion at) => Enumerable.Range(1, 8).Select(step => (at.Whole("a") * at.Number("c")) + (at.Number("d") / step) + Math.Abs(at.Number("e")) + (at.Text("g") == "y" ? 0 : 1) + (at.Whole("b") / 1000.0));

    private sealed class Hill : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) =>
        [
            new TuneHill { Trials = 25, Pruner = new MedianPruner { Startup = 3 } },
            new TuneTrees
            {
                Training = new Trees.TrainTreesTests.MakeShots { Seed = 1, Label = "training" },
                Validation = new Trees.TrainTreesTests.MakeShots { Seed = 2, Label = "validation" },
                Target = "goal",
                Options = new() { Seed = 1, Objective = Objective.Logistic, Rounds = 20, Patience = 5 },
                Space = TuneTrees.UsualSpace,
                Sampler = new TpeSampler { Startup = 4 },
                Pruner = new SuccessiveHalving { First = 2, Factor = 2 },
                Trials = 10,
                Seed = 1,
            },
        ];
    }
}
