namespace Levain.Learning;

/// <summary>Rows of features as single-precision numbers, in which NaN stands for a missing value.</summary>
public abstract class FeatureMatrix
{
    private readonly Dictionary<string, int> positions;

    private protected FeatureMatrix(IReadOnlyList<Feature> features, int rowCount)
    {
        (Features, RowCount) = (features, rowCount);
        positions = new(features.Count, StringComparer.Ordinal);
        for (var i = 0; i < features.Count; i++)
        {
            if (!positions.TryAdd(features[i].Name, i)) throw new BuildException($"there are two features named `{features[i].Name}`", "give each a name of its own");
        }
    }

    public IReadOnlyList<Feature> Features { get; }

    public int RowCount { get; }

    /// <summary>Where a feature stands, or -1.</summary>
    public int IndexOf(string name) => positions.GetValueOrDefault(name, -1);

    /// <summary>Writes the features of one row.</summary>
    public abstract void CopyRow(int row, Span<float> values);

    /// <summary>Writes one feature of the rows from <paramref name="start"/> on.</summary>
    public abstract void CopyColumn(int feature, int start, Span<float> values);

    /// <summary>The matrix a piece at a time, in the order of the rows, for who goes through all of it.</summary>
    internal virtual IEnumerable<(int Start, FeatureMatrix Piece)> Pieces() => [(0, this)];

    /// <summary>The same rows with these features, which are found by name.</summary>
    /// <param name="whose">What the error calls this matrix.</param>
    internal FeatureMatrix Arrange(IReadOnlyList<Feature> wanted, string whose)
    {
        var columns = new int[wanted.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var (name, kind) = wanted[i];
            columns[i] = IndexOf(name);
            if (columns[i] < 0) throw new BuildException($"{whose} has no feature `{name}`", NearestName.Hint(name, [.. Features.Select(feature => feature.Name)]));
            if ((Features[columns[i]].Kind == FeatureKind.Category) != (kind == FeatureKind.Category))
                throw new BuildException($"feature `{name}` of {whose} is {(kind == FeatureKind.Category ? "no category" : "a category")}, other than in training", "encode both in the same way");
        }

        var isSame = Features.Count == columns.Length && columns.Index().All(column => column.Index == column.Item);
        return isSame ? this : new ArrangedMatrix(this, wanted, columns);
    }

    /// <summary>These rows, in this order.</summary>
    public abstract FeatureMatrix Take(ReadOnlySpan<int> rows);
}
