namespace Levain.Images;

/// <summary>Gives bytes by their digest: a layout, a tarball, a registry.</summary>
public interface IBlobs
{
    bool Has(Digest digest);

    /// <summary>Opens the bytes. They may be damaged: who reads them checks.</summary>
    Stream Open(Digest digest);
}
