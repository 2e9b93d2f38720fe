using System.Security.Cryptography;
using Levain.Store;

namespace Levain.Remotes;

/// <summary>What was pushed to one remote or seen there, under <c>.levain/remotes/</c>: a short cut, never believed without a look at the remote.</summary>
internal sealed class RemoteMemory
{
    private readonly string folder;
    private readonly StoreFolder store;
    private readonly Dictionary<Digest, (KnownPack Pack, int Length)> entries = [];
    private readonly Lock gate = new();
    private bool loaded;

    public RemoteMemory(StoreFolder store, string remote)
    {
        this.store = store;
        folder = Path.Combine(store.Root, "remotes", Digest.Of(remote).Hex[..16]);
    }

    /// <summary>What the manifest of a content said, or null.</summary>
    public PushedManifest? Manifest(Content root) => TryRead(ManifestPath(root)) is { } bytes ? PushedManifest.Read(bytes, root) : null;

    public void Remember(PushedManifest manifest) => Write(ManifestPath(manifest.Root), manifest.ToBytes());

    public void Forget(Content root) => AtomicFile.TryDelete(ManifestPath(root));

    /// <summary>Remembers what is in a pack.</summary>
    public void Remember(PushedPack pack, IReadOnlyList<(Digest Digest, int Length)> objects)
    {
        var known = new KnownPack(pack, objects);
        Write(PackPath(pack.File), known.ToBytes());
        lock (gate)
            if (loaded) Add(known);
    }

    public void Forget(PushedPack pack)
    {
        AtomicFile.TryDelete(PackPath(pack.File));
        lock (gate)
            foreach (var gone in entries.Where(entry => entry.Value.Pack.Pack.File == pack.File).Select(entry => entry.Key).ToList()) entries.Remove(gone);
    }

    /// <summary>A reader found a blob damaged there: it counts as missing, whatever its size, until it has been written again.</summary>
    public void Doubt(RemoteKey key) => Write(DoubtPath(key), []);

    /// <inheritdoc cref="Doubt"/>
    public bool IsDoubted(RemoteKey key) => File.Exists(DoubtPath(key));

    /// <summary>The blob was written, or read and found good.</summary>
    public void Trust(RemoteKey key)
    {
        if (IsDoubted(key)) AtomicFile.TryDelete(DoubtPath(key));
    }

    /// <summary>The pack that holds an object, and how long it is there.</summary>
    public (KnownPack Pack, int Length)? Find(Digest digest)
    {
        lock (gate)
        {
            Load();
            return entries.TryGetValue(digest, out var found) ? found : null;
        }
    }

    private string DoubtPath(RemoteKey key) => Path.Combine(folder, "doubted", $"{key.Folder}-{key.Digest.Hex}");

    private string PackFolder => Path.Combine(folder, "packs");

    private string PackPath(Digest file) => Path.Combine(PackFolder, file.Hex);

    private string ManifestPath(Content root) => Path.Combine(folder, "manifests", root.Digest.Hex + (root.IsTree ? ".tree" : ""));

    private void Load()
    {
        if (loaded) return;
        loaded = true;
        if (!Directory.Exists(PackFolder)) return;
        foreach (var path in Directory.EnumerateFiles(PackFolder).Order(StringComparer.Ordinal))
            if (TryRead(path) is { } bytes && KnownPack.Read(bytes) is { } known) Add(known);
    }

    private void Add(KnownPack known)
    {
        foreach (var (digest, length) in known.Objects) entries[digest] = (known, length);
    }

    private static byte[]? TryRead(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            return null;
        }
    }

    private void Write(string path, byte[] bytes)
    {
        DiskError.Guard(path, () => Directory.CreateDirectory(Path.GetDirectoryName(path)!));
        AtomicFile.Write(path, bytes, store.NewTemporary());
    }
}

/// <summary>A pack that a remote has, and what is in it.</summary>
internal sealed record KnownPack(PushedPack Pack, IReadOnlyList<(Digest Digest, int Length)> Objects)
{
    private const int EntryLength = Digest.ByteCount + sizeof(int);

    private static ReadOnlySpan<byte> Header => "levain.known-pack/1\n"u8;

    public byte[] ToBytes()
    {
        var bytes = new byte[Header.Length + (2 * Digest.ByteCount) + sizeof(long) + (Objects.Count * EntryLength) + Digest.ByteCount];
        Header.CopyTo(bytes);
        var rest = bytes.AsSpan(Header.Length);
        Pack.File.CopyTo(rest);
        Pack.Index.CopyTo(rest[Digest.ByteCount..]);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(rest[(2 * Digest.ByteCount)..], Pack.Size);
        rest = rest[((2 * Digest.ByteCount) + sizeof(long))..];
        foreach (var (digest, length) in Objects)
        {
            digest.CopyTo(rest);
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(rest[Digest.ByteCount..], length);
            rest = rest[EntryLength..];
        }

        SHA256.HashData(bytes.AsSpan(0, bytes.Length - Digest.ByteCount), rest);
        return bytes;
    }

    public static KnownPack? Read(ReadOnlySpan<byte> bytes)
    {
        var fixedLength = Header.Length + (2 * Digest.ByteCount) + sizeof(long) + Digest.ByteCount;
        if (!bytes.StartsWith(Header) || bytes.Length < fixedLength || (bytes.Length - fixedLength) % EntryLength != 0) return null;
        if (Digest.Of(bytes[..^Digest.ByteCount]) != Digest.FromHash(bytes[^Digest.ByteCount..])) return null;
        var rest = bytes[Header.Length..];
        var pack = new PushedPack(Digest.FromHash(rest[..Digest.ByteCount]), System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(rest[(2 * Digest.ByteCount)..]), Digest.FromHash(rest.Slice(Digest.ByteCount, Digest.ByteCount)));
        rest = rest[((2 * Digest.ByteCount) + sizeof(long))..^Digest.ByteCount];
        var objects = new (Digest, int)[rest.Length / EntryLength];
        for (var i = 0; i < objects.Length; i++, rest = rest[EntryLength..])
            objects[i] = (Digest.FromHash(rest[..Digest.ByteCount]), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(rest[Digest.ByteCount..]));
        return new KnownPack(pack, objects);
    }
}
