namespace Levain;

/// <summary>A value that can be kept as a file or a tree of files. Saving the same value twice must give the same bytes.</summary>
public interface IArtifact<TSelf> where TSelf : IArtifact<TSelf>
{
    void Save(ArtifactWriter output);

    static abstract TSelf Load(ArtifactReader input);

    /// <summary>What of a workspace file of this type counts in a key; null, as it is for most, means its bytes.</summary>
    static virtual Meaning? Meaning => null;
}
