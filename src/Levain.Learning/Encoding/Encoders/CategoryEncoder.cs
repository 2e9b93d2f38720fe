using Levain.Learning.Encoders;

namespace Levain.Learning;

/// <summary>The number of a value among all values, from 0 on, for trees that split by sets of them.</summary>
/// <remarks>Values are numbered in order: text by code point, numbers by size. A row without a value, and by default one with an unknown value, is missing.</remarks>
public sealed record CategoryEncoder(params IReadOnlyList<Input> Inputs) : Encoder
{
    public IReadOnlyList<Input> Inputs { get; init => field = Some(value, nameof(CategoryEncoder)); } = Some(Inputs, nameof(CategoryEncoder));

    /// <summary>The values, in the order of their numbers; null for all that training rows have, sorted.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    public UnknownValue Unknown { get; init => field = value != UnknownValue.Zero ? value : throw new BuildException("an unknown category cannot count as 0, which is the number of a known one", "take `UnknownValue.Missing` or `UnknownValue.Refuse`"); } = UnknownValue.Missing;

    /// <summary>The value that a row without one counts as; null for none.</summary>
    public string? MissingAs { get; init; }

    public string Name { get; init => field = NameTemplate.Checked(value, null, "column"); } = "{column}";

    internal override IEnumerable<string> Columns => Inputs.Select(input => input.Column);

    internal override IEnumerable<FittingPart> Parts(FittingRows rows) => Inputs.Select(input =>
    {
        const string Instead = "a tree's bins hold no more: use a `FrequencyEncoder`, or merge rare values in SQL";
        var (read, name) = (rows.Keys(input), rows.Name(Name, input));
        var declared = Values is null ? null : KeyTable.Of(Values, read).AtMost(Limits.MostCategories, read, Instead);
        var missing = MissingAs is null ? null : read.Canonical(MissingAs);
        return new FittingPart(input.Column, [name], () =>
            new FittedCategory(new(read, declared ?? KeyCounts.Of(rows.Table, read, missing).Keys(Limits.MostCategories, Instead), Unknown, missing), name));
    });
}
