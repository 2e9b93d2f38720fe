using System.Text;
using Levain.Registry;

namespace Levain.Host.Output;

/// <summary>All that a version came from, as people read it.</summary>
internal static class LineageText
{
    public static string Of(VersionLineage lineage, Terminal terminal)
    {
        var (version, record, nodes) = (lineage.Version, lineage.Record, lineage.Nodes);
        var text = new StringBuilder();
        text.Append(Paint.Of(TextWidth.Clean(nodes[^1].Name), Tone.Heading, terminal.Colour)).Append(TextWidth.Clean($": {RegistryText.Word(version.State)}{(version.Aliases.Count > 0 ? $", {string.Join(", ", version.Aliases)}" : "")}")).Append('\n');
        List<(string, string)> facts =
        [
            ("model", $"{record.Model.Digest}, made by {record.Stage} of {record.Pipeline} for {record.Section}"),
            ("evaluation", record.Evaluation is { } evaluation ? $"{evaluation.Digest}" : "none"),
            ("commit", CommitOf(nodes)),
        ];
        if (record.Champion is { } champion) facts.Add(("compared with", FormattableString.Invariant($"version {champion.Number}, {champion.Model.Digest.Brief}")));
        facts.Add(("statement", record.Provenance is { } provenance ? $"{provenance}" : "none"));
        var width = facts.Max(fact => fact.Item1.Length);
        foreach (var (name, value) in facts) text.Append("  ").Append(name.PadRight(width)).Append("  ").Append(TextWidth.Clean(value)).Append('\n');

        Table(text, ["person", "did"], [.. nodes.Where(node => node.Kind == LineageKind.Person).Select(node => (string[])[node.Name, node.Note])], terminal);
        Table(text, ["data", "name", "digest"], [.. nodes.Where(node => node.Kind is LineageKind.Snapshot or LineageKind.File).Select(node => (string[])[node.Kind == LineageKind.File ? "file" : "snapshot", node.Name, $"{node.Digest}"])], terminal);
        var stages = nodes.Where(node => node.Kind == LineageKind.Stage).ToList();
        if (lineage.HasSteps) Table(text, ["stage", "reads", "code", "output"], [.. stages.Select(node => (string[])[node.Name, string.Join(", ", node.Needs.Select(need => nodes[need].Name)), node.Code?.Brief ?? "", node.Digest!.Value.Brief])], terminal);
        else Table(text, ["stage", "key", "output"], [.. stages.Select(node => (string[])[node.Name, node.Key!.Value.Brief, node.Digest!.Value.Brief])], terminal);
        if (!lineage.HasSteps) text.Append("\nwhich stage read what is not known: the statement of the build is not here\n");
        return text.ToString();
    }

    public static string BriefCommit(string commit) => commit.Length > 12 ? commit[..12] : commit;

    /// <summary>A digest, with a name before it or not, in few digits.</summary>
    public static string BriefData(string data)
    {
        var at = data.LastIndexOf(Digest.Prefix, StringComparison.Ordinal);
        return at >= 0 && Digest.TryParse(data[at..], out var digest) ? data[..at] + digest.Brief : data;
    }

    private static string CommitOf(IReadOnlyList<LineageNode> nodes) => nodes.FirstOrDefault(node => node.Kind == LineageKind.Commit) is { } commit
        ? commit.Name + (commit.Note.Length > 0 ? $": {commit.Note}" : "")
        : "none";

    private static void Table(StringBuilder text, IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows, Terminal terminal)
    {
        if (rows.Count > 0) text.Append('\n').Append(PlainTable.Of(head, rows, terminal));
    }
}
