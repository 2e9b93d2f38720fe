using Cake.Frosting;
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

        var impure = 0;
        foreach (var each in StageChoice.Of(asked, context.Options.Stages))
        {
            var outcome = await verifier.VerifyAsync(each.Plan, each.Node, context.Stopping);
            Print(each.Model, outcome);
            if (!outcome.IsReproducible) impure++;
        }

        if (impure > 0) throw new ToldException(1);
    }

    private static void Print(string model, VerifyOutcome outcome)
    {
        Console.Out.WriteLine($"{model}/{outcome.Stage}: {(outcome.IsReproducible ? $"reproducible, {outcome.Recorded.Brief} again" : "NOT reproducible")}");
        foreach (var difference in outcome.Differences) Console.Out.WriteLine($"  {difference.Variation}: {difference.What}");
    }
}
