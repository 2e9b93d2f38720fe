using System.Security.Cryptography;
using System.Text;

namespace Levain.Images;

/// <summary>What lies in a layer, sorted by path: from memory, from a folder, or from an artifact.</summary>
/// <remarks>Folders above what is added are added too. Files of a path are read when the layer is written: they must stay as they are until then.</remarks>
public sealed class LayerContent
{
    // Changes whenever the same content would be written as other bytes.
    private const string Format = "levain layer 1";

    private readonly SortedDictionary<string, LayerEntry> entries = new(StringComparer.Ordinal);

    public int Count => entries.Count;

    internal IEnumerable<LayerEntry> Entries => entries.Values;

    /// <summary>The digest of all that decides the bytes of the layer: under it a layer that was made before is found.</summary>
    public Digest Key
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Encoding.UTF8.GetBytes(Format));
            foreach (var entry in Entries) hash.AppendData(new CanonicalJson().Open('[').Text(entry.Path).Number((int)entry.Kind).Number(entry.Mode).Number(entry.Length)
                .Text(entry.Kind == LayerEntryKind.File ? entry.Content.ToString() : "").Text(entry.Target).Close(']').ToBytes());
            return Digest.FromHash(hash.GetHashAndReset());
        }
    }

    public LayerContent AddFile(string path, ReadOnlyMemory<byte> content, bool executable = false) => Add(new LayerEntry(path, LayerEntryKind.File)
    {
        Length = content.Length,
        Content = Digest.Of(content.Span),
        IsExecutable = executable,
        Open = () => new MemoryStream(content.ToArray(), writable: false),
    });

    public LayerContent AddFile(string path, string text) => AddFile(path, Encoding.UTF8.GetBytes(text));

    public LayerContent AddFolder(string path) => Add(new LayerEntry(path, LayerEntryKind.Folder));

    public LayerContent AddLink(string path, string target)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        if (target.Contains('\0', StringComparison.Ordinal) || LayerPath.Escapes(path, target)) throw new BuildException($"the link `{path}` leads out of the image, to `{target}`");
        return Add(new LayerEntry(path, LayerEntryKind.Link) { Target = target });
    }

    /// <summary>Hides a path of the layers below.</summary>
    public LayerContent Hide(string path)
    {
        LayerPath.Checked(path);
        var parent = LayerPath.Parent(path);
        return AddFile($"{(parent is null ? "" : parent + "/")}.wh.{path[(path.LastIndexOf('/') + 1)..]}", ReadOnlyMemory<byte>.Empty);
    }

    /// <summary>Hides everything that the layers below have in a folder.</summary>
    public LayerContent HideAllIn(string folder) => AddFile(LayerPath.Checked(folder) + "/.wh..wh..opq", ReadOnlyMemory<byte>.Empty);

    /// <summary>Adds a file of the disk, or a folder with all that is below it.</summary>
    /// <param name="path">Where it will lie in the image; empty for its root.</param>
    public LayerContent AddFrom(string path, string source)
    {
        ArgumentNullException.ThrowIfNull(path);
        foreach (var entry in LayerScan.Of(path, source)) Add(entry);
        return this;
    }

    /// <summary>Adds the file or tree of an artifact.</summary>
    public LayerContent AddFrom(string path, Files files, Func<string, bool>? executable = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (!files.IsTree) return Add(Stored(path, files.Open, executable?.Invoke("") ?? false));
        foreach (var name in files.Names) Add(Stored(path.Length == 0 ? name : $"{path}/{name}", () => files.Open(name), executable?.Invoke(name) ?? false));
        return this;
    }

    private static LayerEntry Stored(string path, Func<Stream> open, bool executable)
    {
        using var content = open();
        using var counted = new HashingStream(Stream.Null);
        content.CopyTo(counted);
        return new LayerEntry(path, LayerEntryKind.File) { Length = counted.Count, Content = counted.Digest(), IsExecutable = executable, Open = open };
    }

    private LayerContent Add(LayerEntry entry)
    {
        var path = LayerPath.Checked(entry.Path);
        if (entries.TryGetValue(path, out var before) && !(before.Kind == LayerEntryKind.Folder && entry.Kind == LayerEntryKind.Folder))
            throw new BuildException($"`{path}` is in the layer twice", "leave one of them out");
        for (var parent = LayerPath.Parent(path); parent is not null; parent = LayerPath.Parent(parent))
        {
            if (!entries.TryGetValue(parent, out var above)) entries[parent] = new LayerEntry(parent, LayerEntryKind.Folder);
            else if (above.Kind != LayerEntryKind.Folder) throw new BuildException($"`{path}` cannot lie below `{parent}`, which is no folder");
        }

        entries[path] = entry;
        return this;
    }
}
