using System.Collections.Immutable;

namespace Levain.Learning;

/// <summary>Boosted trees: each adds a number to the margin of its output, and the objective turns margins into predictions.</summary>
public sealed partial record TreeModel
{
    /// <summary>What a row must hold, in this order.</summary>
    public required ImmutableArray<Feature> Features { get; init; }

    public required Objective Objective { get; init; }

    /// <summary>Where every prediction starts, in the units of the prediction: a probability, a count, an amount.</summary>
    public required float BaseScore { get; init; }

    public required ImmutableArray<Tree> Trees { get; init; }

    /// <summary>Which output each tree adds to: 0 everywhere but with several classes.</summary>
    public required ImmutableArray<int> Outputs { get; init; }

    /// <summary>What each tree counts, where trees were dropped out during training (DART); empty when each counts 1.</summary>
    public ImmutableArray<float> TreeWeights { get; init; } = [];

    /// <summary>How many trees each output gained in one round of XGBoost: more than 1 in its random forests, whose trees stand here as rounds of their own.</summary>
    public int ParallelTrees { get; init; } = 1;

    /// <summary>How many rounds to use, when fewer than all are better; null for all.</summary>
    public int? BestRounds { get; init; }

    /// <summary>Text that travels with the model.</summary>
    public ImmutableSortedDictionary<string, string> Attributes { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
