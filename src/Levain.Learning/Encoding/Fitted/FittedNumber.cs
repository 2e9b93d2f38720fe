using System.Globalization;
using System.Text.Json;

namespace Levain.Learning.Encoders;

/// <summary>A number, on a scale or as it is.</summary>
internal sealed class FittedNumber(FittedInput input, double? fill, Scale? scale, string name) : FittedEncoder
{
    public override string Column => input.Column;

    public override IReadOnlyList<Feature> Features { get; } = [new(name, scale is not null || (fill is { } filled && !Suits(filled, input.Kind)) ? FeatureKind.Number : input.Kind)];

    public override void Encode(Table table, ReadOnlySpan<float[]> columns)
    {
        var column = input.Field.Of(table);
        Span<double> numbers = stackalloc double[FittedInput.Chunk];
        for (var start = 0; start < column.Count; start += numbers.Length)
        {
            var chunk = numbers[..Math.Min(numbers.Length, column.Count - start)];
            input.Numbers(column, start, chunk);
            Encode(chunk, columns[0].AsSpan(start, chunk.Length), start);
        }
    }

    public override void Encode(ReadOnlySpan<RawRow> rows, Span<float> values) => Encode([input.Number(rows[^1])], values, -1);

    // The one place where a number becomes a feature.
    private void Encode(ReadOnlySpan<double> numbers, Span<float> values, int start)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var number = double.IsNaN(numbers[i]) ? fill ?? double.NaN : numbers[i];
            if (scale is not null) number = (number - scale.Mean) / scale.Deviation;
            values[i] = double.IsNaN(number) ? float.NaN : (float)number;
            if (float.IsInfinity(values[i])) throw Single(numbers[i], start < 0 ? -1 : start + i);
        }
    }

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteString("kind", scale is null ? "number" : "scale");
        FeaturesJson.Write(json, "input", input.Input);
        if (fill is { } filled) json.WriteNumber("fill", filled);
        if (scale is not null)
        {
            json.WriteNumber("mean", scale.Mean);
            json.WriteNumber("deviation", scale.Deviation);
        }

        json.WriteString("feature", name);
    }

    private BuildException Single(double number, int row) =>
        new(string.Create(CultureInfo.InvariantCulture, $"column `{input.Column}` holds {number:R}{FittedInput.At(row)}, which is beyond single precision"), "bring it to another unit in SQL, or scale it");

    private static bool Suits(double fill, FeatureKind kind) => kind switch
    {
        FeatureKind.Whole => Math.Truncate(fill) == fill,
        FeatureKind.Indicator => fill is 0 or 1,
        _ => true,
    };
}
