namespace Levain;

/// <summary>Composes stages for one model. Found by its type in an assembly under <c>models/</c>.</summary>
[Fingerprints.EngineBoundary]
public abstract class Pipeline
{
    /// <summary>The stages that a build wants; what they need follows from their inputs.</summary>
    public abstract IEnumerable<Stage> Compose(BuildProfile profile);

    /// <summary>What the metrics must satisfy after the stages have run.</summary>
    public virtual IEnumerable<Gate> Gates => [];

    /// <summary>What outside data must satisfy before <c>Lock</c> pins it, by the names of snapshots.</summary>
    public virtual IEnumerable<DeclaredSnapshot> Snapshots => [];
}
