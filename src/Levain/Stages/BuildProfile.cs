namespace Levain;

/// <summary>What a build starts from and for whom: <c>sample</c> or <c>public</c> data, <c>dev</c> or <c>prod</c>.</summary>
[Fingerprints.EngineBoundary]
public sealed record BuildProfile(string Name = "sample", string Environment = "dev")
{
    /// <summary>True when the data is simulated by a stage of the pipeline.</summary>
    public bool IsSample => Name == "sample";

    /// <summary>The section of the model lock that belongs to it.</summary>
    public string Section => $"{Name}/{Environment}";
}
