namespace Levain.Locks;

/// <summary>The part of a model lock that belongs to one profile and environment.</summary>
public sealed record LockSection
{
    public LockSection(string name, IEnumerable<LockedStage> stages)
    {
        ArgumentNullException.ThrowIfNull(stages);
        Name = name;
        Stages = [.. stages.OrderBy(stage => stage.Name, StringComparer.Ordinal)];
    }

    /// <summary>Such as <c>sample/dev</c>: <see cref="BuildProfile.Section"/>.</summary>
    public string Name { get; }

    /// <summary>Sorted by name.</summary>
    public IReadOnlyList<LockedStage> Stages { get; }

    public LockedStage? Find(string stage) => Stages.FirstOrDefault(other => other.Name == stage);

    public bool Equals(LockSection? other) => other is not null && Name == other.Name && Stages.SequenceEqual(other.Stages);

    public override int GetHashCode() => HashCode.Combine(Name, Stages.Count);
}
