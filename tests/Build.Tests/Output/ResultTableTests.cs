using System.Globalization;
using Levain.Host.Output;
using Levain.Locks;
using Levain.Planning;
using Levain.Scheduling;
using Levain.Testing;

namespace Levain.Host.Tests.Output;

public sealed class ResultTableTests
{
    private static readonly TimeSpan Elapsed = TimeSpan.FromSeconds(1.44);

    private static readonly GateRow[] Gates =
    [
        new(new Gate("EvaluateModel", "brier") { AtMost = 0.2 }, 0.1871, Passed: true),
        new(new Gate("EvaluateModel", "auc") { AtLeast = 0.7 }, 0.78234, Passed: true),
    ];

    private static readonly ModelReport Built = ModelReport.Of("xgoals", Sample.Profile, Sample.Outcomes, Gates);

    [Fact]
    public void A_build() => Verified.Text(ResultTable.Of([Built], Terminal.None, Elapsed));

    [Fact]
    public void A_plan() => Verified.Text(ResultTable.Of([ModelReport.Of("xgoals", Sample.Profile, Sample.Plan)], Terminal.None));

    [Fact]
    public void Several_models_of_which_one_does_not_compile()
    {
        var failing = ModelReport.Of("需求预测", Sample.Profile,
        [
            Sample.Outcome("特征[地区 一]", StageState.Stale, StageResult.Failed, "column `price` is missing\nin row 3", 0.2),
            Sample.Outcome("TrainTrees", StageState.Depends, StageResult.Skipped, "depends on 特征[地区 一]"),
        ], [new(new Gate("EvaluateModel", "wape") { AtMost = 0.3 }, null, Passed: false)]);
        var broken = new ModelReport { Model = "broken", Profile = Sample.Profile, Error = new BuildException("`models/broken` does not compile") };

        Verified.Text(ResultTable.Of([Built, failing, broken], Terminal.None, Elapsed));
    }

    [Fact]
    public void Many_stages_are_counted_where_there_is_nothing_to_see()
    {
        var outcomes = Enumerable.Range(0, 97).Select(i => Sample.Outcome($"Fold[{i}]", StageState.Fresh, StageResult.UpToDate)).Append(Sample.Outcomes[2]);

        Verified.Text(ResultTable.Of([ModelReport.Of("xgoals", Sample.Profile, outcomes)], Terminal.None, Elapsed));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(100)]
    [InlineData(80)]
    [InlineData(60)]
    [InlineData(40)]
    [InlineData(20)]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        var terminal = new Terminal { IsTerminal = true, Width = width, Height = 24 };

        var table = ResultTable.Of([Built], terminal, Elapsed);

        Assert.All(table.Split('\n'), line => Assert.True(TextWidth.Of(line) <= width, line));
        if (width == 80) Verified.Text(table);
    }

    [Fact]
    public void Colours_change_no_letter()
    {
        var coloured = ResultTable.Of([Built], new Terminal { IsTerminal = true, Width = 100, Colour = true }, Elapsed);
        var plain = ResultTable.Of([Built], new Terminal { IsTerminal = true, Width = 100 }, Elapsed);

        Assert.Contains("\e[32mbuilt\e[0m", coloured, StringComparison.Ordinal);
        Assert.Equal(plain, System.Text.RegularExpressions.Regex.Replace(coloured, "\e\\[[0-9]*m", ""));
    }

    [Fact]
    public void Metrics_of_fresh_stages_come_from_the_lock()
    {
        var outcome = Sample.Outcome("EvaluateModel", StageState.Fresh, StageResult.UpToDate);
        var locked = new LockSection("sample/dev", [new LockedStage("EvaluateModel", outcome.Key!.Value, outcome.Output!.Value, [new("auc", 0.75)])]);

        Assert.Contains("auc 0.75", ResultTable.Of([ModelReport.Of("xgoals", Sample.Profile, [outcome], locked: locked)], Terminal.None), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gate_that_was_missed_by_little_shows_by_how_much() =>
        Assert.Equal("gate auc ≥ 0.7: 0.69999 failed", new GateRow(new Gate("E", "auc") { AtLeast = 0.7 }, 0.69999, Passed: false).Text);

    [Theory]
    [InlineData(0, "0.00 s")]
    [InlineData(0.037, "0.04 s")]
    [InlineData(0.996, "1.0 s")]
    [InlineData(59.94, "59.9 s")]
    [InlineData(59.96, "1 min 00 s")]
    [InlineData(125, "2 min 05 s")]
    [InlineData(3599.7, "1 h 00 min")]
    [InlineData(3780, "1 h 03 min")]
    public void Times_are_short(double seconds, string text) => Assert.Equal(text, Amounts.Of(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void The_table_does_not_depend_on_the_culture()
    {
        var before = ResultTable.Of([Built], Terminal.None, Elapsed);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = "," , NegativeSign = "−" } };
            Assert.Equal(before, ResultTable.Of([Built], Terminal.None, Elapsed));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
