namespace Levain.Locks;

/// <summary>What <c>data.lock.json</c> says: every snapshot of outside data that a build may start from, by digest.</summary>
public sealed partial record DataLock
{
    public const string Schema = "levain.data-lock/2";

    // The one that knew no parts.
    private const string OlderSchema = "levain.data-lock/1";

    public static DataLock Empty { get; } = new([]);

    public DataLock(IEnumerable<Snapshot> snapshots)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        Snapshots = [.. snapshots.OrderBy(snapshot => snapshot.Profile, StringComparer.Ordinal).ThenBy(snapshot => snapshot.Name, StringComparer.Ordinal)];
    }

    /// <summary>Sorted by profile, then by name.</summary>
    public IReadOnlyList<Snapshot> Snapshots { get; }

    public Snapshot? Find(string profile, string name) => Snapshots.FirstOrDefault(snapshot => snapshot.Profile == profile && snapshot.Name == name);

    /// <summary>This lock with the snapshot added, or in place of the one with its profile and name.</summary>
    public DataLock With(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new([.. Snapshots.Where(other => (other.Profile, other.Name) != (snapshot.Profile, snapshot.Name)), snapshot]);
    }

    public bool Equals(DataLock? other) => other is not null && Snapshots.SequenceEqual(other.Snapshots);

    public override int GetHashCode() => Snapshots.Count;
}
