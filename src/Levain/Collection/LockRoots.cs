using Levain.Locks;

namespace Levain.Collection;

/// <summary>What lock files name.</summary>
internal static class LockRoots
{
    public static IEnumerable<Root> Of(ModelLock modelLock, string model, string where)
    {
        foreach (var section in modelLock.Sections)
            foreach (var stage in section.Stages)
            {
                var what = $"stage `{stage.Name}` of `{model}` ({section.Name})";
                yield return new Root(RootKind.Output, stage.Output.Digest, what, where) { Content = stage.Output };
                yield return new Root(RootKind.Action, stage.Key, what, where);
            }
    }

    public static IEnumerable<Root> Of(DataLock data, string where) =>
        data.Snapshots.Select(snapshot => new Root(RootKind.Snapshot, snapshot.Content.Digest, $"snapshot `{snapshot.Name}` ({snapshot.Profile})", where) { Content = snapshot.Content });

    /// <summary>The locks of a workspace as they lie on the disk.</summary>
    public static IEnumerable<Root> OfFolder(string root, string where)
    {
        foreach (var path in ModelLocks(root))
        {
            var model = Path.GetFileName(Path.GetDirectoryName(path))!;
            foreach (var found in Of(ModelLock.Load(path), model, where)) yield return found;
        }

        foreach (var found in Of(DataLock.Load(Path.Combine(root, "data.lock.json")), where)) yield return found;
    }

    /// <summary>Every <c>models/*/model.lock.json</c>, in ordinal order.</summary>
    public static IReadOnlyList<string> ModelLocks(string root)
    {
        var models = Path.Combine(root, "models");
        try
        {
            return Directory.Exists(models)
                ? [.. Directory.EnumerateDirectories(models).Select(folder => Path.Combine(folder, "model.lock.json")).Where(File.Exists).Order(StringComparer.Ordinal)]
                : [];
        }
        catch (Exception error) when (Store.DiskError.Is(error))
        {
            throw Store.DiskError.Reading(models, error);
        }
    }
}
