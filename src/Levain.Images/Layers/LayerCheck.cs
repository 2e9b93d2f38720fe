namespace Levain.Images;

/// <summary>Reads a layer of somebody else from end to end and refuses what no honest layer holds.</summary>
internal sealed class LayerCheck(string what, LayerLimits limits)
{
    private readonly HashSet<string> links = new(StringComparer.Ordinal);

    /// <summary>Checks both digests and every entry.</summary>
    /// <param name="visit">Called with every entry that has been checked, its path and its content.</param>
    public static Digest Run(Stream packed, Descriptor descriptor, Digest? diffId, LayerLimits limits, Action<TarItem, string, TarReader>? visit = null)
    {
        var what = $"layer `{descriptor.Digest.Brief}`";
        var gzipped = MediaTypes.IsGzipped(descriptor.MediaType) ?? throw new OciFormatException($"{what} is `{descriptor.MediaType}`, which cannot be read here", "only plain tars and those packed with gzip can");
        using var plain = new UnpackedStream(packed, gzipped, limits, what);
        new LayerCheck(what, limits).Entries(new TarReader(plain, what), visit);
        plain.Finish();
        if (plain.PackedDigest != descriptor.Digest || plain.PackedCount != descriptor.Size) throw new OciFormatException($"{what} does not hold what its digest says", "fetch it again: it is damaged");
        if (diffId is { } wanted && plain.PlainDigest != wanted) throw new OciFormatException($"{what} does not unpack to what the image config says", "whoever made the image has to make it again");
        return plain.PlainDigest;
    }

    private void Entries(TarReader reader, Action<TarItem, string, TarReader>? visit)
    {
        for (var count = 0; reader.Next() is { } item; count++)
        {
            if (count == limits.Entries) throw new OciFormatException($"{what} holds more than {limits.Entries} entries");
            var path = LayerPath.FromTar(item.Name);
            if (path.Length > 0 || item.Type != '5') Check(item, path);
            visit?.Invoke(item, path, reader);
        }
    }

    private void Check(TarItem item, string path)
    {
        if (LayerPath.Problem(path) is { } problem) throw Refused(item, problem);
        for (var parent = LayerPath.Parent(path); parent is not null; parent = LayerPath.Parent(parent))
            if (links.Contains(parent)) throw Refused(item, $"it lies behind the link `{parent}`");
        switch (item.Type)
        {
            case '1' when LayerPath.Problem(LayerPath.FromTar(item.Target)) is not null:
                throw Refused(item, "it is a hard link that leads out of the layer");
            case '1' when links.Contains(LayerPath.FromTar(item.Target)):
                throw Refused(item, "it is a hard link to a symbolic link");
            case '2' when item.Target.Length == 0 || LayerPath.Escapes(path, item.Target):
                throw Refused(item, "it is a link that leads out of the image");
            case '2':
                links.Add(path);
                return;
            case '0' or '\0' or '7' or '1' or '3' or '4' or '5' or '6':
                // Whatever replaces a link is none any more.
                links.Remove(path);
                return;
            default:
                throw Refused(item, $"its type `{item.Type}` is not known");
        }
    }

    private OciFormatException Refused(TarItem item, string why) => new($"{what} holds `{item.Name}`, which is refused: {why}");
}
