using Levain.Numerics;

namespace Levain.Learning.Tests.Reports;

/// <summary>Weekly sales of shops in three towns: a level, a season of half a year, and noise that is louder from shop to shop.</summary>
public sealed record MakeSales : Stage<Table>
{
    private static readonly string[] Towns = ["Ål", "<b>Ely</b>", "Bath | Wells"];

    public required int Shops { get; init; }

    public int Weeks { get; init; } = 104;

    protected override Task<Table> RunAsync(StageContext context)
    {
        var random = new CounterRandom(7);
        (int Shop, int Week, double Value)[] rows = [.. Enumerable.Range(0, Shops).SelectMany(shop => Enumerable.Range(0, Weeks).Select(week => (shop, week, Sales(random.Fork((ulong)shop), shop, week))))];
        return Task.FromResult(new Table(
        [
            TableColumn.Of<DateOnly>("date", [.. rows.Select(row => new DateOnly(2022, 1, 2).AddDays(7 * row.Week))]),
            TableColumn.Of("town", [.. rows.Select(row => Towns[row.Shop % Towns.Length])]),
            TableColumn.Of("shop", [.. rows.Select(row => FormattableString.Invariant($"shop {row.Shop + 1}"))]),
            TableColumn.Of<double>("value", [.. rows.Select(row => row.Value)]),
        ]));
    }

    private static double Sales(CounterRandom random, int shop, int week) =>
        100 + 20 * shop + 25 * Elementary.Sin(2 * 3.141592653589793 * week / 26) + (2 + 3 * shop) * random.Normal((ulong)week);
}
