using Cake.Frosting;
using Levain.Host.Output;
using Levain.Store;
using Levain.Tables;
using Levain.Tables.Statistics;

namespace Levain.Host.Targets;

[TaskName("Describe")]
[TaskDescription("statistics of a snapshot or of a stage's table: a page to read, and the baseline that monitoring compares with")]
public sealed class Describe : FrostingTask<HostContext>
{
    public override void Run(HostContext context)
    {
        var options = context.Options;
        var wanted = options.Values("snapshot").Select(name => OfSnapshot(context, name)).ToList();
        if (options.Stages.Count > 0) wanted.AddRange(OfStages(context));
        if (wanted.Count == 0) throw new UsageException("nothing is named that could be described", "add `--snapshot NAME` or `--stage NAME`");
        if (options.Value("output") is not null && wanted.Count > 1) throw new UsageException($"`--output` is for one table, not for {wanted.Count}", "describe them one by one, or leave it out");

        var described = new List<DescribedTable>();
        foreach (var each in wanted)
        {
            var table = Look(context, each);
            described.Add(table);
            if (!options.Json) Console.Out.Write((described.Count > 1 ? "\n" : "") + DescriptionText.Of(table, context.Output));
        }

        if (options.Json) Console.Out.Write(JsonOutput.Describe(described));
    }

    private static Wanted OfSnapshot(HostContext context, string name)
    {
        var pinned = context.Workspace.ReadDataLock().Snapshots;
        // A name that only one profile knows needs no profile.
        var found = pinned.Where(snapshot => snapshot.Name == name).ToList();
        var snapshot = found.Find(each => each.Profile == context.Options.Profile.Name) ?? (found.Count == 1 ? found[0] : null)
            ?? throw new UsageException(
                found.Count > 1 ? $"snapshot `{name}` is pinned for several profiles" : $"there is no snapshot `{name}` in data.lock.json",
                found.Count > 1 ? $"add `--profile`: {string.Join(", ", found.Select(each => $"`{each.Profile}`"))}" : NearestName.Hint(name, [.. pinned.Select(each => each.Name).Distinct()]));
        return new(name, name, snapshot.Content, snapshot.Source, "pull it with `--target Pull`, or build what reads it")
        {
            Format = SnapshotTables.Declared(context.Catalog.LoadWhole(out _).Select(model => model.Pipeline)).GetValueOrDefault(name),
        };
    }

    private static IEnumerable<Wanted> OfStages(HostContext context)
    {
        var asked = new ModelBuilds(context).Plan();
        var chosen = StageChoice.Of(asked, context.Options.Stages);
        StatusReport.PrintErrors(asked.Select(model => model.Error));
        StatusReport.ThrowIfUnplanned(asked);
        return chosen.Select(stage => new Wanted(
            $"{stage.Model}.{stage.Node.Name}",
            stage.Node.Name,
            stage.Decision.Output ?? throw new BuildException($"stage `{stage.Node.Name}` has no output yet: {stage.Decision.Reason}", $"build it with `--target Train --model {stage.Model}`"),
            null,
            $"build it with `--target Train --model {stage.Model}`"));
    }

    private static DescribedTable Look(HostContext context, Wanted wanted)
    {
        var store = context.Workspace.Store;
        if (!store.HasWhole(wanted.Content)) throw new BuildException($"the bytes of `{wanted.Called}` are not here", wanted.Hint);
        var artifact = store.OpenArtifact(wanted.Content);
        var files = TabularFiles.Find(artifact, wanted.Called, wanted.Source, wanted.Format, out var reason) ?? throw new BuildException(reason, "only tables have statistics");
        var statistics = files.Describe(context.Stopping);
        artifact.VerifyPath();
        return new(wanted.Name, wanted.Content.Digest, statistics, Write(context, wanted, statistics), files.LeftOut);
    }

    private static string Write(HostContext context, Wanted wanted, TableStatistics statistics)
    {
        var folder = new ReportFolder(context, "describe", wanted.Name);
        folder.Write(
            wanted.Called,
            ("statistics.json", StatisticsJson.ToBytes(statistics)),
            ("constraints.json", ConstraintsJson.ToBytes(Constraints.Of(statistics))),
            ("index.html", StatisticsPage.ToBytes(statistics, wanted.Name, wanted.Content.Digest.ToString())));
        return folder.Shown;
    }

    /// <param name="Called">What it is called in messages.</param>
    /// <param name="Source">The name of its file, which says what the bytes are; null for outputs.</param>
    private sealed record Wanted(string Name, string Called, Content Content, string? Source, string Hint)
    {
        /// <summary>How a pipeline says that it is read; null goes by names.</summary>
        public TableFormat? Format { get; init; }
    }
}
