using System.Runtime.CompilerServices;

namespace Levain.Learning;

/// <summary>How XGBoost trains. Defaults are its own; the names of its parameters stand beside each.</summary>
public sealed record XGBoostOptions
{
    /// <summary><c>objective</c>, with its own number: <c>num_class</c>, or <c>scale_pos_weight</c> of <see cref="Objective.WeightedLogistic"/>.</summary>
    public required Objective Objective { get; init; }

    /// <summary><c>tree_method</c>.</summary>
    public XGBoostMethod Method { get; init; }

    /// <summary>How many times trees are added (<c>num_boost_round</c>), unless training stops earlier.</summary>
    public int Rounds { get; init => field = AtLeast(1, value); } = 100;

    /// <summary><c>eta</c>: how much of each tree counts.</summary>
    public double LearningRate { get; init => field = Share(value); } = 0.3;

    /// <summary><c>max_depth</c>; 0 for no limit.</summary>
    public int Depth { get; init => field = AtLeast(0, value); } = 6;

    /// <summary><c>max_leaves</c>; 0 for no limit.</summary>
    public int Leaves { get; init => field = AtLeast(0, value); }

    /// <summary><c>grow_policy</c>.</summary>
    public Growth Growth { get; init; }

    /// <summary><c>max_bin</c>.</summary>
    public int Bins { get; init => field = AtLeast(2, value); } = 256;

    /// <summary><c>min_child_weight</c>: the least sum of Hessians in a node.</summary>
    public double MinChildWeight { get; init => field = NotNegative(value); } = 1;

    /// <summary><c>gamma</c>: what a split must gain.</summary>
    public double MinGain { get; init => field = NotNegative(value); }

    /// <summary><c>subsample</c>: the share of rows that each tree sees.</summary>
    public double Rows { get; init => field = Share(value); } = 1;

    /// <summary><c>colsample_bytree</c>: the share of features that each tree sees.</summary>
    public double ColumnsPerTree { get; init => field = Share(value); } = 1;

    /// <summary><c>colsample_bylevel</c>: of these, the share that each level sees.</summary>
    public double ColumnsPerLevel { get; init => field = Share(value); } = 1;

    /// <summary><c>colsample_bynode</c>: of these, the share that each node sees.</summary>
    public double ColumnsPerNode { get; init => field = Share(value); } = 1;

    /// <summary><c>alpha</c>: the L1 penalty on leaves.</summary>
    public double L1 { get; init => field = NotNegative(value); }

    /// <summary><c>lambda</c>: the L2 penalty on leaves.</summary>
    public double L2 { get; init => field = NotNegative(value); } = 1;

    /// <summary><c>max_delta_step</c>: the most that a leaf may add; null for what the objective says (<c>Objective.Poisson</c>), 0 for no limit.</summary>
    public double? MaxStep { get; init => field = value is { } step ? NotNegative(step) : null; }

    /// <summary><c>seed</c>, which decides what is sampled.</summary>
    public int Seed { get; init => field = AtLeast(0, value); }

    /// <summary><c>base_score</c>, in the units of the prediction; null for XGBoost's own.</summary>
    public float? BaseScore { get; init => field = value is null || float.IsFinite(value.Value) ? value : throw new BuildException("the base score must be a number"); }

    /// <summary><c>monotone_constraints</c>: features that the prediction must follow in one direction.</summary>
    public IReadOnlyDictionary<string, Monotone> Monotone { get; init; } = new Dictionary<string, Monotone>();

    /// <summary><c>early_stopping_rounds</c>: after how many rounds without a better last metric of the validation set training stops; 0 for never.</summary>
    public int Patience { get; init => field = AtLeast(0, value); }

    /// <summary><c>eval_metric</c>, of which the last is watched; empty for the objective's own.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary><c>nthread</c>. XGBoost adds in the order of its threads, and does not promise the same bytes for another number of them: so it is an option, and part of the key.</summary>
    public int Threads { get; init => field = AtLeast(1, value); } = 1;

    private static int AtLeast(int least, int value, [CallerMemberName] string name = "") =>
        value >= least ? value : throw new BuildException(FormattableString.Invariant($"`{name}` is {value}, and must be at least {least}"));

    private static double NotNegative(double value, [CallerMemberName] string name = "") =>
        value >= 0 && double.IsFinite(value) ? value : throw new BuildException(FormattableString.Invariant($"`{name}` is {value}, and must be 0 or more"));

    private static double Share(double value, [CallerMemberName] string name = "") =>
        value is > 0 and <= 1 ? value : throw new BuildException(FormattableString.Invariant($"`{name}` is {value}, and must be above 0 and not above 1"));
}
