using Levain.Learning.Splits;

namespace Levain.Learning;

/// <summary>Parts of given shares, drawn at random: the same ones everywhere. Their sizes are the shares of all rows to within one row, by largest remainder.</summary>
/// <example><code>
/// new RandomSplit(0.6, 0.2, 0.2) { Seed = 11 }
/// new RandomSplit(0.8, 0.2) { Seed = 66, StratifyBy = "is_goal" }
/// new RandomSplit(0.8, 0.2) { Seed = 66, GroupBy = ["player"] }
/// </code></example>
public sealed record RandomSplit : TableSplit
{
    public RandomSplit(double training, double test) : this(training, 0, test)
    {
    }

    public RandomSplit(double training, double validation, double test)
    {
        (Training, Validation, Test) = (training, validation, test);
        _ = Shares();
    }

    /// <summary>The share of the training part.</summary>
    public double Training { get; private init; }

    /// <summary>The share of the validation part; 0 for none.</summary>
    public double Validation { get; private init; }

    /// <summary>The share of the test part; 0 for none.</summary>
    public double Test { get; private init; }

    public required ulong Seed { get; init; }

    /// <summary>The columns whose equal keys stay together; none for each row on its own. Shares are then those of the groups, and a null is a key like any.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>The column each of whose values has the same shares in all parts, to within one row; null for none.</summary>
    public string? StratifyBy { get; init; }

    internal override bool Makes(RowPart part) => part switch
    {
        RowPart.Training => true,
        RowPart.Validation => Validation > 0,
        _ => Test > 0,
    };

    private protected override string EmptyHint => "give it a larger share, or split more rows";

    private protected override RowPart[] Assign(Table rows)
    {
        var units = new SplitUnits(rows, GroupBy, StratifyBy);
        var strata = units.Shuffled(Seed);
        var quotas = Quotas.Of([.. Enumerable.Range(0, strata.Count).Select(stratum => strata[stratum].Length)], Shares());
        var parts = new RowPart[units.Count];
        for (var stratum = 0; stratum < strata.Count; stratum++)
        {
            var left = strata[stratum];
            for (var part = 0; part < quotas[stratum].Length; part++)
            {
                foreach (var unit in left[..quotas[stratum][part]]) parts[unit] = RowPart.Training + (byte)part;
                left = left[quotas[stratum][part]..];
            }
        }

        return units.Spread(parts);
    }

    // Exact from here on: what is left of 1 by writing thirds as 0.333 goes to training.
    private decimal[] Shares()
    {
        double[] shares = [Training, Validation, Test];
        if (Training is not (> 0 and < 1) || shares.Any(share => share is not (>= 0 and < 1)) || Math.Abs(shares.Sum() - 1) > 1e-9)
            throw new BuildException(FormattableString.Invariant($"shares of {Training}, {Validation} and {Test} do not make one whole"), "each is from 0 to 1, that of training above 0, and they sum to 1");
        var (validation, test) = (decimal.Round((decimal)Validation, 12), decimal.Round((decimal)Test, 12));
        return [1 - validation - test, validation, test];
    }
}
