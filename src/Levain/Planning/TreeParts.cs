using System.Collections.Concurrent;
using Levain.Store;

namespace Levain.Planning;

/// <summary>Finds the contents of parts in the listings of the trees that they belong to. A listing is read once: a thousand parts of a tree ask for it.</summary>
internal sealed class TreeParts(IContentStore store)
{
    private readonly ConcurrentDictionary<string, Lazy<Dictionary<string, TreeEntry>>> folders = new(StringComparer.Ordinal);

    /// <summary>Whether the listings are here that tell what the part holds.</summary>
    public bool CanFind(Content whole, string path)
    {
        if (!whole.IsTree) return true;
        var (folder, rest) = (whole.Digest, path);
        while (store.Has(folder))
        {
            var slash = rest.IndexOf('/', StringComparison.Ordinal);
            // That there is no such name is known as well.
            if (slash < 0 || !Entries(folder).TryGetValue(rest[..slash], out var entry) || entry.Kind != EntryKind.Directory) return true;
            (folder, rest) = (entry.Digest, rest[(slash + 1)..]);
        }

        return false;
    }

    /// <param name="stage">Who reads the part, for people; null when it is said elsewhere.</param>
    public Content Find(Content whole, Origin.Part part, string? stage = null)
    {
        if (!whole.IsTree) throw new BuildException($"{Reader(stage)} reads `{part.Path}` of {part.Whole}, which is one file and has no parts");
        var content = whole;
        var done = 0;
        foreach (var name in part.Path.Split('/'))
        {
            if (!content.IsTree || !Entries(content.Digest).TryGetValue(name, out var entry)) throw Missing(part, stage, part.Path[..done], content);
            content = new Content(entry.Digest, entry.Kind == EntryKind.Directory);
            done += name.Length + 1;
        }

        return content;
    }

    /// <summary>What <paramref name="origin"/> holds, when it or a whole that it is a part of is among the <paramref name="known"/>; null when neither is.</summary>
    public Content? Find(Origin origin, IReadOnlyDictionary<Origin, Content> known)
    {
        if (known.TryGetValue(origin, out var content)) return content;
        if (origin is not Origin.Part part) return null;
        if (known.TryGetValue(part.Whole, out var whole)) return Find(whole, part);
        for (var slash = part.Path.LastIndexOf('/'); slash > 0; slash = part.Path.LastIndexOf('/', slash - 1))
            if (known.TryGetValue(Origin.Part.Of(part.Whole, part.Path[..slash]), out var folder))
                return Find(folder, Origin.Part.Of(part.Whole, part.Path[(slash + 1)..]));
        return null;
    }

    private Dictionary<string, TreeEntry> Entries(Digest folder) =>
        folders.GetOrAdd(folder.Hex, _ => new(() => store.ReadTree(folder).Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal), LazyThreadSafetyMode.PublicationOnly)).Value;

    private static string Reader(string? stage) => stage is null ? "it" : $"stage `{stage}`";

    private BuildException Missing(Origin.Part part, string? stage, string folder, Content content) => new(
        $"{Reader(stage)} reads {part}, which is not there",
        NearestName.Of(part.Path[folder.Length..], content.IsTree ? Entries(content.Digest).Keys : []) is { } nearest ? $"did you mean `{folder}{nearest}`?" : null);
}
