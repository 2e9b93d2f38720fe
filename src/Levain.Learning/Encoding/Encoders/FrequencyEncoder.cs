using Levain.Learning.Encoders;

namespace Levain.Learning;

/// <summary>How common a value is: its share among the training rows that have one.</summary>
/// <remarks>An unknown value has share 0, unless <see cref="Unknown"/> says otherwise. A row without a value is missing.</remarks>
public sealed record FrequencyEncoder(params IReadOnlyList<Input> Inputs) : Encoder
{
    public IReadOnlyList<Input> Inputs { get; init => field = Some(value, nameof(FrequencyEncoder)); } = Some(Inputs, nameof(FrequencyEncoder));

    public UnknownValue Unknown { get; init; }

    /// <summary>The value that a row without one counts as; null for none.</summary>
    public string? MissingAs { get; init; }

    public string Name { get; init => field = NameTemplate.Checked(value, null, "column"); } = "{column}_Frequency";

    internal override IEnumerable<string> Columns => Inputs.Select(input => input.Column);

    internal override IEnumerable<FittingPart> Parts(FittingRows rows) => Inputs.Select(input =>
    {
        var (read, name) = (rows.Keys(input), rows.Name(Name, input));
        var missing = MissingAs is null ? null : read.Canonical(MissingAs);
        return new FittingPart(input.Column, [name], () =>
        {
            var counts = KeyCounts.Of(rows.Table, read, missing);
            var keys = counts.Keys(Limits.MostValues, "leave it out: so many values say little by their shares");
            return new FittedFrequency(new(read, keys, Unknown, missing), counts.Shares(), name);
        });
    });
}
