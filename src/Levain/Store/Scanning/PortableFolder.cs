using System.Text;

namespace Levain.Store.Scanning;

/// <summary>A folder by its path, where the system has no better way that we know of. Its stamps are never believed, so everything is read each time.</summary>
internal sealed class PortableFolder(string path) : FolderHandle
{
    public override FileStatus Status => FileStatus.Of(path) ?? throw new FileNotFoundException(null, path);

    public override bool StampTellsOfNames => false;

    public override void ReadNames(NameList names)
    {
        foreach (var name in ReadOnlyTree.Names(path))
        {
            if (TreeListing.Fault(name) is { } fault) throw new BuildException($"the name `{Path.Join(path, name)}` cannot be kept: {fault}", "rename it");
            names.Add(Encoding.UTF8.GetBytes(name));
        }
    }

    public override FileStatus? Look(ReadOnlySpan<byte> name, bool follow)
    {
        var file = Path.Join(path, Encoding.UTF8.GetString(name));
        return follow ? FileStatus.Of(file) : FileStatus.OfLink(file);
    }

    public override void Dispose() { }
}
