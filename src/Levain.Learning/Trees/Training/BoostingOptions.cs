using System.Runtime.CompilerServices;

namespace Levain.Learning;

/// <summary>How boosted trees are trained. Everything here decides the model; the number of threads does not and is elsewhere.</summary>
public sealed record BoostingOptions
{
    public Objective Objective { get; init; } = Objective.SquaredError;

    /// <summary>How many rounds at most; a round adds a tree for each output.</summary>
    public int Rounds { get; init => field = AtLeast(1, value); } = 100;

    /// <summary>How much of what a tree has learned is added.</summary>
    public double LearningRate { get; init => field = Within(0, 1, value); } = 0.3;

    /// <summary>How the learning rate changes from round to round.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    public Growth Growth { get; init; } = Growth.DepthWise;

    /// <summary>How many questions a row is asked at most; 0 for no limit, which wants a limit of leaves.</summary>
    public int Depth { get; init => field = AtLeast(0, value); } = 6;

    /// <summary>How many leaves a tree has at most; 0 for no limit.</summary>
    public int Leaves { get; init => field = AtLeast(0, value); }

    /// <summary>Into how many bins a feature is cut at most, one of them for what is missing.</summary>
    public int Bins { get; init => field = Within(2, 256, value); } = 256;

    /// <summary>How large the sum of Hessians of a leaf must be: with squared error, how many rows.</summary>
    public double MinChildWeight { get; init => field = NotNegative(value); } = 1;

    /// <summary>By how much a split must lower the loss (XGBoost's gamma).</summary>
    public double MinGain { get; init => field = NotNegative(value); }

    /// <summary>The penalty on the size of a leaf's weight (alpha).</summary>
    public double L1 { get; init => field = NotNegative(value); }

    /// <summary>The penalty on the square of a leaf's weight (lambda).</summary>
    public double L2 { get; init => field = NotNegative(value); } = 1;

    /// <summary>How large a leaf's weight may be; 0 for what the objective asks: 0.7 for Poisson, no limit elsewhere.</summary>
    public double MaxStep { get; init => field = NotNegative(value); }

    /// <summary>The share of the rows that each tree is grown from.</summary>
    public double Rows { get; init => field = Share(value); } = 1;

    /// <summary>The share of the features that a tree may ask.</summary>
    public double ColumnsPerTree { get; init => field = Share(value); } = 1;

    /// <summary>The share of a tree's features that a level may ask.</summary>
    public double ColumnsPerLevel { get; init => field = Share(value); } = 1;

    /// <summary>The share of a level's features that a node may ask.</summary>
    public double ColumnsPerNode { get; init => field = Share(value); } = 1;

    /// <summary>Features that the prediction must follow in one direction.</summary>
    public IReadOnlyDictionary<string, Monotone> Monotone { get; init; } = new Dictionary<string, Monotone>();

    /// <summary>Up to so many categories, one is told from all others; with more, sets of categories are.</summary>
    public int MaxOneHot { get; init => field = AtLeast(0, value); } = 4;

    /// <summary>Where predictions start, in their own units; null for the best constant.</summary>
    public double? BaseScore { get; init => field = value is { } score && !double.IsFinite(score) ? throw new BuildException("the base score must be a number") : value; }

    /// <summary>After how many rounds without a better validation metric training stops; 0 for never. The rounds after the best are dropped.</summary>
    public int Patience { get; init => field = AtLeast(0, value); }

    /// <summary>What is watched on the validation set; null for the usual one of the objective.</summary>
    public Metric? Metric { get; init; }

    public required ulong Seed { get; init; }

    private static int AtLeast(int least, int value, [CallerMemberName] string name = "") =>
        value >= least ? value : throw new BuildException(FormattableString.Invariant($"`{name}` is {value}, and must be at least {least}"));

    private static int Within(int least, int most, int value, [CallerMemberName] string name = "") =>
        value >= least && value <= most ? value : throw new BuildException(FormattableString.Invariant($"`{name}` is {value}, and must be from {least} to {most}"));

    private static double Within(double least, double most, double value, [CallerMemberName] string name = "") =>
        value > least && value <= most ? value : throw new BuildException(FormattableString.Invariant($"`{name}` is {value}, and must be above {least} and not above {most}"));

    private static double NotNegative(double value, [CallerMemberName] string name = "") =>
        value >= 0 && double.IsFinite(value) ? value : throw new BuildException(FormattableString.Invariant($"`{name}` is {value}, and must be 0 or more"));

    private static double Share(double value, [CallerMemberName] string name = "") => Within(0, 1, value, name);
}
