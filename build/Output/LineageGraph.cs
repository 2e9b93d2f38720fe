using System.Globalization;
using Levain.Registry;

namespace Levain.Host.Output;

/// <summary>What a version came from, as boxes and arrows.</summary>
internal static class LineageGraph
{
    private const int LongestCaption = 34;

    public static GraphView Of(VersionLineage lineage)
    {
        var nodes = lineage.Nodes;
        var summary = string.Create(CultureInfo.InvariantCulture, $"{RegistryText.Word(lineage.Version.State)}, registered {RegistryText.Time(lineage.Version.At)} by {lineage.Version.By}: {Amounts.Count(Count(nodes, LineageKind.Stage), "stage")}, {Amounts.Count(Count(nodes, LineageKind.Snapshot), "snapshot")}, {Amounts.Count(Count(nodes, LineageKind.File), "file")}");
        return new(TextWidth.Clean(nodes[^1].Name), [.. nodes.Select(node => Box(lineage, node))], TextWidth.Clean(summary));
    }

    private static GraphNode Box(VersionLineage lineage, LineageNode node)
    {
        var isGoal = node.Index == lineage.Nodes.Count - 1;
        return new(node.Index, TextWidth.Clean(node.Kind == LineageKind.Commit ? LineageText.BriefCommit(node.Name) : node.Name), KindOf(node.Kind))
        {
            Said = TextWidth.Clean(isGoal ? "" : CaptionOf(node)),
            Word = isGoal ? new StageWord(RegistryText.Word(lineage.Version.State), RegistryText.ToneOf(lineage.Version.State)) : null,
            Reason = TextWidth.Clean(node.Note.Length > 0 ? node.Note : $"{node.Digest}"),
            Needs = node.Needs,
            IsGoal = isGoal,
        };
    }

    private static string CaptionOf(LineageNode node) => node.Kind switch
    {
        LineageKind.Person => TextWidth.Cut(node.Note, LongestCaption),
        LineageKind.Commit => node.Note.Length > 0 ? TextWidth.Cut(node.Note, LongestCaption) : "commit",
        LineageKind.Snapshot => $"snapshot {node.Digest?.Brief}",
        LineageKind.File => $"file {node.Digest?.Brief}",
        _ => $"made {node.Digest?.Brief}",
    };

    private static GraphKind KindOf(LineageKind kind) => kind switch
    {
        LineageKind.Person => GraphKind.Person,
        LineageKind.Commit => GraphKind.Commit,
        LineageKind.Snapshot => GraphKind.Snapshot,
        LineageKind.File => GraphKind.File,
        LineageKind.Stage => GraphKind.Stage,
        _ => GraphKind.Version,
    };

    private static int Count(IReadOnlyList<LineageNode> nodes, LineageKind kind) => nodes.Count(node => node.Kind == kind);
}
