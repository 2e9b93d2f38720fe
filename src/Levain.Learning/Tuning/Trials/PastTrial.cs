namespace Levain.Learning.Tuning;

/// <summary>A trial that is over, as those to come may know it; lower costs are better, whatever the score.</summary>
internal sealed class PastTrial
{
    public PastTrial(int number, IReadOnlyList<double> values, TrialResult result, bool higherIsBetter)
    {
        (Number, Values, Result) = (number, values, result);
        Cost = result.Score is { } score ? Score(score, higherIsBetter) : double.PositiveInfinity;
        Costs = new double[result.Curve.Count];
        var best = double.PositiveInfinity;
        for (var step = 0; step < Costs.Length; step++)
        {
            var cost = Score(result.Curve[step], higherIsBetter);
            Costs[step] = best = cost < best ? cost : best;
        }
    }

    /// <summary>Complete ones by cost; then those that were pruned, the later the better; then failed ones.</summary>
    public static IComparer<PastTrial> BestFirst { get; } = Comparer<PastTrial>.Create(Compare);

    public int Number { get; }

    /// <summary>Of each parameter of the space.</summary>
    public IReadOnlyList<double> Values { get; }

    public TrialResult Result { get; }

    public TrialState State => Result.State;

    public double Cost { get; }

    /// <summary>The best up to each step.</summary>
    public double[] Costs { get; }

    /// <summary>The best up to a step; a trial that needed fewer stays where it ended.</summary>
    public double CostAt(int step) => Costs[Math.Min(step, Costs.Length) - 1];

    /// <summary>A cost as a score, and back.</summary>
    public static double Score(double cost, bool higherIsBetter) => higherIsBetter ? -cost : cost;

    private static int Compare(PastTrial left, PastTrial right) =>
        left.State != right.State ? left.State.CompareTo(right.State)
        : left.State == TrialState.Pruned && left.Costs.Length != right.Costs.Length ? right.Costs.Length.CompareTo(left.Costs.Length)
        : left.Cost != right.Cost ? left.Cost.CompareTo(right.Cost)
        : left.Number.CompareTo(right.Number);
}
