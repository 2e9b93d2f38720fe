using System.Globalization;

namespace Levain.Registry;

/// <summary>Puts the parts of one lineage together.</summary>
internal sealed class LineageNodes(ModelGroup group, ModelVersion version, VersionRecord record, BuildProvenance? provenance, CommitFacts? commit)
{
    private readonly List<LineageNode> nodes = [];
    private readonly Dictionary<(LineageKind, string), int> places = [];

    public IReadOnlyList<LineageNode> All()
    {
        var acts = Acts();
        if (commit is not null) Add(LineageKind.Person, commit.Author);
        List<int> needs = [];
        if (record.Commit is { } revision)
            needs.Add(Add(LineageKind.Commit, revision, node => node with
            {
                Note = string.Join("; ", ((string?[])[commit?.Subject, record.IsDirty ? "with changes that were not committed" : null]).Where(said => !string.IsNullOrEmpty(said))),
                Needs = commit is null ? [] : [places[(LineageKind.Person, commit.Author)]],
            }));
        foreach (var data in record.Data) Add(LineageKind.Snapshot, data.Name, node => node with { Digest = data.Digest });
        foreach (var stage in record.Stages) AddStage(stage);
        needs.AddRange(Ends());
        foreach (var (person, _) in acts) needs.Add(Add(LineageKind.Person, person));
        for (var i = 0; i < nodes.Count; i++)
            if (nodes[i].Kind == LineageKind.Person) nodes[i] = nodes[i] with { Note = NoteOf(nodes[i].Name, acts) };
        Add(LineageKind.Version, string.Create(CultureInfo.InvariantCulture, $"{group.Name} version {version.Number}"), node => node with { Digest = record.Model.Digest, Needs = [.. needs.Distinct()] });
        return nodes;
    }

    private void AddStage(VersionStage stage)
    {
        var built = provenance?.Stages.FirstOrDefault(each => each.Name == stage.Name && each.Key == stage.Key);
        List<int> needs = [];
        foreach (var input in built?.Inputs ?? [])
        {
            if (input.Kind == LineageKind.File) needs.Add(Add(LineageKind.File, input.Path, node => node with { Digest = input.Digest }));
            else if (places.TryGetValue((input.Kind, input.Source), out var place)) needs.Add(place);
        }

        Add(LineageKind.Stage, stage.Name, node => node with { Digest = stage.Output.Digest, Key = stage.Key, Code = built?.Code, Needs = [.. needs.Distinct()] });
    }

    // What nothing else reads leads to the version itself.
    private IEnumerable<int> Ends()
    {
        var read = nodes.SelectMany(node => node.Needs).ToHashSet();
        return nodes.Where(node => node.Kind is LineageKind.Snapshot or LineageKind.Stage && (!read.Contains(node.Index) || (node.Kind == LineageKind.Stage && node.Name == record.Stage))).Select(node => node.Index);
    }

    private List<(string Person, string Act)> Acts() =>
    [
        (version.By, $"registered it {Day(version.At)}"),
        .. version.Decisions.Select(decision => (decision.By, $"{Did(decision.What)} {Day(decision.At)}{(decision.Why is null ? "" : $": {decision.Why}")}")),
    ];

    private string NoteOf(string person, List<(string Person, string Act)> acts) =>
        string.Join("; ", acts.Where(act => act.Person == person).Select(act => act.Act).Prepend(commit?.Author == person ? $"wrote the commit {Day(commit.At)}" : "").Where(act => act.Length > 0));

    private static string Did(string what) => what is "approved" or "rejected" ? $"{what} it" : $"made it {what}";

    private static string Day(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private int Add(LineageKind kind, string name, Func<LineageNode, LineageNode>? with = null)
    {
        if (places.TryGetValue((kind, name), out var place)) return place;
        var node = new LineageNode(nodes.Count, kind, name);
        nodes.Add(with is null ? node : with(node));
        return places[(kind, name)] = node.Index;
    }
}
