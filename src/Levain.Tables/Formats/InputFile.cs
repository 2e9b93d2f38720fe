namespace Levain.Tables;

/// <summary>A file to read.</summary>
/// <param name="Name">What people know it by; a message never shows the path, which may be one inside the store.</param>
/// <param name="Relative">Its name within the tree.</param>
internal sealed record InputFile(string Path, string Name, string Relative)
{
    public long Length => new FileInfo(Path).Length;
}
