using System.Globalization;
using Levain.Host.Tracking;
using Levain.Registry;

namespace Levain.Host.Registering;

/// <summary>Two versions of a group side by side: options, metrics, data and code.</summary>
internal sealed record VersionComparing(ModelGroup Group, ModelVersion From, ModelVersion To, RunComparison Compared)
{
    /// <summary>How many stages of either are not known here: their options and code cannot be compared.</summary>
    public int Unknown { get; private init; }

    /// <param name="from">What <c>--from</c> says: a number, an alias, <c>latest</c>, or the first digits of a digest; null for what is in production.</param>
    /// <param name="to">Null for the newest.</param>
    public static VersionComparing Of(HostContext context, ModelGroup group, string? from, string? to)
    {
        var older = from is not null ? group.Find(from) : group.At(ModelGroup.Production) ?? throw new UsageException($"no version of `{group.Name}` is `{ModelGroup.Production}`", "name the version to compare with by `--from`");
        var newer = group.Find(to ?? "latest");
        var unknown = new HashSet<Digest>();
        return new(group, older, newer, RunComparison.Of(RunOf(context, older, unknown), RunOf(context, newer, unknown))) { Unknown = unknown.Count };
    }

    private static TrackedRun RunOf(HostContext context, ModelVersion version, HashSet<Digest> unknown)
    {
        var record = version.Record ?? throw new BuildException(string.Create(CultureInfo.InvariantCulture, $"version {version.Number} is damaged: {version.Damage}"), "compare another");
        var (parameters, code) = (new List<RunEntry>(), new List<RunEntry>());
        foreach (var stage in record.Stages)
        {
            if (context.Workspace.Actions.Find(stage.Key) is not { } action)
            {
                unknown.Add(stage.Key);
                continue;
            }

            parameters.AddRange(StageOptions.Of(stage.Name, action.Key));
            code.AddRange(action.Key.Where(part => part.Key == "code").Select(part => new RunEntry($"code of {stage.Name}", part.Value)));
        }

        var run = TrackedRun.Of(record, version.At, version.At);
        return run with { Parameters = parameters, Tags = [.. run.Tags, .. code] };
    }
}
