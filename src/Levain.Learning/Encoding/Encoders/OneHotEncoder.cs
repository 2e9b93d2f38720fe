using Levain.Learning.Encoders;

namespace Levain.Learning;

/// <summary>An indicator for each value: 1 in the rows that have it, 0 in the others.</summary>
/// <remarks>Values come in order: text by code point, numbers by size. A row without a value has none of them, unless <see cref="MissingAs"/> says what it counts as.</remarks>
public sealed record OneHotEncoder(params IReadOnlyList<Input> Inputs) : Encoder
{
    public IReadOnlyList<Input> Inputs { get; init => field = Some(value, nameof(OneHotEncoder)); } = Some(Inputs, nameof(OneHotEncoder));

    /// <summary>The values, in the order of the features; null for all that training rows have, sorted.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    public UnknownValue Unknown { get; init; }

    /// <summary>The value that a row without one counts as; null for none.</summary>
    public string? MissingAs { get; init; }

    /// <summary>A column with more values is refused: it would become as many features.</summary>
    public int MostValues { get; init => field = Limits.Checked(nameof(MostValues), value, Limits.MostFeatures); } = 1000;

    public string Name { get; init => field = NameTemplate.Checked(value, "value", "column", "value"); } = "{column}_{value}";

    internal override IEnumerable<string> Columns => Inputs.Select(input => input.Column);

    internal override IEnumerable<FittingPart> Parts(FittingRows rows) => Inputs.Select(input =>
    {
        var read = rows.Keys(input);
        var declared = Values is null ? null : KeyTable.Of(Values, read);
        var missing = MissingAs is null ? null : read.Canonical(MissingAs);
        return new FittingPart(input.Column, declared is null ? [] : Names(rows, input, declared), () =>
        {
            var keys = declared ?? KeyCounts.Of(rows.Table, read, missing).Keys(MostValues, "take fewer with `Values`, allow more with `MostValues`, or use a `FrequencyEncoder`");
            return new FittedOneHot(new(read, keys, Unknown, missing), Names(rows, input, keys));
        });
    });

    private string[] Names(FittingRows rows, Input input, KeyTable keys) => [.. keys.Texts.Select(text => rows.Name(Name, input, text))];
}
