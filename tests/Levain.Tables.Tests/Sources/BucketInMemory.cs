using System.Collections;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Levain.Tables.Sources;

namespace Levain.Tables.Tests.Sources;

/// <summary>A bucket as an object store would show it.</summary>
internal sealed class BucketInMemory : IObjectStore, IEnumerable
{
    private readonly Dictionary<string, byte[]> objects = new(StringComparer.Ordinal);

    public string Scheme => "s3";

    /// <summary>Keys in the order in which they were read.</summary>
    public ConcurrentQueue<string> Opened { get; } = new();

    /// <summary>Where the first connection breaks; later ones do not.</summary>
    public int? BreaksAt { get; set; }

    public string this[string key]
    {
        set => objects[key] = Encoding.UTF8.GetBytes(value);
    }

    public Task<StoredObject?> FindAsync(string bucket, string key, CancellationToken cancellation) =>
        Task.FromResult(objects.TryGetValue(key, out var bytes) ? new StoredObject(key, bytes.Length, VersionOf(bytes)) : null);

    public async IAsyncEnumerable<StoredObject> ListAsync(string bucket, string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Yield();
        foreach (var (key, bytes) in objects.Where(each => each.Key.StartsWith(prefix, StringComparison.Ordinal))) yield return new(key, bytes.Length, VersionOf(bytes));
    }

    public Task<Stream?> OpenAsync(string bucket, StoredObject what, long offset, CancellationToken cancellation)
    {
        var bytes = objects[what.Key];
        if (VersionOf(bytes) != what.Version) return Task.FromResult<Stream?>(null);
        Opened.Enqueue(what.Key);
        if (BreaksAt is not { } at) return Task.FromResult<Stream?>(new MemoryStream(bytes[(int)offset..]));
        BreaksAt = null;
        return Task.FromResult<Stream?>(new BreakingStream(bytes[..at]));
    }

    public IEnumerator GetEnumerator() => objects.GetEnumerator();

    private static string VersionOf(byte[] bytes) => Digest.Of(bytes).Brief;

    private sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? base.ReadAsync(buffer, cancellationToken) : throw new IOException("the connection broke");
    }
}
