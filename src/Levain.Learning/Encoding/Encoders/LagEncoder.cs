using System.Globalization;
using Levain.Learning.Encoders;

namespace Levain.Learning;

/// <summary>The numbers of the rows before: those of all columns one row before, then two rows before, and so on; missing where there is no such row.</summary>
/// <remarks>For a single row, give the rows before it as well, of its own group and the latest last.</remarks>
public sealed record LagEncoder(params IReadOnlyList<Input> Inputs) : Encoder
{
    public IReadOnlyList<Input> Inputs { get; init => field = Some(value, nameof(LagEncoder)); } = Some(Inputs, nameof(LagEncoder));

    /// <summary>How many rows to look back.</summary>
    public int Rows { get; init => field = Limits.Checked(nameof(Rows), value, Limits.MostRows); } = 1;

    /// <summary>Rows are before one another only when they agree in these columns; all rows when empty.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>Which row is before which, nulls last; rows that agree keep the order of the table, which alone counts when this is empty.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    public string Name { get; init => field = NameTemplate.Checked(value, null, "column", "lag"); } = "{column}_lag_{lag}";

    internal override IEnumerable<string> Columns => [.. Inputs.Select(input => input.Column), .. GroupBy];

    internal override IEnumerable<FittingPart> Parts(FittingRows rows)
    {
        var inputs = Inputs.Select(rows.Numbers).ToArray();
        if ((long)Rows * inputs.Length > Limits.MostFeatures) throw new BuildException($"{Rows} rows back of {inputs.Length} columns are more than {Limits.MostFeatures} features", "look back less far");
        var groups = GroupBy.Select(rows.Key).ToArray();
        foreach (var column in OrderBy) rows.Order(column);
        var names = Enumerable.Range(1, Rows).SelectMany(lag => Inputs.Select(input => rows.Name(Name, input, lag: lag.ToString(CultureInfo.InvariantCulture)))).ToArray();
        yield return new(Inputs[0].Column, names, () => new FittedLags(inputs, Rows, groups, [.. OrderBy], names));
    }
}
