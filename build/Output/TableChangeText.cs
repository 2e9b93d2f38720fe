using System.Text;
using Levain.Building;
using Levain.Tables;

namespace Levain.Host.Output;

/// <summary>What became of a snapshot, as people read it: its bytes, then its rows, columns and distributions.</summary>
internal static class TableChangeText
{
    public static string Of(SnapshotChange change, TableChange? table)
    {
        var text = new StringBuilder(change.Text).Append('\n');
        foreach (var line in table?.Lines ?? []) text.Append("  ").Append(TextWidth.Clean(line)).Append('\n');
        return text.ToString();
    }
}
