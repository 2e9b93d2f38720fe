using Levain.Learning;
using Levain.Registry.Pages;

namespace Levain.Registry;

/// <summary>How good the versions of a group are, over versions and time: what the Model Quality dashboard shows.</summary>
public sealed record ModelQuality
{
    public required string Group { get; init; }

    /// <summary>The names of all metrics: first those that the gates of the newest version looked at, then the others by name.</summary>
    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<QualityVersion> Versions { get; init; }

    /// <summary>The version that each name points to, sorted by name.</summary>
    public required IReadOnlyList<QualityAlias> Aliases { get; init; }

    /// <summary>Every move of a name, oldest first.</summary>
    public required IReadOnlyList<AliasMove> Moves { get; init; }

    public static ModelQuality Of(ModelGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return new()
        {
            Group = group.Name,
            Metrics = Names(group),
            Versions = [.. group.Versions.Select(QualityVersion.Of)],
            Aliases = [.. group.Aliases.OrderBy(alias => alias.Key, StringComparer.Ordinal).Select(alias => new QualityAlias(alias.Key, alias.Value))],
            Moves = group.Moves,
        };
    }

    /// <summary>Groups as JSON, for other dashboards: <c>{ "format": 1, "groups": [ … ] }</c>. A figure that is no number is null.</summary>
    public static byte[] ToJson(IReadOnlyList<ModelQuality> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return QualityJson.ToBytes(groups);
    }

    /// <summary>A metric over the versions: a line through those that were approved, a mark for each of the others.</summary>
    public Plot PlotOf(string metric) => QualityPlot.OverVersions(this, metric);

    private static List<string> Names(ModelGroup group)
    {
        var names = new SortedSet<string>(group.Versions.SelectMany(version => version.Record?.Metrics ?? []).Select(metric => metric.Name), StringComparer.Ordinal);
        // What a gate says of a part of the rows is a metric of its own, and has no figures here.
        var first = (group.Versions.LastOrDefault(version => version.Record is not null)?.Record?.Gates ?? []).Select(gate => gate.Metric).Where(names.Contains).Distinct(StringComparer.Ordinal).ToList();
        return [.. first, .. names.Except(first, StringComparer.Ordinal)];
    }
}

/// <summary>A name and the version that it points to.</summary>
public sealed record QualityAlias(string Alias, int Version);
