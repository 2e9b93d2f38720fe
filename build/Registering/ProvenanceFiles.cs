using System.Reflection;
using Levain.Building;
using Levain.Planning;
using Levain.Registry;
using Levain.Scheduling;
using Levain.Store;

namespace Levain.Host.Registering;

/// <summary>The statements of builds in <c>.levain/provenance</c>: by model, section, and what was built.</summary>
internal sealed class ProvenanceFiles(HostContext context)
{
    /// <summary>Writes the statement of a build that made everything it was to make.</summary>
    public void Write(Building.ModelReport built, DateTimeOffset started)
    {
        var made = built.Outcomes.Where(outcome => !outcome.IsSubStage).Select(outcome => new MadeStage(outcome.Stage, outcome.Key!.Value, outcome.Output!.Value)).ToList();
        Write(PathOf(built.Plan, made), ProvenanceStatement.ToBytes(Of(built.Plan, made, started, context.Workspace.Clock.GetUtcNow())));
    }

    /// <summary>Keeps the statement of a built plan in the store, so that a version can name it. A build that ran elsewhere is told of as of now: nothing of it ran here.</summary>
    public Digest Keep(ModelPlan plan)
    {
        var made = plan.Plan.All.Where(each => each.Decision is { Key: not null, Output: not null }).Select(each => new MadeStage(each.Node.Name, each.Decision.Key!.Digest, each.Decision.Output!.Value)).ToList();
        var path = PathOf(plan, made);
        if (!File.Exists(path))
        {
            var now = context.Workspace.Clock.GetUtcNow();
            Write(path, ProvenanceStatement.ToBytes(Of(plan, made, now, now)));
        }

        return context.Workspace.Store.Put(File.ReadAllBytes(path));
    }

    private static void Write(string path, byte[] statement)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, statement);
    }

    private BuildProvenance Of(ModelPlan plan, IReadOnlyList<MadeStage> made, DateTimeOffset started, DateTimeOffset finished)
    {
        var state = new Git(context.Folders.Root).State();
        var outputs = made.ToDictionary(stage => stage.Name, StringComparer.Ordinal);
        return new()
        {
            Model = plan.Project.Name,
            Profile = plan.Profile,
            Overrides = [.. context.Options.Overrides.Texts],
            Engine = context.Options.Sandboxed ? "sandbox" : "local",
            Stages = [.. plan.Plan.Graph.Order.Where(node => outputs.ContainsKey(node.Name)).Select(node => StageOf(plan, node, outputs[node.Name]))],
            Data = [.. DataOf(plan)],
            Commit = state?.Commit,
            IsDirty = state?.IsDirty ?? false,
            Lock = LockOf(plan.Project.Name),
            Tools = [new("dotnet", $"{Environment.Version}"), new("levain", typeof(Stage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "")],
            Started = started,
            Finished = finished,
        };
    }

    private BuiltStage StageOf(ModelPlan plan, StageNode node, MadeStage made)
    {
        var decided = plan.Plan[node].Key;
        var parts = (decided?.Digest == made.Key ? decided.Parts : context.Workspace.Actions.Find(made.Key)?.Key ?? []).ToDictionary(part => part.Key, part => part.Value, StringComparer.Ordinal);
        return new(node.Name, made.Key, made.Output)
        {
            Code = Digest.TryParse(parts.GetValueOrDefault("code"), out var code) ? code : null,
            Inputs = [.. node.Parts.Inputs.Select(input => InputOf(plan, input, parts.GetValueOrDefault($"input.{input.Name}"))).OfType<BuiltInput>()],
        };
    }

    // In a key stands the digest, with a word before it where it is not that of a file's bytes.
    private static BuiltInput? InputOf(ModelPlan plan, StageInput input, string? part)
    {
        var words = part?.Split(' ') ?? [];
        if (words.Length == 0 || !Digest.TryParse(words[^1], out var digest)) return null;
        var (kind, source) = input.Origin.Root switch
        {
            Origin.Made made => (LineageKind.Stage, plan.Plan.Graph[made.Stage].Name),
            Origin.Snapshot snapshot => (LineageKind.Snapshot, snapshot.Name),
            var file => (LineageKind.File, ((Origin.Workspace)file).Path),
        };
        return new(input.Name, kind, source, digest) { Part = (input.Origin as Origin.Part)?.Path, Counted = words.Length > 1 ? words[0] : null };
    }

    private IEnumerable<BuiltData> DataOf(ModelPlan plan)
    {
        var pinned = context.Workspace.ReadDataLock();
        return plan.Plan.Graph.Order.SelectMany(node => node.Parts.Inputs).Select(input => input.Origin.Root).OfType<Origin.Snapshot>().Select(snapshot => snapshot.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => pinned.Find(plan.Profile.Name, name)).Where(snapshot => snapshot is not null).Select(snapshot => new BuiltData(snapshot!.Name, snapshot.Content));
    }

    private BuildLock? LockOf(string model)
    {
        var path = context.Workspace.LockPathOf(model);
        return File.Exists(path) ? new($"models/{model}/{Path.GetFileName(path)}", Digest.Of(File.ReadAllBytes(path))) : null;
    }

    private string PathOf(ModelPlan plan, IReadOnlyList<MadeStage> made)
    {
        var what = Digest.Of(string.Join('\n', made.OrderBy(stage => stage.Name, StringComparer.Ordinal).Select(stage => $"{stage.Key} {stage.Output} {stage.Name}")));
        return Path.Combine([context.Workspace.Folder.Root, "provenance", plan.Project.Name, .. plan.Profile.Section.Split('/'), $"{what.Hex[..16]}.json"]);
    }

    private sealed record MadeStage(string Name, Digest Key, Content Output);
}
