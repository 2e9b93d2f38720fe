using Cake.Frosting;
using Levain.Host.Output;
using Levain.Verification;

namespace Levain.Host.Targets;

[TaskName("Verify")]
[TaskDescription("build stages again under other circumstances and compare the bytes")]
public sealed class Verify : AsyncFrostingTask<HostContext>
{
    public override async Task RunAsync(HostContext context)
    {
        var builds = new ModelBuilds(context);
        var asked = builds.Plan();
        if (asked.FirstOrDefault(model => model.Error is not null) is { Error: { } error }) throw error;

        var verifier = new Verifier(context.Workspace, WorkerProcess.Launch(context.Folders), context.Options.Overrides);
        Console.Error.WriteLine($"varied: {string.Join(", ", Variation.All.Select(variation => variation.Name))}");
        foreach (var missing in Variation.Missing) Console.Error.WriteLine($"not varied: {missing}");

        var outcomes = new List<(string Model, VerifyOutcome Outcome)>();
        foreach (var each in StageChoice.Of(asked, context.Options.Stages))
        {
            outcomes.Add((each.Model, await verifier.VerifyAsync(each.Plan, each.Node, context.Stopping)));
            if (!context.Options.Json) Print(each.Model, outcomes[^1].Outcome);
        }

        if (context.Options.Json) Console.Out.Write(JsonOutput.Verify(outcomes));
        if (outcomes.Any(each => !each.Outcome.IsReproducible)) throw new ToldException(1);
    }

    private static void Print(string model, VerifyOutcome outcome)
    {
        Console.Out.WriteLine($"{model}/{outcome.Stage}: {(outcome.IsReproducible ? $"reproducible, {outcome.Recorded.Brief} again" : "NOT reproducible")}");
        foreach (var difference in outcome.Differences) Console.Out.WriteLine($"  {difference.Variation}: {difference.What}");
    }
}
