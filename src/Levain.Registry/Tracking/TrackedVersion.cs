using System.Globalization;

namespace Levain.Registry;

/// <summary>A version of a model as a tracking server's own registry shows it: a copy for those who look there. It decides nothing.</summary>
public sealed record TrackedVersion
{
    /// <summary>The group of models.</summary>
    public required string Model { get; init; }

    /// <summary>Its number here; the server gives it one of its own.</summary>
    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public string By { get; init; } = "";

    /// <summary>The <see cref="TrackedRun.Id"/> of the run that made it; null when that was not tracked.</summary>
    public string? Run { get; init; }

    /// <summary>The experiment of that run.</summary>
    public string? Experiment { get; init; }

    /// <summary>The name of the model among the run's artifacts.</summary>
    public string Artifact { get; init; } = "model";

    /// <summary>The model's digest.</summary>
    public required Digest Digest { get; init; }

    public string Description { get; init; } = "";

    public IReadOnlyList<RunEntry> Tags { get; init; } = [];

    /// <summary>The names that point to it now.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The names that pointed to it once and do not any more.</summary>
    public IReadOnlyList<string> FormerAliases { get; init; } = [];

    /// <summary>A version of the registry as it is now.</summary>
    /// <param name="run">The run that made it, where it was tracked.</param>
    public static TrackedVersion Of(ModelGroup group, ModelVersion version, TrackedRun? run = null)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(version);
        var record = version.Record ?? throw new BuildException(string.Create(CultureInfo.InvariantCulture, $"version {version.Number} of `{group.Name}` is damaged"), "take another version");
        return new()
        {
            Model = group.Name,
            Number = version.Number,
            At = version.At,
            By = version.By,
            Run = run?.Id,
            Experiment = run?.Experiment,
            Digest = record.Model.Digest,
            Tags = [new("levain.pipeline", record.Pipeline), new("levain.section", record.Section), new("levain.state", StateOf(version.State)), .. record.Tags.Select(tag => new RunEntry(tag.Name, tag.Value))],
            Aliases = version.Aliases,
            FormerAliases = [.. group.Moves.Where(move => move.To == version.Number).Select(move => move.Alias).Distinct(StringComparer.Ordinal).Where(alias => !version.Aliases.Contains(alias, StringComparer.Ordinal))],
        };
    }

    private static string StateOf(VersionState state) => state switch
    {
        VersionState.Approved => "approved",
        VersionState.Rejected => "rejected",
        _ => "pending",
    };
}
