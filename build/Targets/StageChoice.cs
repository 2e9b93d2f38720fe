using Levain.Building;
using Levain.Planning;

namespace Levain.Host.Targets;

/// <summary>A stage that a command line names.</summary>
internal sealed record ChosenStage(string Model, ModelPlan Plan, StageNode Node)
{
    public Decision Decision => Plan.Plan[Node];
}

/// <summary>Finds the stages that <c>--stage</c> names, by name or by type.</summary>
internal static class StageChoice
{
    /// <summary>The stages in the order of their graphs; all when none is named.</summary>
    public static IReadOnlyList<ChosenStage> Of(IReadOnlyList<AskedModel> asked, IReadOnlyList<string> names)
    {
        var all = asked.Where(model => model.Plan is not null)
            .SelectMany(model => model.Plan!.Plan.All.Select(each => new ChosenStage(model.Name, model.Plan, each.Node))).ToList();
        foreach (var name in names)
            if (!all.Any(stage => IsNamed(stage.Node, name)) && asked.All(model => model.Error is null))
                throw new UsageException($"there is no stage `{name}`", NearestName.Hint(name, [.. all.Select(stage => stage.Node.Name).Distinct()]));
        return names.Count == 0 ? all : [.. all.Where(stage => names.Any(name => IsNamed(stage.Node, name)))];
    }

    private static bool IsNamed(StageNode node, string name) =>
        string.Equals(node.Name, name, StringComparison.OrdinalIgnoreCase) || string.Equals(node.Stage.GetType().Name, name, StringComparison.OrdinalIgnoreCase);
}
