using Levain.Registry.Events;
using Levain.Remotes;

namespace Levain.Registry;

/// <summary>The versions of models that a team shares: kept on a remote, or in a folder beside the store where there is none.</summary>
/// <remarks>
/// Nothing is ever overwritten: what happens to a group is an entry in its next place, which of many writers one gets. The others read what happened and decide again,
/// so that no decision is taken on what is no longer so. A process that is killed has written its entry or has not.
/// </remarks>
/// <param name="shared">It must be able to create without overwriting; one that cannot is refused at the first entry.</param>
/// <param name="person">Who acts, as others are told.</param>
/// <param name="cache">A folder for what was read before; null to read it anew.</param>
public sealed class ModelRegistry(IRemote shared, string person, TimeProvider clock, string? cache = null) : IDisposable
{
    // The list of groups is a log like any other; no group can have this name.
    private const string Directory = "";

    private readonly IRemote shared = shared;
    private readonly Dictionary<string, KnownGroup> known = new(StringComparer.Ordinal);
    // One call at a time looks at what is known: the others would read the same news.
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Where it is kept, as people are told.</summary>
    public string Place => shared.Name;

    /// <summary>What was found damaged so far, in words.</summary>
    public IReadOnlyList<string> Damage => [.. known.Values.SelectMany(group => group.History.Damage)];

    /// <summary>Closes nothing that was given to it.</summary>
    public void Dispose() => turn.Dispose();

    /// <summary>The names of all groups, sorted.</summary>
    public async Task<IReadOnlyList<string>> GroupsAsync(CancellationToken cancellation = default)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var places = await new EventLog(shared, Directory).ReadAsync(0, cancellation).ConfigureAwait(false);
        for (var place = 0; place < places.Count; place++)
            if (EventEntry.Read(Directory, place, places[place]).Entry?.Event is GroupBegun begun) names.Add(begun.Name);
        return [.. names];
    }

    /// <summary>A group as it is now; one that nobody registered anything in has no versions.</summary>
    public async Task<ModelGroup> ReadAsync(string group, CancellationToken cancellation = default)
    {
        GroupName.Checked(group);
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return (await KnownAsync(group, cancellation).ConfigureAwait(false)).History.Group;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Registers a version, unless the same build is registered already.</summary>
    /// <returns>The version, and whether it is new.</returns>
    public async Task<(ModelVersion Version, bool IsNew)> RegisterAsync(string group, VersionRecord record, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        int? same = null;
        var (before, after) = await AppendAsync(group, history =>
        {
            same = history.Group.Versions.LastOrDefault(version => version.Record?.IsSameBuild(record) == true)?.Number;
            return same is null ? new VersionRegistered(history.NextNumber, record.StateAtFirst, new(record)) { At = clock.GetUtcNow(), By = person } : null;
        }, cancellation).ConfigureAwait(false);
        return same is { } number ? (before.Versions[number - 1], false) : (after.Versions[^1], true);
    }

    /// <summary>Says that a version may be used; it is approved once as many people as it needs have said so.</summary>
    public async Task<ModelVersion> ApproveAsync(string group, int version, string? why = null, CancellationToken cancellation = default)
    {
        var (_, after) = await AppendAsync(group, history =>
        {
            var found = Usable(history.Group, version);
            if (found.State == VersionState.Rejected) throw new BuildException($"version {version} of `{group}` is rejected{Because(found)}", "train and register another");
            if (found.State == VersionState.Approved) throw new BuildException($"version {version} of `{group}` is approved already", "nothing needs to be done");
            if (found.Decisions.Any(decision => decision.What == "approved" && decision.By == person))
                throw new BuildException($"{person} has approved version {version} of `{group}` already, and it needs {found.Record!.ApprovalsNeeded} different people", "ask somebody else");
            return new VersionApproved(version, why) { At = clock.GetUtcNow(), By = person };
        }, cancellation).ConfigureAwait(false);
        return after.Versions[version - 1];
    }

    /// <summary>Says that a version must not be used. One that a name points to has to be moved away from first.</summary>
    public async Task<ModelVersion> RejectAsync(string group, int version, string why, CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(why)) throw new UsageException("a rejection needs a reason", "add `--reason \"…\"`: those who come later want to know");
        var (_, after) = await AppendAsync(group, history =>
        {
            var found = Usable(history.Group, version);
            if (found.State == VersionState.Rejected) throw new BuildException($"version {version} of `{group}` is rejected already{Because(found)}", "nothing needs to be done");
            if (found.Aliases.Count > 0) throw new BuildException($"version {version} of `{group}` is `{found.Aliases[0]}`", "promote another or roll back first");
            return new VersionRejected(version, why) { At = clock.GetUtcNow(), By = person };
        }, cancellation).ConfigureAwait(false);
        return after.Versions[version - 1];
    }

    /// <summary>Gives a name such as <c>production</c> to an approved version.</summary>
    /// <param name="expected">The version that has the name as far as the caller knows; when somebody has moved it since, nothing is done.</param>
    public async Task<AliasMove> PromoteAsync(string group, int version, string alias, int? expected, string? why = null, CancellationToken cancellation = default)
    {
        GroupName.Checked(alias, "alias");
        var (_, after) = await AppendAsync(group, history =>
        {
            var now = history.Group;
            var found = Usable(now, version);
            if (found.State != VersionState.Approved)
                throw new BuildException($"version {version} of `{group}` is {Word(found.State)}{Because(found)}", found.State == VersionState.Pending ? "approve it first with `--target Approve`" : "promote an approved version");
            CheckExpected(now, alias, expected);
            if (now.At(alias)?.Number == version) throw new BuildException($"version {version} of `{group}` is `{alias}` already", "nothing needs to be done");
            return new AliasMoved(alias, version, why) { At = clock.GetUtcNow(), By = person };
        }, cancellation).ConfigureAwait(false);
        return after.Moves[^1];
    }

    /// <summary>Gives a name back to the version that had it before.</summary>
    public async Task<AliasMove> RollbackAsync(string group, string alias, int? expected, string? why = null, CancellationToken cancellation = default)
    {
        var (_, after) = await AppendAsync(group, history =>
        {
            var now = history.Group;
            var current = now.At(alias) ?? throw new BuildException($"no version of `{group}` is `{alias}`", NearestName.Hint(alias, [.. now.Aliases.Keys]));
            CheckExpected(now, alias, expected);
            var before = Before(now, alias, current.Number) ?? throw new BuildException($"version {current.Number} of `{group}` is the first that is `{alias}`: there is none to go back to", "promote another version instead");
            return new AliasMoved(alias, before, why) { At = clock.GetUtcNow(), By = person, IsRollback = true };
        }, cancellation).ConfigureAwait(false);
        return after.Moves[^1];
    }

    // Going back twice goes back two versions, not to and fro: a version that was rolled back from is no place to go back to.
    private static int? Before(ModelGroup group, string alias, int current)
    {
        var stack = new Stack<int>();
        foreach (var move in group.Moves.Where(move => move.Alias == alias && move.To is not null))
        {
            if (move.IsRollback && stack.Contains(move.To!.Value)) while (stack.Peek() != move.To) stack.Pop();
            else stack.Push(move.To!.Value);
        }

        if (stack.Count > 0 && stack.Peek() == current) stack.Pop();
        while (stack.TryPop(out var version))
            if (version != current && group.Versions[version - 1].State == VersionState.Approved) return version;
        return null;
    }

    private static void CheckExpected(ModelGroup group, string alias, int? expected)
    {
        if (group.At(alias)?.Number is var now && now == expected) return;
        var last = group.Moves.Last(move => move.Alias == alias);
        throw new BuildException(
            now is null ? $"`{alias}` of `{group.Name}` was taken away by {last.By} meanwhile" : $"`{alias}` of `{group.Name}` was moved to version {now} by {last.By} meanwhile",
            "look at it with `--target Models`, and decide again");
    }

    private static ModelVersion Usable(ModelGroup group, int version)
    {
        var found = group.Find(FormattableString.Invariant($"{version}"));
        return found.State == VersionState.Damaged ? throw new BuildException($"version {version} of `{group.Name}` is damaged: {found.Damage}", "take another version; this one stays as it is") : found;
    }

    private static string Word(VersionState state) => state switch
    {
        VersionState.Pending => "waiting for approval",
        VersionState.Rejected => "rejected",
        _ => "approved",
    };

    private static string Because(ModelVersion version) => version.Decisions.LastOrDefault(decision => decision.What == "rejected") is { } decision ? $" by {decision.By}: {decision.Why}" : version.Record?.IsRefused == true ? " by a gate" : "";

    /// <param name="decide">Called again with the news whenever somebody else was faster; null for nothing to add.</param>
    private async Task<(ModelGroup Before, ModelGroup After)> AppendAsync(string group, Func<GroupHistory, RegistryEvent?> decide, CancellationToken cancellation)
    {
        GroupName.Checked(group);
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            while (true)
            {
                var current = await KnownAsync(group, cancellation).ConfigureAwait(false);
                var history = current.History;
                var before = history.Group;
                if (decide(history) is not { } what) return (before, before);
                // First the name: a group that nobody can list would be lost, a listed one without entries is empty.
                if (history.Places == 0) await ListAsync(group, cancellation).ConfigureAwait(false);
                var bytes = EventEntry.ToBytes(group, history.Places, history.Head, what);
                if (!await new EventLog(shared, group).TryWriteAsync(history.Places, bytes, cancellation).ConfigureAwait(false)) continue;
                current.Add(bytes);
                return (before, history.Group);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<KnownGroup> KnownAsync(string group, CancellationToken cancellation)
    {
        if (!known.TryGetValue(group, out var found)) known[group] = found = new(group, cache is null ? null : Path.Combine(cache, Digest.Of($"{shared.Name}\n{group}").Hex));
        await found.CatchUpAsync(new EventLog(shared, group), cancellation).ConfigureAwait(false);
        return found;
    }

    /// <summary>Brings to another registry what this one has and that does not: all groups, entry by entry, as they are.</summary>
    /// <returns>How many entries were brought there.</returns>
    public async Task<int> CopyToAsync(ModelRegistry other, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(other);
        var copied = 0;
        foreach (var group in await GroupsAsync(cancellation).ConfigureAwait(false))
        {
            var here = (await KnownAsync(group, cancellation).ConfigureAwait(false)).Entries;
            var there = (await other.KnownAsync(group, cancellation).ConfigureAwait(false)).Entries;
            for (var place = 0; place < Math.Min(here.Count, there.Count); place++)
                if (!here[place].AsSpan().SequenceEqual(there[place])) throw new BuildException($"group `{group}` has gone different ways in `{Place}` and `{other.Place}`", "keep one of them: register there again what only the other has, and remove that one's folder");
            if (there.Count == 0 && here.Count > 0) await other.ListAsync(group, cancellation).ConfigureAwait(false);
            for (var place = there.Count; place < here.Count; place++, copied++)
                if (!await new EventLog(other.shared, group).TryWriteAsync(place, here[place], cancellation).ConfigureAwait(false)) throw new BuildException($"somebody writes to group `{group}` of `{other.Place}` at the same time", "try again");
        }

        return copied;
    }

    private async Task ListAsync(string group, CancellationToken cancellation)
    {
        var log = new EventLog(shared, Directory);
        while (true)
        {
            var places = await log.ReadAsync(0, cancellation).ConfigureAwait(false);
            var entries = places.Select((bytes, place) => EventEntry.Read(Directory, place, bytes).Entry).ToList();
            if (entries.Any(entry => entry?.Event is GroupBegun begun && begun.Name == group)) return;
            var bytes = EventEntry.ToBytes(Directory, places.Count, places.Count == 0 ? null : Digest.Of(places[^1]), new GroupBegun(group) { At = clock.GetUtcNow(), By = person });
            if (await log.TryWriteAsync(places.Count, bytes, cancellation).ConfigureAwait(false)) return;
        }
    }
}
