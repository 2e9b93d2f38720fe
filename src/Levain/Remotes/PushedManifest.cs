using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Levain.Remotes;

/// <summary>Where a remote keeps everything that belongs to one content: packs, and objects of their own.</summary>
/// <remarks>It lies at <c>ac/&lt;digest of "levain.pushed/1:" and the digest of the content&gt;</c>: a line with the digest of the rest, then JSON.</remarks>
internal sealed record PushedManifest(Content Root, IReadOnlyList<PushedPack> Packs, IReadOnlyList<PushedObject> Objects)
{
    public const int Largest = 4 << 20;

    private const string Schema = "levain.pushed/1";
    private const int HeaderLength = 7 + 64 + 1;

    public static RemoteKey KeyOf(Content root) => RemoteKey.Action(Digest.Of($"{Schema}:{root.Digest}{(root.IsTree ? " tree" : "")}"));

    public byte[] ToBytes()
    {
        var body = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(body, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("root", Root.Digest.ToString());
            json.WriteBoolean("tree", Root.IsTree);
            json.WriteStartArray("packs");
            foreach (var pack in Packs)
            {
                json.WriteStartObject();
                json.WriteString("file", pack.File.ToString());
                json.WriteNumber("size", pack.Size);
                json.WriteString("index", pack.Index.ToString());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("objects");
            foreach (var each in Objects)
            {
                json.WriteStartObject();
                json.WriteString("digest", each.Digest.ToString());
                json.WriteNumber("size", each.Size);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        var bytes = new byte[HeaderLength + body.WrittenCount];
        body.WrittenSpan.CopyTo(bytes.AsSpan(HeaderLength));
        Encoding.ASCII.GetBytes($"{Digest.Of(body.WrittenSpan)}\n", bytes);
        return bytes;
    }

    /// <summary>The manifest of <paramref name="root"/>, or null when the bytes are damaged, of a later version or of something else.</summary>
    public static PushedManifest? Read(ReadOnlySpan<byte> bytes, Content root)
    {
        if (bytes.Length <= HeaderLength || bytes[HeaderLength - 1] != '\n') return null;
        var body = bytes[HeaderLength..];
        if (!Digest.TryParse(Encoding.ASCII.GetString(bytes[..(HeaderLength - 1)]), out var digest) || digest != Digest.Of(body)) return null;
        try
        {
            using var json = JsonDocument.Parse(body.ToArray());
            var all = json.RootElement;
            if (all.GetProperty("schema").GetString() != Schema) return null;
            var manifest = new PushedManifest(
                new Content(DigestOf(all, "root"), all.GetProperty("tree").GetBoolean()),
                [.. all.GetProperty("packs").EnumerateArray().Select(pack => new PushedPack(DigestOf(pack, "file"), SizeOf(pack), DigestOf(pack, "index")))],
                [.. all.GetProperty("objects").EnumerateArray().Select(each => new PushedObject(DigestOf(each, "digest"), SizeOf(each)))]);
            return manifest.Root == root ? manifest : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static Digest DigestOf(JsonElement element, string name) => Digest.Parse(element.GetProperty(name).GetString() ?? "");

    private static long SizeOf(JsonElement element) => element.GetProperty("size").GetInt64() is >= 0 and var size ? size : throw new FormatException("a size is negative");
}

/// <summary>A pack on a remote.</summary>
/// <param name="File">The digest of the whole file: its key.</param>
/// <param name="Index">The digest of its index: its name in a store.</param>
internal sealed record PushedPack(Digest File, long Size, Digest Index);

/// <summary>An object that lies on a remote under its own digest.</summary>
internal sealed record PushedObject(Digest Digest, long Size);
