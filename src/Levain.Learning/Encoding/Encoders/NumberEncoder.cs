using Levain.Learning.Encoders;

namespace Levain.Learning;

/// <summary>Numbers as they are, true as 1 and false as 0; a missing value stays missing.</summary>
public sealed record NumberEncoder(params IReadOnlyList<Input> Inputs) : Encoder
{
    public IReadOnlyList<Input> Inputs { get; init => field = Some(value, nameof(NumberEncoder)); } = Some(Inputs, nameof(NumberEncoder));

    /// <summary>What a missing value counts as; null leaves it missing.</summary>
    public double? Fill { get; init => field = Fills.Checked(value); }

    public string Name { get; init => field = NameTemplate.Checked(value, null, "column"); } = "{column}";

    internal override IEnumerable<string> Columns => Inputs.Select(input => input.Column);

    internal override IEnumerable<FittingPart> Parts(FittingRows rows) => Inputs.Select(input =>
    {
        var (read, name) = (rows.Numbers(input), rows.Name(Name, input));
        return new FittingPart(input.Column, [name], () => new FittedNumber(read, Fill, scale: null, name));
    });
}
