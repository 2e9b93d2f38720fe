using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Levain.Registry.Events;

/// <summary>An event as it is kept: a line that says what it is and seals it, then JSON.</summary>
/// <remarks>
/// <c>levain.registry/1 group-hash place previous own</c>: a wrong byte anywhere is noticed, and so is an entry that was put into another place or another group.
/// The next entry repeats the digest of this one, so that a changed history does not go unseen either.
/// </remarks>
internal sealed record EventEntry(Digest Own, Digest? Previous, RegistryEvent Event)
{
    public const int LargestBytes = 1 << 20;
    private const string Prefix = "levain.registry/";
    private const int Format = 1;

    public static byte[] ToBytes(string group, int place, Digest? previous, RegistryEvent what)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(what, EventJson.Plain.RegistryEvent);
        var head = Head(group, place, previous);
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write(Encoding.ASCII.GetBytes($"{head} {Seal(head, body)}\n"));
        bytes.Write(body);
        if (bytes.WrittenCount > LargestBytes)
            throw new BuildException(string.Create(CultureInfo.InvariantCulture, $"an entry of group `{group}` would have {bytes.WrittenCount} bytes, and may have {LargestBytes}"), "register fewer metrics or shorter tags");
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The entry, or what is wrong with the bytes; an entry of a later format is an error.</summary>
    public static (EventEntry? Entry, string? Damage) Read(string group, int place, ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        if (end < 0) return (null, "it has no first line");
        var words = Encoding.ASCII.GetString(bytes[..end]).Split(' ');
        if (!words[0].StartsWith(Prefix, StringComparison.Ordinal) || !int.TryParse(words[0].AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var format)) return (null, "it is no entry of a registry");
        if (format > Format) throw new BuildException($"the registry of group `{group}` was written by a newer Levain: its format is {format}, this one knows {Format}", "update Levain");
        if (words.Length != 5) return (null, "its first line is cut");
        Digest? previous = Digest.TryParseHex(words[3], out var before) ? before : null;
        var head = Head(group, place, previous);
        var body = bytes[(end + 1)..];
        if (!$"{head} {words[4]}".Equals(string.Join(' ', words), StringComparison.Ordinal)) return (null, "it belongs to another place");
        if (Seal(head, body) != words[4]) return (null, "its bytes are not those that were written");
        try
        {
            return (new(Digest.Of(bytes), previous, JsonSerializer.Deserialize(body, EventJson.Default.RegistryEvent)!), null);
        }
        catch (JsonException)
        {
            return (null, "it cannot be understood");
        }
    }

    private static string Head(string group, int place, Digest? previous) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Format} {Digest.Of(group).Hex[..16]} {place} {previous?.Hex ?? "-"}");

    private static string Seal(string head, ReadOnlySpan<byte> body)
    {
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(head));
        hash.AppendData("\n"u8);
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
