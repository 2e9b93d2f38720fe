using System.Globalization;
using System.Text;

namespace Levain.Host.Output;

/// <summary>Versions that were made of something, as people read them.</summary>
internal static class DescendantsText
{
    public static string Of(IReadOnlyList<DescendantsRow> rows, Terminal terminal)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            if (text.Length > 0) text.Append('\n');
            var what = $"{row.Kind} `{row.Name}`";
            if (row.Found.Count == 0)
            {
                text.Append(TextWidth.Clean($"no version was made of {what}")).Append('\n');
                continue;
            }

            text.Append(Paint.Of(TextWidth.Clean($"{Amounts.Count(row.Found.Count, "version")} {(row.Found.Count == 1 ? "was" : "were")} made of {what}"), Tone.Heading, terminal.Colour)).Append("\n\n");
            text.Append(PlainTable.Of(["group", "version>", "state", "aliases", "registered", "by", row.Kind], [.. row.Found.Select(found => (IReadOnlyList<string>)
            [
                found.Group,
                found.Version.Number.ToString(CultureInfo.InvariantCulture),
                RegistryText.Word(found.Version.State),
                string.Join(", ", found.Version.Aliases),
                RegistryText.Time(found.Version.At),
                found.Version.By,
                row.Kind == "commit" ? $"{LineageText.BriefCommit(found.Of)}{(found.Version.Record!.IsDirty ? " and changes" : "")}" : LineageText.BriefData(found.Of),
            ])], terminal));
        }

        return text.ToString();
    }
}
