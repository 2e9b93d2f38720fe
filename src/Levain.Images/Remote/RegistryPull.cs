namespace Levain.Images;

/// <summary>Pulls one manifest or index with all that is below it: its own bytes last, so that what a layout has is whole.</summary>
internal sealed class RegistryPull(RegistryClient client, OciLayout layout, string repository, int parallel)
{
    public Task<Descriptor> RunAsync(string reference, CancellationToken cancellation) => PullAsync(reference, wanted: null, depth: 0, cancellation);

    private async Task<Descriptor> PullAsync(string reference, Descriptor? wanted, int depth, CancellationToken cancellation)
    {
        var (descriptor, content) = await client.ReadManifestAsync(repository, reference, cancellation).ConfigureAwait(false)
            ?? throw new RegistryException($"there is no `{repository}:{reference}`", "look at the name of the repository and the tag");
        if (wanted is not null && wanted.MediaType != descriptor.MediaType) throw new OciFormatException($"`{wanted.Digest.Brief}` is `{descriptor.MediaType}`, though its index says `{wanted.MediaType}`");
        if (MediaTypes.IsIndex(descriptor.MediaType))
        {
            if (depth > 1) throw new OciFormatException($"index `{descriptor.Digest.Brief}` is too deep in others");
            foreach (var inner in ImageIndex.Parse(content).Manifests) await PullAsync(inner.Digest.ToString(), inner, depth + 1, cancellation).ConfigureAwait(false);
        }
        else
        {
            await PullBlobsAsync(ImageManifest.Parse(content), cancellation).ConfigureAwait(false);
        }

        return layout.Put(descriptor.MediaType, content);
    }

    private Task PullBlobsAsync(ImageManifest manifest, CancellationToken cancellation) =>
        Parallel.ForEachAsync(manifest.Blobs.Where(blob => !layout.Has(blob.Digest)), new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellation }, async (blob, stop) =>
            await client.FetchAsync(repository, blob, layout, stop).ConfigureAwait(false));
}
