namespace Levain.Learning.Tests.Reports;

/// <summary>Shots to judge by.</summary>
public sealed record MakeTest : Stage<TestTable>
{
    public required int Seed { get; init; }

    public int Rows { get; init; } = 400;

    public bool OnlyGoals { get; init; }

    /// <summary>A column that is missing; null for none.</summary>
    public string? Without { get; init; }

    protected override Task<TestTable> RunAsync(StageContext context) => Task.FromResult(new TestTable(Kept(MakeShots.Of(Seed, Rows, OnlyGoals))));

    private Table Kept(Table rows) => rows.Select([.. rows.Columns.Select(column => column.Name).Where(name => name != Without)]);
}
