using System.Text.Json;
using Levain.Host.Output;
using Levain.Planning;
using Levain.Scheduling;
using Levain.Testing;

namespace Levain.Host.Tests.Output;

public sealed class TextsTests
{
    private static readonly StageNode Train = Sample.Graph.Order.Single(node => node.Name == "TrainTrees");

    [Fact]
    public void Why_a_stage_is_stale() => Verified.Text(WhyText.Of("xgoals", Train, Sample.Plan[Train], ["method `Boosting.Fit` changed", "constant `Limit` changed from 3 to 4"]));

    [Fact]
    public void Why_with_the_whole_key() => Verified.Text(WhyText.Of("xgoals", Train, Sample.Plan[Train], inputs: true));

    [Fact]
    public void Why_of_every_state() => Verified.Text(string.Join('\n', Sample.Plan.All.Select(each => WhyText.Of("xgoals", each.Node, each.Decision, inputs: each.Decision.Key is null))));

    [Fact]
    public void Errors_are_listed_once_with_their_hints() => Verified.Text(ErrorText.Of(
    [
        new BuildException("stage `A` reads `feature`, but no stage makes it", "did you mean `features`?"),
        new AggregateException(new BuildException("disk full"), new BuildException("stage `A` reads `feature`, but no stage makes it", "did you mean `features`?")),
        new UsageException("no target is named `Trian`\nat all"),
    ]));

    [Fact]
    public void What_belongs_to_an_error_stands_below_it_and_moves_no_cursor() =>
        Assert.Equal("error: a\n  b\n    c\uFFFD\n  hint: d\n", ErrorText.Of(new BuildException("a", "d") { Details = ["b", "  c\u001b"] }));

    [Fact]
    public void What_we_did_not_foresee_is_our_bug_and_keeps_its_stack()
    {
        var text = ErrorText.Of(new InvalidOperationException("the index is out of order"));

        Assert.StartsWith("error: InvalidOperationException: the index is out of order\n  hint: this is a bug in levain", text, StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_worst_error_decides_the_exit_code() => Assert.Equal(2, ErrorText.ExitCode([new BuildException("a"), new AggregateException(new UsageException("b"))]));

    [Fact]
    public void Json_of_a_build() => Verified.Text(JsonOutput.Build([ModelReport.Of("xgoals", Sample.Profile,
    [
        .. Sample.Outcomes,
        Sample.Outcome("Broken", StageState.Stale, StageResult.Failed, "disk full"),
        Sample.Outcome("NotANumber", StageState.Stale, StageResult.Built, "never built", 1, metrics: ("loss", double.NaN)),
    ], [new GateRow(new Gate("EvaluateModel", "auc") { AtLeast = 0.7 }, 0.78234, Passed: true)])], TimeSpan.FromSeconds(1.44)));

    [Fact]
    public void Json_of_a_status() => Verified.Text(JsonOutput.Status([ModelReport.Of("xgoals", Sample.Profile, Sample.Plan)]));

    [Fact]
    public void Json_of_a_why() => Verified.Text(JsonOutput.Why(Sample.Profile, [new("xgoals", Train, Sample.Plan[Train], ["method `Boosting.Fit` changed"])]));

    [Fact]
    public void Json_of_a_graph() => Verified.Text(JsonOutput.Graph([GraphView.Of("xgoals", Sample.Graph, Sample.Plan)]));

    [Fact]
    public void Json_of_an_error() => Verified.Text(JsonOutput.Error(new UsageException("no target is named `Trian`", "did you mean `Train`?")));

    [Fact]
    public void Every_schema_that_is_printed_is_documented()
    {
        var page = File.ReadAllText(Path.Combine(TestSource.Root, "docs/json.md"));
        string[] documents =
        [
            JsonOutput.Build([], TimeSpan.Zero), JsonOutput.Status([]), JsonOutput.Why(Sample.Profile, []),
            JsonOutput.Graph([]), JsonOutput.Error(new BuildException("x")), JsonOutput.Diff("HEAD", "v1", [], []), JsonOutput.Verify([]),
            JsonOutput.Lock([], written: false), JsonOutput.Test(1, 0, []), JsonOutput.Files("made", []),
        ];

        foreach (var document in documents.Select(text => JsonDocument.Parse(text).RootElement))
        {
            Assert.Contains($"`{document.GetProperty("schema").GetString()}`", page, StringComparison.Ordinal);
            Assert.All(document.EnumerateObject().Select(property => property.Name).Where(name => name != "schema"), name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Plain_progress_is_lines_without_escape_codes()
    {
        var output = new StringWriter();
        var progress = new PlainProgress(output, Terminal.None, new BuildScope { ManyModels = true });
        progress.Started("xgoals", "TrainTrees", TimeSpan.FromSeconds(8));
        progress.Progressed("xgoals", "TrainTrees", 0.5);
        progress.Noticed("waiting for another build\e[2J");
        foreach (var outcome in Sample.Outcomes) progress.Finished(outcome);
        progress.Finished(Sample.Outcome("Tune/Trial[2]", StageState.Stale, StageResult.Failed, "disk full", 3));
        progress.Dispose();
        progress.Noticed("too late");

        Verified.Text(output.ToString());
    }

    [Fact]
    public void The_scope_of_a_build_is_what_has_to_run()
    {
        var scope = BuildScope.Of([("xgoals", Sample.Plan)], jobs: 2);

        Assert.Equal((2, TimeSpan.FromSeconds(12.3)), (scope.Stages, scope.Expected[("xgoals", "TrainTrees")]));
    }
}
