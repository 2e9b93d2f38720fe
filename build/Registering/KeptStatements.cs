using Levain.Collection;
using Levain.Host.Output;
using Levain.Registry;

namespace Levain.Host.Registering;

/// <summary>The statements that versions name: in the store, or fetched from where the versions are shared.</summary>
internal sealed class KeptStatements(HostContext context)
{
    /// <summary>The statement of a version; null when it has none or nobody has its bytes, which is told.</summary>
    public BuildProvenance? Find(VersionRecord record)
    {
        if (record.Provenance is not { } digest) return null;
        var store = context.Workspace.Store;
        if (!store.Has(digest)) Fetch(Content.File(digest));
        if (!store.Has(digest))
        {
            Told($"warning: statement {digest.Brief} of the build is not here: it cannot be told which stage read what");
            return null;
        }

        try
        {
            return store.SizeOf(digest) <= ProvenanceStatement.LargestBytes ? ProvenanceStatement.Parse(store.Read(digest)) : throw new BuildException("it is too large");
        }
        catch (BuildException error)
        {
            Told($"warning: statement {digest.Brief} of the build cannot be read: {error.Message}");
            return null;
        }
    }

    private void Fetch(Content content)
    {
        if (context.Remotes.Remotes.Count == 0) return;
        foreach (var source in context.Remotes.Sources(context.Workspace.Folder, Told, context.Options.TransferJobs).OfType<IContentSource>())
        {
            source.Fetch([content], context.Stopping);
            (source as IDisposable)?.Dispose();
            if (context.Workspace.Store.Has(content.Digest)) return;
        }
    }

    private static void Told(string message) => Console.Error.WriteLine(TextWidth.Clean(message));
}
