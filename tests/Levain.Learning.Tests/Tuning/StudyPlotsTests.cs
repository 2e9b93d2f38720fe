using System.Xml.Linq;
using Levain.Learning.Tuning;
using Levain.Numerics;
using Levain.Testing;

namespace Levain.Learning.Tests.Tuning;

public sealed class StudyPlotsTests
{
    private static readonly SearchSpace Space = new(
        Parameter.Number("much", 0, 1),
        Parameter.Number("little", 0.01, 100) with { IsLogarithmic = true },
        Parameter.Whole("none", 1, 50),
        Parameter.Choice("kind", "a", "<b>", "c"));

    [Fact]
    public void Importance_is_the_share_of_the_variance_that_is_known()
    {
        // Variances of 9, 1 and 0 parts in ten of two uniform places.
        var past = new Rehearsal { Space = Space, Sampler = new RandomSampler() }.Run(400, at => (3 * at.Number("much")) + (Elementary.Log10(at.Number("little")) / 4));

        var shares = Importance(past);
        Assert.InRange(shares["much"], 0.85, 0.93);
        Assert.InRange(shares["little"], 0.06, 0.13);
        Assert.InRange(shares["none"], 0, 0.02);
        Assert.InRange(shares["kind"], 0, 0.02);
    }

    [Fact]
    public void Importance_of_a_choice_counts_too_and_what_works_together_is_of_neither()
    {
        var choices = Importance(new Rehearsal { Space = Space, Sampler = new RandomSampler() }.Run(300, at => at.Text("kind") == "<b>" ? 1 : 0));
        var together = Importance(new Rehearsal { Space = Space, Sampler = new RandomSampler() }.Run(400, at => (at.Number("much") > 0.5) == (at.Text("kind") == "c") ? 1 : 0));

        Assert.InRange(choices["kind"], 0.97, 1);
        Assert.True(together["much"] + together["kind"] < 0.6);
    }

    [Fact]
    public void Trials_that_crowd_do_not_hide_what_mattered()
    {
        // A study looks where `much` is small: there it hardly varies.
        var past = new Rehearsal { Space = Space }.Run(120, at => (9 * at.Number("much") * at.Number("much")) + (Elementary.Log10(at.Number("little")) / 20));

        Assert.Equal("much", Importance(past).MaxBy(share => share.Value).Key);
    }

    [Fact]
    public void A_study_of_one_trial_or_of_equal_ones_has_pictures_without_importance()
    {
        foreach (var trials in new[] { 1, 5 })
        {
            var plots = Plots(new Rehearsal { Space = Space }.Run(trials, _ => 2));
            Assert.All(plots.Importance.Bars, bar => Assert.Equal(0, bar.Value));
            Assert.All(All(plots), plot => XDocument.Parse(plot.ToSvg()));
        }
    }

    [Fact]
    public void A_study_whose_trials_all_failed_can_be_drawn()
    {
        var past = Enumerable.Range(0, 3).Select(i => new PastTrial(i, [0.5, 1, 2, 1], new() { State = TrialState.Failed, Error = "no" }, higherIsBetter: false)).ToList();

        Assert.All(All(Plots(past)), plot => XDocument.Parse(plot.ToSvg()));
        Assert.Equal("3 trials: 3 failed", Plots(past).History.Summary);
    }

    [Fact]
    public void A_study_has_a_picture_of_each_kind()
    {
        var past = Study();
        var plots = Plots(past);

        Assert.All(All(plots), plot => XDocument.Parse(plot.ToSvg()));
        Assert.StartsWith("60 trials: ", plots.History.Summary, StringComparison.Ordinal);
        Assert.Equal(past.Count(trial => trial.State == TrialState.Complete), plots.History.Groups.Single().Points.Count);
        var stair = plots.History.Trends.Single().Points;
        Assert.True(stair.Zip(stair.Skip(1)).All(pair => pair.Second.Y <= pair.First.Y && pair.Second.X >= pair.First.X));
        Assert.Equal(past.Where(trial => trial.State == TrialState.Complete).Min(trial => trial.Cost), stair[^1].Y);
        Assert.Equal(3, plots.Curves(new StudyTables(Space, past).Curves()).Lines.Count);
        if (Environment.GetEnvironmentVariable("LEVAIN_PICTURES") is { Length: > 0 } folder)
            foreach (var (plot, i) in All(plots).Select((plot, i) => (plot, i))) File.WriteAllText(Path.Combine(folder, $"study-{i}.svg"), plot.ToSvg());
    }

    [Fact]
    public async Task A_stage_draws_the_study_of_a_tuning()
    {
        using var workspace = new TestWorkspace();
        var report = await workspace.BuildAsync(new Drawn(), TestContext.Current.CancellationToken);

        Assert.False(report.Failed, string.Join("; ", report.Outcomes.Select(outcome => outcome.Error?.Message)));
        var files = workspace.Workspace.Store.OpenArtifact(report.Outcomes.Single(outcome => outcome.Stage == nameof(DrawStudy)).Output!.Value).Files;
        Assert.Equal(["curves.svg", "history.svg", "importance.svg", "parallel.svg", "slice-01.svg", "slice-02.svg", "slice-03.svg"], files);
    }

    [Fact]
    public void A_parameter_that_is_not_there_is_told_with_the_nearest_one() =>
        Assert.Equal("did you mean `much`?", Assert.Throws<BuildException>(() => Plots(Study()).Slice("muhc")).Hint);

    private static List<PastTrial> Study() => new Rehearsal { Space = Space, AtOnce = 4, Pruner = new MedianPruner() }.RunSteps(60, at => Enumerable.Range(1, 20).Select(step =>
        ((at.Number("much") - 0.3) * (at.Number("much") - 0.3)) + (Math.Abs(Elementary.Log10(at.Number("little"))) / 5) + (at.Text("kind") == "c" ? 0 : 0.2) + (1.0 / step)));

    private static Dictionary<string, double> Importance(List<PastTrial> past) => Plots(past).Importance.Bars.ToDictionary(bar => bar.Name, bar => bar.Value);

    private static StudyPlots Plots(List<PastTrial> past) => new(Space, new StudyTables(Space, past).Study(), higherIsBetter: false);

    private static Plot[] All(StudyPlots plots) => [plots.History, plots.Parallel, plots.Importance, .. Space.Parameters.Select(parameter => plots.Slice(parameter.Name))];

    private sealed class Drawn : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile)
        {
            var tuning = new TuneHill();
            return [tuning, new DrawStudy { Study = tuning.Study, Curves = tuning.Curves, Space = tuning.Space, HigherIsBetter = true }];
        }
    }
}
