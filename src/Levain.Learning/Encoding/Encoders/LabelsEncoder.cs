using Levain.Learning.Encoders;

namespace Levain.Learning;

/// <summary>An indicator for each label, where a text holds several: 1 in the rows that have it, 0 in the others.</summary>
/// <remarks>Labels are cut at any of the separators and trimmed; empty ones do not count. Several columns share their labels, as the two teams of a match do.</remarks>
public sealed record LabelsEncoder(params IReadOnlyList<string> Texts) : Encoder
{
    /// <summary>The columns of text.</summary>
    public IReadOnlyList<string> Texts { get; init => field = Some(value, nameof(LabelsEncoder)); } = Some(Texts, nameof(LabelsEncoder));

    /// <summary>The characters, of ASCII, that stand between labels; empty where a text is one label.</summary>
    public string Separators { get; init => field = Ascii(value); } = "|,";

    /// <summary>The labels, in the order of the features; null for all that training rows have, sorted.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>What becomes of a label that no training row had: <see cref="UnknownValue.Zero"/> passes it over.</summary>
    public UnknownValue Unknown { get; init => field = value != UnknownValue.Missing ? value : throw new BuildException("an unknown label cannot make all labels of its row missing", "take `UnknownValue.Zero` or `UnknownValue.Refuse`"); }

    /// <summary>The label of a row that has none, such as <c>media_unknown</c>; null for none.</summary>
    public string? MissingAs { get; init; }

    public int MostValues { get; init => field = Limits.Checked(nameof(MostValues), value, Limits.MostFeatures); } = 1000;

    public string Name { get; init => field = NameTemplate.Checked(value, "value", "column", "value"); } = "{column}_{value}";

    internal override IEnumerable<string> Columns => Texts;

    internal override IEnumerable<FittingPart> Parts(FittingRows rows)
    {
        var columns = Texts.Select(rows.Text).ToArray();
        var splitter = new LabelSplitter(Separators, MissingAs);
        var declared = Values is null ? null : KeyTable.Of(Values, columns[0]);
        yield return new(Texts[0], declared is null ? [] : Names(rows, declared), () =>
        {
            var labels = declared ?? LabelCounts.Of(rows.Table, columns, splitter).AtMost(MostValues, columns[0], "take fewer with `Values`, or allow more with `MostValues`");
            return new FittedLabels(columns, splitter, labels, Unknown, Names(rows, labels));
        });
    }

    private string[] Names(FittingRows rows, KeyTable labels) => [.. labels.Texts.Select(label => rows.Name(Name, Texts[0], label))];

    private static string Ascii(string separators) =>
        System.Text.Ascii.IsValid(separators) ? separators : throw new BuildException($"`{separators}` are no separators of labels", "take characters of ASCII, such as `|`");
}
