using System.Buffers.Binary;

namespace Levain.Soak;

/// <summary>How many calls of each kind the library saw and let fail.</summary>
/// <param name="Seen">By kind of call, those on files below the folder.</param>
/// <param name="Failed">By kind of call, those that met their fault.</param>
internal sealed record FaultCounts(IReadOnlyDictionary<string, long> Seen, IReadOnlyDictionary<string, long> Failed)
{
    private static readonly string[] Kinds = ["open", "create", "read", "write", "sync", "rename", "link", "mkdir", "unlink", "truncate", "lock", "stat"];

    public long Total => Failed.Values.Sum();

    /// <summary>An empty file for the library to count in.</summary>
    public static void Begin(string path) => File.WriteAllBytes(path, new byte[2 * Kinds.Length * sizeof(ulong)]);

    public static FaultCounts Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return new(Half(0), Half(Kinds.Length));

        Dictionary<string, long> Half(int from) => Enumerable.Range(0, Kinds.Length).ToDictionary(i => Kinds[i], i => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan((from + i) * sizeof(long))));
    }

    /// <summary>Such as <c>3 write, 1 sync</c>.</summary>
    public override string ToString() => string.Join(", ", Failed.Where(each => each.Value > 0).Select(each => $"{each.Value} {each.Key}"));
}
