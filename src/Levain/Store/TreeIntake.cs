using Levain.Store.Scanning;

namespace Levain.Store;

/// <summary>Takes a file or folder into the store.</summary>
internal sealed class TreeIntake(StoreFolder store, ObjectFolder objects, ObjectWriter writer, int threads)
{
    public Content Add(string path, Adding how, CancellationToken cancellation)
    {
        var sink = new LooseIntake(store, objects, writer, how);

        // What a stage made is there once: nothing is known of it, and nothing of it will be seen again.
        var files = how == Adding.Take ? null : StatCache.Load(store);
        var content = new PathScan(sink, files, how == Adding.Take ? null : new(store), threads, cancellation).Run(path).Content;
        sink.Finish();
        files?.Save();
        if (how == Adding.Take) ReadOnlyTree.TryDelete(path);
        return content;
    }
}
