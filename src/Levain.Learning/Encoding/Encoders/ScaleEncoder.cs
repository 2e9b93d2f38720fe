using Levain.Learning.Encoders;

namespace Levain.Learning;

/// <summary>Numbers less their mean, in units of their deviation: the mean and the population's standard deviation of the training rows.</summary>
/// <remarks>Where all training rows have one value, the unit is 1, so that it becomes 0. A missing value counts for neither and stays missing, unless it is filled.</remarks>
public sealed record ScaleEncoder(params IReadOnlyList<Input> Inputs) : Encoder
{
    public IReadOnlyList<Input> Inputs { get; init => field = Some(value, nameof(ScaleEncoder)); } = Some(Inputs, nameof(ScaleEncoder));

    /// <summary>What a missing value counts as, in the column's own units, in training too; null leaves it missing.</summary>
    public double? Fill { get; init => field = Fills.Checked(value); }

    public string Name { get; init => field = NameTemplate.Checked(value, null, "column"); } = "{column}";

    internal override IEnumerable<string> Columns => Inputs.Select(input => input.Column);

    internal override IEnumerable<FittingPart> Parts(FittingRows rows) => Inputs.Select(input =>
    {
        var (read, name) = (rows.Numbers(input), rows.Name(Name, input));
        return new FittingPart(input.Column, [name], () => new FittedNumber(read, Fill, Scale.Of(rows.Table, read, Fill), name));
    });
}
