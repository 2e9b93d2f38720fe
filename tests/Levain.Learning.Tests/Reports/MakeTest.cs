namespace Levain.Learning.Tests.Reports;

/// <summary>Shots to judge by.</summary>
public sealed record MakeTest : Stage<TestTable>
{
    public required int Seed { get; init; }

    public int Rows { get; init; } = 400;

    public bool OnlyGoals { get; init; }

    protected override Task<TestTable> RunAsync(StageContext context) => Task.FromResult(new TestTable(MakeShots.Of(Seed, Rows, OnlyGoals)));
}
