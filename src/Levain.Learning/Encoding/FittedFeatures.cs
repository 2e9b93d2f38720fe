using Levain.Learning.Encoders;

namespace Levain.Learning;

/// <summary>A feature pipeline with all that it learned of the training rows. It makes the same features, bit for bit, of a table and of its rows one by one. Threads may share it.</summary>
public sealed partial class FittedFeatures
{
    private readonly RawFields fields;
    private readonly FittedEncoder[] encoders;
    private readonly Feature[] features;
    private readonly int[] starts;

    internal FittedFeatures(RawFields fields, FittedEncoder[] encoders)
    {
        (this.fields, this.encoders) = (fields, encoders);
        FeatureNames.Check(encoders.SelectMany(encoder => encoder.Features.Select(feature => (feature.Name, encoder.Column))));
        features = [.. encoders.SelectMany(encoder => encoder.Features)];
        starts = new int[encoders.Length + 1];
        for (var i = 0; i < encoders.Length; i++) starts[i + 1] = starts[i] + encoders[i].Features.Count;
        RowsBefore = encoders.Max(encoder => encoder.RowsBefore);
    }

    /// <summary>What a model reads, in order.</summary>
    public IReadOnlyList<Feature> Features => features;

    /// <summary>The raw columns that features are made of, by name, as the training rows had them.</summary>
    public Schema Fields => fields.Schema;

    /// <summary>How many rows before a row some features look at; 0 without lags.</summary>
    public int RowsBefore { get; }

    /// <summary>A row to fill with raw fields.</summary>
    public RawRow NewRow() => new(fields);

    /// <summary>The features of all rows of a table. It must have the columns that features are made of, and may have more.</summary>
    /// <param name="threads">They make it faster, and change nothing.</param>
    public DenseMatrix Encode(Table table, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(table);
        // Every column is looked for first, so that a missing one costs no work.
        for (var i = 0; i < fields.Count; i++) _ = fields[i].Of(table);
        var columns = new float[features.Length][];
        Work.Each(encoders.Length, threads, i =>
        {
            var own = columns.AsSpan(starts[i], starts[i + 1] - starts[i]);
            foreach (ref var column in own) column = new float[table.RowCount];
            encoders[i].Encode(table, own);
        });
        return new(features, columns);
    }

    /// <summary>The features of a single row; those that look at rows before it are missing.</summary>
    public void Encode(RawRow row, Span<float> values) => Encode([row], values);

    /// <summary>The features of the last of these rows. The others come before it, in order and of its own group; of those, <see cref="RowsBefore"/> are enough.</summary>
    public void Encode(ReadOnlySpan<RawRow> rows, Span<float> values)
    {
        if (rows.IsEmpty) throw new ArgumentException("there is no row", nameof(rows));
        if (values.Length != features.Length) throw new ArgumentException($"{values.Length} places for {features.Length} features", nameof(values));
        if (rows.Length > RowsBefore + 1) rows = rows[^(RowsBefore + 1)..];
        foreach (var row in rows)
        {
            if (row.Fields != fields) throw new ArgumentException("the row was made by other features", nameof(rows));
            row.CheckGiven();
        }

        for (var i = 0; i < encoders.Length; i++) encoders[i].Encode(rows, values[starts[i]..starts[i + 1]]);
    }
}
