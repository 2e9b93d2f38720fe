using System.Collections.Concurrent;

namespace Levain.Images;

/// <summary>Pushes one manifest or index with all that is below it: blobs, then manifests, then the tag.</summary>
internal sealed class RegistryPush(RegistryClient client, BlobUpload upload, OciLayout layout, string repository, string? from, int parallel)
{
    private readonly ConcurrentDictionary<Digest, Arrival> arrivals = new();

    public async Task<PushReport> RunAsync(Descriptor root, string? tag, CancellationToken cancellation)
    {
        await PushAsync(root, tag, depth: 0, cancellation).ConfigureAwait(false);
        return new PushReport(root, Count(Arrival.Sent), Count(Arrival.Mounted), Count(Arrival.WasThere), upload.Sent);
    }

    private async Task PushAsync(Descriptor manifest, string? tag, int depth, CancellationToken cancellation)
    {
        var content = layout.ReadChecked(manifest, OciLimits.ManifestBytes);
        Descriptor? subject;
        string? type;
        if (MediaTypes.IsIndex(manifest.MediaType))
        {
            if (depth > 1) throw new OciFormatException($"index `{manifest.Digest.Brief}` is too deep in others");
            var index = ImageIndex.Parse(content);
            foreach (var inner in index.Manifests) await PushAsync(inner, tag: null, depth + 1, cancellation).ConfigureAwait(false);
            (subject, type) = (index.Subject, index.ArtifactType);
        }
        else
        {
            var parsed = ImageManifest.Parse(content);
            await PushBlobsAsync(parsed, cancellation).ConfigureAwait(false);
            (subject, type) = (parsed.Subject, parsed.ArtifactType ?? parsed.Config.MediaType);
        }

        // A tag that is right already is not put again: registries with tags that never move refuse it.
        if (await client.FindAsync(repository, tag ?? manifest.Digest.ToString(), cancellation).ConfigureAwait(false) is { } found && found.Digest == manifest.Digest && subject is null) return;
        var keeps = await client.PutManifestAsync(repository, tag ?? manifest.Digest.ToString(), manifest.MediaType, content, cancellation).ConfigureAwait(false);
        if (subject is not null && !keeps)
            await client.RememberReferrerAsync(repository, subject.Digest, new Descriptor(manifest.MediaType, manifest.Digest, manifest.Size) { ArtifactType = type }, cancellation).ConfigureAwait(false);
    }

    private Task PushBlobsAsync(ImageManifest manifest, CancellationToken cancellation) =>
        Parallel.ForEachAsync(manifest.Blobs.Where(blob => !arrivals.ContainsKey(blob.Digest)), new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellation }, async (blob, stop) =>
            arrivals[blob.Digest] = await upload.RunAsync(blob, () => layout.Open(blob.Digest), from, stop).ConfigureAwait(false));

    private int Count(Arrival arrival) => arrivals.Values.Count(each => each == arrival);
}
