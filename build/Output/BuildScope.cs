using Levain.Planning;

namespace Levain.Host.Output;

/// <summary>What a build is about to do, as far as it is known before: the scale of its progress.</summary>
internal sealed record BuildScope
{
    /// <summary>How many stages may have to run; sub-stages are not known before and not counted.</summary>
    public int Stages { get; init; }

    /// <summary>How long stages took the last time, where that is known.</summary>
    public IReadOnlyDictionary<(string Model, string Stage), TimeSpan> Expected { get; init; } = new Dictionary<(string, string), TimeSpan>();

    public int Jobs { get; init; } = 1;

    /// <summary>True when stages are told apart by their model too.</summary>
    public bool ManyModels { get; init; }

    public static BuildScope Of(IReadOnlyCollection<(string Model, Plan Plan)> plans, int jobs)
    {
        var expected = new Dictionary<(string, string), TimeSpan>();
        var stages = 0;
        foreach (var (model, plan) in plans)
            foreach (var node in plan.Graph.Order)
            {
                if (plan[node].Output is not null) continue;
                stages++;
                if (plan[node].Previous is { } previous) expected[(model, node.Name)] = previous.Duration;
            }

        return new BuildScope { Stages = stages, Expected = expected, Jobs = Math.Max(1, jobs), ManyModels = plans.Count > 1 };
    }

    /// <summary>The stage as it is called on the screen.</summary>
    public string NameOf(string model, string stage) => TextWidth.Clean(ManyModels ? $"{model}/{stage}" : stage);
}
