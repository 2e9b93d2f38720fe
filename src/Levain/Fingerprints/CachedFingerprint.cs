using System.Text;

namespace Levain.Fingerprints;

/// <summary>A fingerprint as the cache keeps it, with what must still hold for it to count.</summary>
internal sealed record CachedFingerprint(CodeFingerprint Fingerprint, Digest Packages, IReadOnlyList<(string Library, string Stamp)> Natives)
{
    private static string Header => FormattableString.Invariant($"levain code {CodeFingerprint.Version}");

    public static byte[] Write(Dictionary<string, CachedFingerprint> stages)
    {
        using var bytes = new MemoryStream();
        using var output = new BinaryWriter(bytes, Encoding.UTF8);
        output.Write(Header);
        output.Write(stages.Count);
        foreach (var name in stages.Keys.Order(StringComparer.Ordinal))
        {
            output.Write(name);
            stages[name].Write(output);
        }

        output.Flush();
        return [.. bytes.ToArray(), .. Bytes(Digest.Of(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)))];
    }

    /// <summary>What the bytes hold, or nothing when they are damaged or of another version: a cache may forget.</summary>
    public static Dictionary<string, CachedFingerprint> Read(byte[] content)
    {
        Dictionary<string, CachedFingerprint> stages = new(StringComparer.Ordinal);
        var length = content.Length - Digest.ByteCount;
        if (length < 0 || Digest.Of(content.AsSpan(0, length)) != Digest.FromHash(content.AsSpan(length))) return stages;
        using var input = new BinaryReader(new MemoryStream(content, 0, length), Encoding.UTF8);
        if (input.ReadString() != Header) return stages;
        for (var i = input.ReadInt32(); i > 0; i--) stages[input.ReadString()] = Read(input);
        return stages;
    }

    private void Write(BinaryWriter output)
    {
        output.Write(Bytes(Packages));
        output.Write(Bytes(Fingerprint.Digest));
        output.Write(Bytes(Fingerprint.MembersDigest));
        output.Write(Fingerprint.UsesTimeZones);
        output.Write(Fingerprint.UsesPlatformMath);
        List(output, Fingerprint.WholeAssemblies, output.Write);
        List(output, Fingerprint.Packages, one => { output.Write(one.Name); output.Write(one.Identity); });
        List(output, Fingerprint.NativeLibraries, one => { output.Write(one.Name); output.Write(Bytes(one.Digest)); });
        List(output, Fingerprint.Modules, one => { output.Write(one.Assembly); output.Write(one.Version.ToByteArray()); });
        List(output, Natives, one => { output.Write(one.Library); output.Write(one.Stamp); });
    }

    private static CachedFingerprint Read(BinaryReader input)
    {
        var packages = ReadDigest(input);
        var (digest, list) = (ReadDigest(input), ReadDigest(input));
        var fingerprint = new CodeFingerprint
        {
            Digest = digest,
            MembersDigest = list,
            UsesTimeZones = input.ReadBoolean(),
            UsesPlatformMath = input.ReadBoolean(),
            WholeAssemblies = List(input, input.ReadString),
            Packages = List(input, () => (input.ReadString(), input.ReadString())),
            NativeLibraries = List(input, () => (input.ReadString(), ReadDigest(input))),
            Modules = List(input, () => (input.ReadString(), new Guid(input.ReadBytes(16)))),
        };
        return new(fingerprint, packages, List(input, () => (input.ReadString(), input.ReadString())));
    }

    private static void List<T>(BinaryWriter output, IReadOnlyList<T> items, Action<T> write)
    {
        output.Write(items.Count);
        foreach (var item in items) write(item);
    }

    private static T[] List<T>(BinaryReader input, Func<T> read)
    {
        var items = new T[input.ReadInt32()];
        for (var i = 0; i < items.Length; i++) items[i] = read();
        return items;
    }

    private static Digest ReadDigest(BinaryReader input) => Digest.FromHash(input.ReadBytes(Digest.ByteCount));

    private static byte[] Bytes(Digest digest)
    {
        var bytes = new byte[Digest.ByteCount];
        digest.CopyTo(bytes);
        return bytes;
    }
}
