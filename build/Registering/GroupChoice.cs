using Levain.Building;
using Levain.Learning;
using Levain.Planning;
using Levain.Registry;

namespace Levain.Host.Registering;

/// <summary>Which group a command line means.</summary>
internal static class GroupChoice
{
    /// <summary>What a pipeline registers. One that does not say so registers the model of its one evaluation under its own name.</summary>
    public static IReadOnlyList<ModelRegistration> Of(ModelProject project, BuildProfile profile, StageGraph graph)
    {
        if (project.Pipeline is IRegisteredPipeline declared)
        {
            List<ModelRegistration> registrations = [.. declared.Registrations(profile)];
            foreach (var registration in registrations)
            {
                GroupName.Checked(registration.Group);
                if (!graph.TryFind(registration.Evaluation, out var node)) throw new BuildException($"group `{registration.Group}` of model `{project.Name}` is judged by stage `{registration.Evaluation}`, which is not in the pipeline", NearestName.Hint(registration.Evaluation, graph.Names));
                if (node.Stage is not Stage<Evaluation>) throw new BuildException($"group `{registration.Group}` of model `{project.Name}` is judged by stage `{registration.Evaluation}`, which makes no evaluation", "name a stage such as `EvaluateTrees`");
            }

            if (registrations.GroupBy(registration => registration.Group, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
                throw new BuildException($"model `{project.Name}` registers group `{twice.Key}` twice", "give each a name of its own");
            return registrations;
        }

        return graph.Order.Where(node => node.Stage is Stage<Evaluation>).ToList() is [var only] ? [new(project.Name, only.Name)] : [];
    }

    /// <summary>The group that <c>--group</c> names, or the only one of the model that <c>--model</c> names.</summary>
    public static async Task<string> FindAsync(HostContext context, ModelRegistry registry)
    {
        if (context.Options.Value("group") is { } named)
        {
            var known = await registry.GroupsAsync(context.Stopping);
            return known.Contains(named, StringComparer.Ordinal) ? named : throw new UsageException($"the registry `{registry.Place}` has no group `{named}`", NearestName.Hint(named, known));
        }

        var asked = new ModelBuilds(context).Plan();
        foreach (var model in asked)
            if (model.Error is { } error) throw error;
        var groups = asked.SelectMany(model => Of(model.Plan!.Project, model.Plan.Profile, model.Plan.Plan.Graph)).Select(registration => registration.Group).ToList();
        return groups switch
        {
            [var only] => only,
            [] => throw new UsageException("no model that is asked for registers anything", "name a group with `--group NAME`; `--target Models` lists them"),
            _ => throw new UsageException($"{groups.Count} groups could be meant", $"name one with `--group`: {string.Join(", ", groups.Take(5).Select(group => $"`{group}`"))}{(groups.Count > 5 ? ", …" : "")}"),
        };
    }

    /// <summary>The version that <c>--version</c> names.</summary>
    public static ModelVersion Version(HostContext context, ModelGroup group) =>
        group.Find(context.Options.Value("version") ?? throw new UsageException("no version is named", "add `--version N`, an alias such as `production`, or `latest`"));
}
