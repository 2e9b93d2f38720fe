using System.Globalization;
using System.Text;
using Levain.Remotes;

namespace Levain.Host.Output;

/// <summary>What was pushed to one remote or pulled from it, as people read it.</summary>
internal sealed record TransferReport(string Remote, bool Push, bool DryRun, IReadOnlyList<TransferRow> Rows, int Files, long Bytes, TimeSpan Elapsed)
{
    public string Text(Terminal terminal)
    {
        var text = new StringBuilder();
        var rows = Rows.Where(row => row.State != TransferState.There).Select(row => (Name: NameOf(row), Word: WordOf(row.State), row)).ToList();
        var (name, word) = (rows.Select(row => TextWidth.Of(row.Name)).DefaultIfEmpty(0).Max(), rows.Select(row => row.Word.Length).DefaultIfEmpty(0).Max());
        foreach (var row in rows)
        {
            text.Append(TextWidth.Pad(row.Name, name)).Append("  ").Append(Paint.Of(row.Word, ToneOf(row.row.State), terminal.Colour)).Append(' ', word - row.Word.Length).Append("  ").Append(row.row.Content.Digest.Brief);
            if (row.row.Bytes > 0) text.Append("  ").Append(Amounts.Bytes(row.row.Bytes));
            text.Append('\n');
        }

        return text.Append(Summary).Append('\n').ToString();
    }

    public string WordOf(TransferState state) => state switch
    {
        TransferState.Moved => (DryRun ? "would " : "") + (Push ? DryRun ? "push" : "pushed" : DryRun ? "pull" : "pulled"),
        TransferState.There => Push ? "there" : "here",
        _ => Push ? "not here" : "not there",
    };

    private string Summary
    {
        get
        {
            var counts = new[] { TransferState.Moved, TransferState.There, TransferState.Missing }.Select(state => (state, Count: Rows.Count(row => row.State == state))).Where(each => each.Count > 0).Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Count} {WordOf(each.state)}"));
            var what = Rows.Count == 0 ? "nothing is recorded yet" : string.Join(", ", counts);
            return $"{TextWidth.Clean(Remote)}: {what}{(Bytes > 0 ? $"; {Amounts.Bytes(Bytes)}" : "")}{(Files > 0 ? $" in {Amounts.Count(Files, "file")}" : "")} in {Amounts.Of(Elapsed)}";
        }
    }

    private static string NameOf(TransferRow row) => TextWidth.Clean(row.Model is { } model ? $"{model}/{row.Name}" : $"snapshot {row.Name}");

    private static Tone ToneOf(TransferState state) => state switch { TransferState.Moved => Tone.Good, TransferState.There => Tone.Quiet, _ => Tone.Open };
}
