using System.Runtime.InteropServices;

namespace Levain.Learning.Training;

/// <summary>Finds the cuts of all features of a matrix.</summary>
internal static class Profiles
{
    public static ColumnProfile[] Of(FeatureMatrix matrix, BoostingOptions options, Crew crew)
    {
        var most = Math.Min(options.Bins - 1, Cuts.MostBins);
        var categories = Enumerable.Range(0, matrix.Features.Count).Where(feature => matrix.Features[feature].Kind == FeatureKind.Category).ToDictionary(feature => feature, feature => new CategoryCount(matrix.Features[feature], most));
        var sample = matrix is SparseMatrix sparse ? new SparseSample(sparse) : (IColumnSample)new DenseSample(matrix);
        foreach (var (start, piece) in matrix.Pieces())
        {
            sample.Add(start, piece, crew);
            crew.Run(categories.Count, (index, _) => categories.Values.ElementAt(index).Add(piece, categories.Keys.ElementAt(index)));
        }

        var profiles = new ColumnProfile[matrix.Features.Count];
        crew.Run(profiles.Length, (feature, _) => profiles[feature] = categories.TryGetValue(feature, out var counted) ? counted.ToProfile() : Number(matrix.Features[feature], sample, feature, most));
        return profiles;
    }

    private static ColumnProfile Number(Feature feature, IColumnSample sample, int index, int most)
    {
        var missing = sample.MissingShare(index);
        var values = sample.Values(index);
        if (Array.Exists(values, value => !float.IsFinite(value))) values = Array.FindAll(values, float.IsFinite);
        return ColumnProfile.Of(Cuts.Number(feature, Quantiles.Thresholds(values, most)), values, missing);
    }
}
