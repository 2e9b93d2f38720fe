namespace Levain.Store;

/// <summary>One folder of a tree while somebody works in it.</summary>
/// <param name="relative">Its path below the root of the tree, empty for the root.</param>
/// <param name="source">The same folder elsewhere, from which links are made.</param>
internal sealed class TreeFolder(string relative, PathDirectory directory, PathDirectory? source = null) : IDisposable
{
    private int users = 1;

    public bool IsRoot => relative.Length == 0;

    public string Relative => relative;

    public PathDirectory Directory => directory;

    public PathDirectory Source => source ?? throw new InvalidOperationException("this work has no source");

    public string PathOf(ReadOnlySpan<byte> name)
    {
        var text = System.Text.Encoding.UTF8.GetString(name);
        return relative.Length == 0 ? text : $"{relative}/{text}";
    }

    public void Hold() => Interlocked.Increment(ref users);

    /// <summary>True for the last one who lets go.</summary>
    public bool Release() => Interlocked.Decrement(ref users) == 0;

    public void Dispose()
    {
        directory.Dispose();
        source?.Dispose();
    }
}
