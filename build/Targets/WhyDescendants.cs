using Levain.Host.Output;
using Levain.Host.Registering;
using Levain.Registry;

namespace Levain.Host.Targets;

/// <summary>What <c>Why</c> says of a snapshot or a commit: every version that was made of it.</summary>
internal static class WhyDescendants
{
    public static async Task RunAsync(HostContext context)
    {
        var (snapshots, commits) = (context.Options.Values("snapshot"), context.Options.Values("commit"));
        using var registry = HostRegistry.Open(context, toWrite: false);
        var groups = new List<ModelGroup>();
        IReadOnlyList<string> wanted = context.Options.Value("group") is null ? await registry.Models.GroupsAsync(context.Stopping) : [await GroupChoice.FindAsync(context, registry.Models)];
        foreach (var name in wanted) groups.Add(await registry.Models.ReadAsync(name, context.Stopping));

        List<DescendantsRow> rows =
        [
            .. snapshots.Select(name => new DescendantsRow("snapshot", name, Descendants.OfSnapshot(groups, name))),
            .. commits.Select(revision => new DescendantsRow("commit", revision, Descendants.OfCommit(groups, new Git(context.Folders.Root).Find(revision) ?? revision))),
        ];
        foreach (var row in rows.Where(row => row.Kind == "snapshot" && row.Found.Count == 0)) MustBeKnown(context, groups, row.Name);
        context.Print(() => DescendantsText.Of(rows, context.Output), () => JsonOutput.Descendants(rows));
        RegistryText.TellDamage(registry.Models);
    }

    // Nothing comes of a wrong name either: that must not look like an answer.
    private static void MustBeKnown(HostContext context, List<ModelGroup> groups, string name)
    {
        var known = context.Workspace.ReadDataLock().Snapshots.Select(snapshot => snapshot.Name)
            .Concat(groups.SelectMany(group => group.Versions).SelectMany(version => version.Record?.Data ?? []).Select(data => data.Name))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (!known.Contains(name, StringComparer.Ordinal)) throw new UsageException($"no version was made of a snapshot `{name}`, and none is pinned under that name", NearestName.Hint(name, known));
    }
}
