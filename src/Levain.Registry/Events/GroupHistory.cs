namespace Levain.Registry.Events;

/// <summary>What the entries of a group come to when they are read in order.</summary>
internal sealed class GroupHistory(string group)
{
    private readonly List<ModelVersion> versions = [];
    private readonly SortedDictionary<string, int> aliases = new(StringComparer.Ordinal);
    private readonly List<AliasMove> moves = [];
    // Damaged entries since the last version: any of them may have been one.
    private readonly List<string> unknown = [];
    private bool isSound = true;

    /// <summary>How many places have been read.</summary>
    public int Places { get; private set; }

    /// <summary>The digest of the entry that was read last.</summary>
    public Digest? Head { get; private set; }

    /// <summary>What is wrong with entries, in words: the others count all the same.</summary>
    public List<string> Damage { get; } = [];

    /// <summary>The number of a version that would be registered now. What is damaged may have been one, and keeps its number.</summary>
    public int NextNumber => versions.Count + unknown.Count + 1;

    public void Add(byte[] bytes) => Add(bytes, EventEntry.Read(group, Places, bytes));

    /// <param name="read">What the bytes were read as.</param>
    public void Add(byte[] bytes, (EventEntry? Entry, string? Damage) read)
    {
        var place = Places++;
        var (entry, damage) = read;
        if (entry is null) Break(place, damage!);
        else if (isSound && entry.Previous != Head) Damage.Add(FormattableString.Invariant($"entry {place - 1} of group `{group}` is not the one that entry {place} followed: the history was changed"));
        (isSound, Head) = (entry is not null, entry?.Own ?? Digest.Of(bytes));
        if (entry is not null) Apply(entry.Event);
    }

    public ModelGroup Group
    {
        get
        {
            var names = aliases.ToLookup(alias => alias.Value, alias => alias.Key);
            return new(group, [.. versions.Select(version => names.Contains(version.Number) ? version with { Aliases = [.. names[version.Number]] } : version)], new Dictionary<string, int>(aliases), [.. moves]);
        }
    }

    private void Break(int place, string damage)
    {
        unknown.Add(FormattableString.Invariant($"entry {place} of group `{group}` is damaged: {damage}"));
        Damage.Add(unknown[^1]);
    }

    private void Apply(RegistryEvent what)
    {
        switch (what)
        {
            case VersionRegistered registered:
                Register(registered);
                break;
            case VersionApproved approved:
                Change(approved.Version, version => Decided(version, "approved", what, approved.Why));
                break;
            case VersionRejected rejected:
                Change(rejected.Version, version => Decided(version, "rejected", what, rejected.Why) with { State = VersionState.Rejected });
                break;
            case AliasMoved moved:
                Move(moved);
                break;
        }
    }

    private void Register(VersionRegistered registered)
    {
        // A number that nobody registered was that of a damaged entry.
        while (versions.Count + 1 < registered.Number)
            versions.Add(new() { Number = versions.Count + 1, State = VersionState.Damaged, At = registered.At, By = "", Damage = unknown.FirstOrDefault() ?? "its entry is missing" });
        unknown.Clear();
        if (registered.Number == versions.Count + 1) versions.Add(new() { Number = registered.Number, Text = registered.Record, State = registered.State, At = registered.At, By = registered.By });
    }

    private static ModelVersion Decided(ModelVersion version, string decision, RegistryEvent what, string? why)
    {
        var decided = version with { Decisions = [.. version.Decisions, new(decision, what.At, what.By, why)] };
        var approvers = decided.Decisions.Where(each => each.What == "approved").Select(each => each.By).Distinct().Count();
        return decision == "approved" && approvers >= version.Record!.ApprovalsNeeded ? decided with { State = VersionState.Approved } : decided;
    }

    private void Move(AliasMoved moved)
    {
        int? from = aliases.TryGetValue(moved.Alias, out var before) ? before : null;
        if (moved.To is { } to)
        {
            aliases[moved.Alias] = to;
            Change(to, version => Decided(version, moved.Alias, moved, moved.Why));
        }
        else
        {
            aliases.Remove(moved.Alias);
        }

        moves.Add(new(moved.Alias, from, moved.To, moved.At, moved.By, moved.Why) { IsRollback = moved.IsRollback });
    }

    private void Change(int number, Func<ModelVersion, ModelVersion> change)
    {
        if (number >= 1 && number <= versions.Count && versions[number - 1].State != VersionState.Damaged) versions[number - 1] = change(versions[number - 1]);
    }
}
