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
        var rows = Rows.Where(row => row.State != TransferState.There).ToList();
        var (name, word) = (0, 0);
        foreach (var row in rows) (name, word) = (Math.Max(name, TextWidth.Of(NameOf(row))), Math.Max(word, WordOf(row.State).Length));
        foreach (var row in rows)
        {
            text.Append(TextWidth.Pad(NameOf(row), name)).Append("  ").Append(Paint.Of(WordOf(row.State), ToneOf(row.State), terminal.Colour)).Append(' ', word - WordOf(row.State).Length).Append("  ").Append(row.Content.Digest.Brief);
            if (row.Bytes > 0) text.Append("  ").Append(Amounts.Bytes(row.Bytes));
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
            var counts = new List<string>();
            foreach (var state in (ReadOnlySpan<TransferState>)[TransferState.Moved, TransferState.There, TransferState.Missing])
                if (Rows.Count(row => row.State == state) is > 0 and var count) counts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {WordOf(state)}"));
            var what = Rows.Count == 0 ? "nothing is recorded yet" : string.Join(", ", counts);
            return $"{TextWidth.Clean(Remote)}: {what}{(Bytes > 0 ? $"; {Amounts.Bytes(Bytes)}" : "")}{(Files > 0 ? $" in {Amounts.Count(Files, "file")}" : "")} in {Amounts.Of(Elapsed)}";
        }
    }

    private static string NameOf(TransferRow row) => TextWidth.Clean(row.Model is { } model ? $"{model}/{row.Name}" : $"snapshot {row.Name}");

    private static Tone ToneOf(TransferState state) => state switch { TransferState.Moved => Tone.Good, TransferState.There => Tone.Quiet, _ => Tone.Open };
}
