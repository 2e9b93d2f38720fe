namespace Levain.Tables.Sources.Archives;

/// <summary>What stands in an archive under a name.</summary>
internal enum MemberKind
{
    File,
    Folder,

    /// <summary>A symbolic or hard link.</summary>
    Link,

    /// <summary>A device, a pipe, a socket.</summary>
    Device,

    /// <summary>A file that needs a password.</summary>
    Encrypted,

    /// <summary>A file with holes, or something that only one program knows.</summary>
    Strange,
}

/// <summary>A name of an archive, as it stands there: nothing of it is believed yet.</summary>
internal readonly record struct ArchiveMember(string Name, MemberKind Kind, long Size);

/// <summary>Reads an archive from its beginning to its end. What is wrong with it is a <see cref="BadArchiveException"/>, or whatever the base class library throws.</summary>
internal abstract class ArchiveReader : IDisposable
{
    /// <summary>The next member; null behind the last one, once the end of the archive has been checked.</summary>
    public abstract ArchiveMember? Next();

    /// <summary>Reads bytes of the member that <see cref="Next"/> gave last; 0 at its end, once what can be checked of it has been.</summary>
    public abstract int Read(Span<byte> buffer);

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
