using System.Globalization;
using System.Text;
using Levain.Store;

namespace Levain.Verification;

/// <summary>Says where two contents differ first.</summary>
internal static class ContentDifference
{
    public static string Between(IContentStore oldStore, Content old, IContentStore newStore, Content now) => (old.IsTree, now.IsTree) switch
    {
        (false, false) => Files(oldStore.Read(old.Digest), newStore.Read(now.Digest)),
        (true, true) => Trees(oldStore, old.Digest, newStore, now.Digest, "") ?? "the listings differ",
        _ => old.IsTree ? "it was a tree and is a file now" : "it was a file and is a tree now",
    };

    private static string? Trees(IContentStore oldStore, Digest old, IContentStore newStore, Digest now, string path)
    {
        var before = oldStore.ReadTree(old).Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var after = newStore.ReadTree(now).Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        foreach (var name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var full = path + name;
            if (!after.TryGetValue(name, out var right)) return $"`{full}` is gone";
            if (!before.TryGetValue(name, out var left)) return $"`{full}` is new";
            if (left.Kind != right.Kind) return $"`{full}` was a {left.Kind} and is a {right.Kind} now";
            if (left.Digest == right.Digest) continue;
            return left.Kind == EntryKind.Directory
                ? Trees(oldStore, left.Digest, newStore, right.Digest, full + "/")
                : $"`{full}`: {Files(oldStore.Read(left.Digest), newStore.Read(right.Digest))}";
        }

        return null;
    }

    private static string Files(byte[] old, byte[] now)
    {
        var at = old.AsSpan().CommonPrefixLength(now);
        var line = old.AsSpan(0, at).Count((byte)'\n') + 1;
        return string.Create(CultureInfo.InvariantCulture, $"byte {at}, line {line}: {Around(old, at)} became {Around(now, at)}");
    }

    private static string Around(byte[] bytes, int at)
    {
        if (at >= bytes.Length) return "the end";
        // From the last line break before the place, as far as a person wants to read.
        var start = Math.Max(bytes.AsSpan(0, at).LastIndexOf((byte)'\n') + 1, at - 20);
        var piece = bytes.AsSpan(start, Math.Min(bytes.Length - start, at - start + 24));
        var end = piece[(at - start)..].IndexOf((byte)'\n');
        if (end >= 0) piece = piece[..(at - start + end)];
        return piece.ContainsAnyInRange((byte)0, (byte)31) ? $"0x{Convert.ToHexStringLower(piece)}" : $"`{Encoding.UTF8.GetString(piece)}`";
    }
}
