using System.Collections.Immutable;
using System.Globalization;

namespace Levain.Learning;

/// <summary>How XGBoost trains. Defaults are its own; the names of its parameters stand beside each.</summary>
public sealed record XGBoostOptions
{
    /// <summary><c>objective</c>, with its own number: <c>num_class</c>, or <c>scale_pos_weight</c> of <see cref="Objective.WeightedLogistic"/>.</summary>
    public required Objective Objective { get; init; }

    /// <summary><c>tree_method</c>.</summary>
    public XGBoostMethod Method { get; init; }

    /// <summary>How many times trees are added (<c>num_boost_round</c>), unless training stops earlier.</summary>
    public int Rounds { get; init => field = AtLeast(1, value, "Rounds"); } = 100;

    /// <summary><c>eta</c>: how much of each tree counts.</summary>
    public double LearningRate { get; init => field = Within(value, 0, 1, "LearningRate"); } = 0.3;

    /// <summary><c>max_depth</c>; 0 for no limit.</summary>
    public int Depth { get; init => field = AtLeast(0, value, "Depth"); } = 6;

    /// <summary><c>max_leaves</c>; 0 for no limit.</summary>
    public int Leaves { get; init => field = AtLeast(0, value, "Leaves"); }

    /// <summary><c>grow_policy</c>.</summary>
    public XGBoostGrowth Growth { get; init; }

    /// <summary><c>max_bin</c>.</summary>
    public int Bins { get; init => field = AtLeast(2, value, "Bins"); } = 256;

    /// <summary><c>min_child_weight</c>: the least sum of Hessians in a node.</summary>
    public double MinChildWeight { get; init => field = NotNegative(value, "MinChildWeight"); } = 1;

    /// <summary><c>gamma</c>: what a split must gain.</summary>
    public double Gamma { get; init => field = NotNegative(value, "Gamma"); }

    /// <summary><c>subsample</c>: the share of rows that each tree sees.</summary>
    public double Subsample { get; init => field = Share(value, "Subsample"); } = 1;

    /// <summary><c>colsample_bytree</c>: the share of features that each tree sees.</summary>
    public double ColumnsByTree { get; init => field = Share(value, "ColumnsByTree"); } = 1;

    /// <summary><c>colsample_bylevel</c>: of these, the share that each level sees.</summary>
    public double ColumnsByLevel { get; init => field = Share(value, "ColumnsByLevel"); } = 1;

    /// <summary><c>colsample_bynode</c>: of these, the share that each node sees.</summary>
    public double ColumnsByNode { get; init => field = Share(value, "ColumnsByNode"); } = 1;

    /// <summary><c>alpha</c>: the L1 penalty on leaves.</summary>
    public double Alpha { get; init => field = NotNegative(value, "Alpha"); }

    /// <summary><c>lambda</c>: the L2 penalty on leaves.</summary>
    public double Lambda { get; init => field = NotNegative(value, "Lambda"); } = 1;

    /// <summary><c>max_delta_step</c>: the most that a leaf may add; null for what the objective says (<c>Objective.Poisson</c>), 0 for no limit.</summary>
    public double? MaxDeltaStep { get; init => field = value is { } step ? NotNegative(step, "MaxDeltaStep") : null; }

    /// <summary><c>seed</c>, which decides what is sampled.</summary>
    public int Seed { get; init => field = AtLeast(0, value, "Seed"); }

    /// <summary><c>base_score</c>, in the units of the prediction; null for XGBoost's own.</summary>
    public float? BaseScore { get; init => field = value is null || float.IsFinite(value.Value) ? value : throw Refused("BaseScore", value.Value, "give a number"); }

    /// <summary><c>monotone_constraints</c> by feature: 1 where the prediction may only rise with it, -1 where it may only fall.</summary>
    public ImmutableSortedDictionary<string, int> Monotone { get; init => field = Signs(value); } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary><c>early_stopping_rounds</c>: after how many rounds without a better last metric of the validation set training stops; null to go on to the end.</summary>
    public int? EarlyStoppingRounds { get; init => field = value is null or >= 1 ? value : throw Refused("EarlyStoppingRounds", value.Value, "give 1 or more, or null"); }

    /// <summary><c>eval_metric</c>; empty for the objective's own.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary><c>nthread</c>. XGBoost adds in the order of its threads, and does not promise the same bits for another number of them: so it is an option, and part of the key.</summary>
    public int Threads { get; init => field = AtLeast(1, value, "Threads"); } = 1;

    private static int AtLeast(int least, int value, string option) =>
        value >= least ? value : throw Refused(option, value, string.Create(CultureInfo.InvariantCulture, $"give {least} or more"));

    private static double NotNegative(double value, string option) => value >= 0 && double.IsFinite(value) ? value : throw Refused(option, value, "give 0 or more");

    private static double Within(double value, double least, double most, string option) =>
        value >= least && value <= most ? value : throw Refused(option, value, string.Create(CultureInfo.InvariantCulture, $"give a number from {least} to {most}"));

    private static double Share(double value, string option) => value is > 0 and <= 1 ? value : throw Refused(option, value, "give a share above 0 and at most 1");

    private static ImmutableSortedDictionary<string, int> Signs(ImmutableSortedDictionary<string, int> signs)
    {
        foreach (var (feature, sign) in signs)
            if (sign is < -1 or > 1) throw Refused($"Monotone[{feature}]", sign, "give 1, -1, or 0 for neither");
        return signs;
    }

    private static BuildException Refused(string option, double value, string hint) =>
        new(string.Create(CultureInfo.InvariantCulture, $"option `{option}` of XGBoost cannot be {value}"), hint);
}
