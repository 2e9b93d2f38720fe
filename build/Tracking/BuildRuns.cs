using Levain.Actions;
using Levain.Building;
using Levain.Host.Output;
using Levain.Host.Registering;
using Levain.Learning;
using Levain.Planning;
using Levain.Registry;
using Levain.Store;

namespace Levain.Host.Tracking;

/// <summary>The runs of a build: one for each evaluation that something before it changed, one for each study, and one for each of its trials.</summary>
/// <param name="start">When the build began; <paramref name="end"/> is when it was done.</param>
internal sealed class BuildRuns(HostContext context, string target, DateTimeOffset start, DateTimeOffset end)
{
    private const string MetricsFile = "metrics.json";

    // In the order in which people look at them.
    private static readonly string[] Shown = ["report.html", "card.md", MetricsFile];

    private readonly string user = PersonHere.Of(context.Folders.Root);
    private readonly Lazy<(string? Branch, (string Commit, bool IsDirty)? State)> sources = new(() => new Git(context.Folders.Root) is var git ? (git.Branch(), git.State()) : default);

    /// <param name="ran">The stages that ran, by name.</param>
    /// <param name="registered">What was registered, by the evaluation; it is tracked as it was registered, with what its gates said.</param>
    public IEnumerable<TrackedRun> Of(ModelPlan plan, IReadOnlySet<string> ran, IReadOnlyDictionary<string, VersionRecord> registered)
    {
        foreach (var node in plan.Plan.Graph.Order)
        {
            if (plan.Plan[node].Output is not { } output || !context.Workspace.Store.HasWhole(output)) continue;
            if (StudyTrial.IsStudy(node.Stage) && ran.Contains(node.Name))
                foreach (var run in StudyOf(plan, node, output)) yield return run;
            if (node.Stage is not Stage<Evaluation>) continue;
            var judged = new JudgedStage(context, plan, node);
            if (registered.TryGetValue(node.Name, out var record)) yield return RunOf(plan, judged, record);
            else if (judged.Stages.Any(stage => ran.Contains(stage.Name))) yield return RunOf(plan, judged, judged.Record(FiguresOf(output)) with { Gates = [.. judged.Bounds()] });
        }
    }

    private TrackedRun RunOf(ModelPlan plan, JudgedStage judged, VersionRecord record)
    {
        var run = TrackedRun.Of(record, start, end, user, SourceOf(plan));
        return run with
        {
            Parameters = ParametersOf(plan, judged.Stages),
            Tags = [.. run.Tags, .. Studies(plan, judged)],
            Datasets = [.. run.Datasets.Select(data => WithSource(plan, data))],
            Artifacts = [.. ArtifactsOf(judged)],
            Lineage = run.Lineage with { Branch = sources.Value.Branch },
        };
    }

    private IEnumerable<TrackedRun> StudyOf(ModelPlan plan, StageNode node, Content output)
    {
        var key = plan.Plan[node].Key!.Digest;
        var study = new TrackedRun
        {
            Experiment = plan.Project.Name,
            Name = $"study of {node.Name} {output.Digest.Brief}",
            Identity = StudyRuns.IdentityOf(plan.Profile.Section, node.Name, key),
            Start = start,
            End = end,
            User = user,
            Source = SourceOf(plan),
            Parameters = ParametersOf(plan, [node]),
            Metrics = [.. (plan.Plan[node].Record ?? context.Workspace.Actions.Find(key))?.Metrics.Select(metric => RunMetric.Once(metric.Key, metric.Value, end)) ?? []],
            Tags = [new("section", plan.Profile.Section)],
            Lineage = new() { Commit = sources.Value.State?.Commit, IsDirty = sources.Value.State?.IsDirty ?? false, Branch = sources.Value.Branch, Stages = [new(node.Name, key, output)] },
        };
        return StudyRuns.Of(study, StudyTrial.Read(context.Workspace.Store.OpenArtifact(output)));
    }

    private static List<RunEntry> ParametersOf(ModelPlan plan, IEnumerable<StageNode> stages) => [.. stages.SelectMany(stage => StageOptions.Of(stage.Name, plan.Plan[stage].Key!.Parts))];

    // So that one finds the trials behind a model: a study may be behind several.
    private static IEnumerable<RunEntry> Studies(ModelPlan plan, JudgedStage judged) => judged.Stages.Where(stage => StudyTrial.IsStudy(stage.Stage)).Select(stage =>
        new RunEntry($"study {stage.Name}", new TrackedRun { Experiment = plan.Project.Name, Name = "", Start = default, Identity = StudyRuns.IdentityOf(plan.Profile.Section, stage.Name, plan.Plan[stage].Key!.Digest) }.Id));

    private RunDataset WithSource(ModelPlan plan, RunDataset data) =>
        context.Workspace.ReadDataLock().Find(plan.Profile.Name, data.Name) is { } snapshot ? data with { Source = snapshot.Source, Rows = snapshot.Rows } : data;

    private IEnumerable<RunArtifact> ArtifactsOf(JudgedStage judged)
    {
        var evaluation = context.Workspace.Store.OpenArtifact(judged.Output);
        foreach (var file in Shown)
            if (evaluation.Files.Contains(file)) yield return new(file, Path.Combine(evaluation.Path, file));
        // The store has it under its digest, which is a tag of the run: a copy of a very large one would cost more than it is good for.
        if (judged.InputOf(JudgedStage.ModelInput) is { Content: var model } && context.Workspace.Store.HasWhole(model) && context.Workspace.Store.OpenArtifact(model).Path is var path && SizeOf(path) <= new TrackingPatience().LargestArtifact)
            yield return new("model", path);
    }

    private IReadOnlyList<VersionMetric> FiguresOf(Content evaluation)
    {
        var files = context.Workspace.Store.OpenArtifact(evaluation);
        if (!files.Files.Contains(MetricsFile)) return [];
        using var text = new StreamReader(files.Open(MetricsFile));
        return EvaluationFigures.Parse(text.ReadToEnd()).Test;
    }

    private string SourceOf(ModelPlan plan) => $"build.sh --target {target} --model {plan.Project.Name}{(plan.Profile.Section == new BuildProfile("sample", "dev").Section ? "" : $" --profile {plan.Profile.Name} --environment {plan.Profile.Environment}")}";

    private static long SizeOf(string path) => File.Exists(path) ? new FileInfo(path).Length : new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
