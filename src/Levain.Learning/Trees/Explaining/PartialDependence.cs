using System.Collections.Immutable;
using Levain.Learning.Explaining;
using Levain.Learning.Scoring;

namespace Levain.Learning;

/// <summary>What is predicted on average when one or two features had the same values in every row.</summary>
/// <param name="Features">The features that are set.</param>
/// <param name="Grids">For each of them the values that it is set to, rising: quantiles of what is there, or all categories.</param>
/// <param name="Means">The average predictions: the last feature's values come fastest, and for each of them all outputs stand together.</param>
public sealed record PartialDependence(ImmutableArray<Feature> Features, ImmutableArray<ImmutableArray<float>> Grids, ImmutableArray<double> Means)
{
    /// <summary>The average predictions by one feature.</summary>
    /// <param name="points">How many values a number is set to at most; all are taken where there are no more.</param>
    public static PartialDependence Of(TreeScorer scorer, FeatureMatrix rows, string feature, int points = 20, int threads = 1) => Of(scorer, rows, [feature], points, threads);

    /// <summary>The average predictions by two features.</summary>
    /// <inheritdoc cref="Of(TreeScorer, FeatureMatrix, string, int, int)"/>
    public static PartialDependence Of(TreeScorer scorer, FeatureMatrix rows, string feature, string other, int points = 20, int threads = 1) =>
        feature == other ? throw new BuildException($"partial dependence needs two different features, not `{feature}` twice") : Of(scorer, rows, [feature, other], points, threads);

    private static PartialDependence Of(TreeScorer scorer, FeatureMatrix rows, string[] names, int points, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        if (rows.RowCount == 0) throw new BuildException("partial dependence needs rows, and there are none");
        var columns = FeatureColumns.Of(scorer.Model.Features, rows);
        int[] features = [.. names.Select(name => IndexOf(scorer.Model, name))];
        var grids = features.Select(feature => ValueGrid.Of(rows, columns[feature], scorer.Model.Features[feature].Kind, points)).ToImmutableArray();
        var averages = new AveragePredictions(scorer, rows, columns, threads);
        var means = ImmutableArray.CreateBuilder<double>();
        foreach (var values in Combinations(grids)) averages.AddTo(means, features, values);
        return new([.. features.Select(feature => scorer.Model.Features[feature])], grids, means.ToImmutable());
    }

    private static IEnumerable<float[]> Combinations(ImmutableArray<ImmutableArray<float>> grids) =>
        grids.Length == 1 ? grids[0].Select(value => (float[])[value]) : grids[0].SelectMany(first => grids[1].Select(second => (float[])[first, second]));

    private static int IndexOf(TreeModel model, string name)
    {
        for (var i = 0; i < model.Features.Length; i++)
            if (model.Features[i].Name == name) return i;
        throw new BuildException($"the model has no feature `{name}`", NearestName.Hint(name, [.. model.Features.Select(feature => feature.Name)]));
    }
}
