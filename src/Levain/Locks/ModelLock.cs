namespace Levain.Locks;

/// <summary>What <c>models/&lt;name&gt;/model.lock.json</c> says: for each profile and environment, what every stage made.</summary>
public sealed partial record ModelLock
{
    public const string Schema = "levain.model-lock/1";

    public static ModelLock Empty { get; } = new([]);

    public ModelLock(IEnumerable<LockSection> sections)
    {
        ArgumentNullException.ThrowIfNull(sections);
        Sections = [.. sections.OrderBy(section => section.Name, StringComparer.Ordinal)];
    }

    /// <summary>Sorted by name, such as <c>sample/dev</c>.</summary>
    public IReadOnlyList<LockSection> Sections { get; }

    public LockSection? Find(string section) => Sections.FirstOrDefault(other => other.Name == section);

    /// <summary>This lock with the section added, or in place of the one with its name.</summary>
    public ModelLock With(LockSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return new([.. Sections.Where(other => other.Name != section.Name), section]);
    }

    public bool Equals(ModelLock? other) => other is not null && Sections.SequenceEqual(other.Sections);

    public override int GetHashCode() => Sections.Count;
}
