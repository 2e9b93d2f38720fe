using System.Text;

namespace Levain.Remotes;

/// <summary>What a <c>SHA256SUMS</c> file says: which files have which digest. Nothing of it is believed before the file is hashed.</summary>
/// <remarks>Lines are <c>HEX  PATH</c> or <c>HEX *PATH</c>. What is no such line, or a path that leads out of the folder, is passed over: the list comes from elsewhere.</remarks>
internal sealed class DigestList
{
    public const string FileName = "SHA256SUMS";
    public const int LongestFile = 64 << 20, MostLines = 1_000_000, LongestPath = 4096;

    private readonly Dictionary<Digest, List<string>> paths = [];

    private DigestList() { }

    public static DigestList Empty { get; } = new();

    /// <summary>How many digests it knows.</summary>
    public int Count => paths.Count;

    /// <summary>Paths below the folder of the list, with <c>/</c>, in the order of the list.</summary>
    public IReadOnlyList<string> PathsOf(Digest digest) => paths.GetValueOrDefault(digest) ?? [];

    public static DigestList Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LongestFile) throw new FormatException($"the list is longer than {LongestFile} bytes");
        var list = new DigestList();
        var rest = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
        for (var lines = 0; !rest.IsEmpty; lines++)
        {
            if (lines == MostLines) throw new FormatException($"the list has more than {MostLines} lines");
            var end = rest.IndexOf((byte)'\n');
            list.Add((end < 0 ? rest : rest[..end]).TrimEnd((byte)'\r'));
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return list;
    }

    /// <summary>The list of a folder; empty when there is none, or none that can be read.</summary>
    public static DigestList Of(string folder)
    {
        try
        {
            var file = new FileInfo(Path.Combine(folder, FileName));
            return file.Exists && file.Length <= LongestFile ? Parse(File.ReadAllBytes(file.FullName)) : Empty;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            return Empty;
        }
    }

    private void Add(ReadOnlySpan<byte> line)
    {
        const int HexLength = 2 * Digest.ByteCount;
        if (line.Length < HexLength + 3 || line.Length > HexLength + 2 + LongestPath || line[HexLength] != (byte)' ' || line[HexLength + 1] is not ((byte)' ' or (byte)'*')) return;
        Span<char> hex = stackalloc char[HexLength];
        if (Ascii.ToLower(line[..HexLength], hex, out _) != System.Buffers.OperationStatus.Done || !Digest.TryParseHex(hex, out var digest)) return;
        if (PathOf(line[(HexLength + 2)..]) is not { } path) return;
        if (!paths.TryGetValue(digest, out var known)) paths[digest] = known = [];
        if (!known.Contains(path, StringComparer.Ordinal)) known.Add(path);
    }

    private static string? PathOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("./"u8)) bytes = bytes[2..];
        if (bytes.IsEmpty || bytes.IndexOfAny((byte)0, (byte)'\\') >= 0) return null;
        try
        {
            var path = Store.TreeListing.Utf8.GetString(bytes);
            return path.Split('/').All(name => name.Length > 0 && name is not ("." or "..") && !(name.Length > 1 && name[1] == ':')) ? path : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
