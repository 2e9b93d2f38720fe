using System.Text.Json;

namespace Levain.Learning.Encoders;

/// <summary>A way to make features of a row's values, with all that was learned of the training rows.</summary>
internal abstract class FittedEncoder
{
    /// <summary>The column that the features are named after.</summary>
    public abstract string Column { get; }

    public abstract IReadOnlyList<Feature> Features { get; }

    /// <summary>How many rows before a row it looks at.</summary>
    public virtual int RowsBefore => 0;

    /// <summary>The features of all rows of a table. The columns are zeros before.</summary>
    public abstract void Encode(Table table, ReadOnlySpan<float[]> columns);

    /// <summary>The features of the last of these rows.</summary>
    public abstract void Encode(ReadOnlySpan<RawRow> rows, Span<float> values);

    public abstract void Write(Utf8JsonWriter json);
}
