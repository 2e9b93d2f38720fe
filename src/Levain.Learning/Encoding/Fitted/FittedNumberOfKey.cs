namespace Levain.Learning.Encoders;

/// <summary>One number for each of the values that training rows had.</summary>
internal abstract class FittedNumberOfKey(FittedKeys keys, Feature feature) : FittedEncoder
{
    public sealed override string Column => keys.Input.Column;

    public sealed override IReadOnlyList<Feature> Features { get; } = [feature];

    public sealed override void Encode(Table table, ReadOnlySpan<float[]> columns)
    {
        var own = columns[0];
        keys.Read(keys.Input.Field.Of(table), (start, codes) =>
        {
            for (var i = 0; i < codes.Length; i++) own[start + i] = Of(codes[i]);
        });
    }

    public sealed override void Encode(ReadOnlySpan<RawRow> rows, Span<float> values) => values[0] = Of(keys.Code(rows[^1]));

    /// <summary>The number of a value by its code, which is below 0 when it is missing or was never seen.</summary>
    protected abstract float Of(int code);
}
