using Levain.Learning.Splits;

namespace Levain.Learning;

/// <summary>Cross-validation: each row is a test row in one fold, and a training row in all others.</summary>
/// <example><code>
/// foreach (var fold in new KFold(5) { Seed = 11, StratifyBy = "is_goal" }.Over(shots))
///     yield return new TrainTrees { Training = fold.Training, Label = fold.Label, … };
/// </code></example>
public sealed record KFold : RepeatedSplit
{
    /// <param name="folds">How many; from 2 on.</param>
    public KFold(int folds) => Folds = folds;

    public int Folds { get; init => field = value >= 2 ? value : throw new BuildException($"`{nameof(Folds)}` is at least 2, not {value}: with one fold nothing is left to train on"); }

    public required ulong Seed { get; init; }

    /// <summary>The columns whose equal keys stay in one fold; none for each row on its own. Folds are then filled from the largest group to the smallest, each into what has fewest rows; a null is a key like any.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>The column each of whose values is spread evenly over the folds, to within one row; null for none.</summary>
    public string? StratifyBy { get; init; }

    internal override int Count => Folds;

    internal override bool Makes(RowPart part) => part is RowPart.Training or RowPart.Test;

    private protected override string Word => "fold";

    private protected override string EmptyHint => "ask for fewer folds";

    private protected override RowPart[] Assign(Table rows)
    {
        RequireNumber();
        var units = new SplitUnits(rows, GroupBy, StratifyBy);
        if (units.Count < Folds)
            throw new BuildException($"{units.Count} {(GroupBy.Count > 0 ? $"groups of `{string.Join("`, `", GroupBy)}`" : "rows")} cannot fill {Folds} folds", "ask for fewer folds, or split more rows");
        var folds = units.Spread(GroupBy.Count > 0 ? Filled(units) : Dealt(units));
        return Array.ConvertAll(folds, fold => fold == Number - 1 ? RowPart.Test : RowPart.Training);
    }

    // One stratum behind the other, dealt like cards: strata and folds alike are even to within one row.
    private int[] Dealt(SplitUnits units)
    {
        var folds = new int[units.Count];
        var place = 0;
        foreach (var unit in units.Shuffled(Seed).Rows) folds[unit] = place++ % Folds;
        return folds;
    }

    private int[] Filled(SplitUnits units)
    {
        var (folds, sizes) = (new int[units.Count], units.Sizes());
        var lightest = new PriorityQueue<int, (long Rows, int Fold)>(Enumerable.Range(0, Folds).Select(fold => (fold, (0L, fold))));
        // Stable: groups of one size keep their random order.
        foreach (var unit in units.Order(Seed).OrderByDescending(unit => sizes[unit]))
        {
            lightest.TryDequeue(out folds[unit], out var load);
            lightest.Enqueue(folds[unit], (load.Rows + sizes[unit], load.Fold));
        }

        return folds;
    }
}
