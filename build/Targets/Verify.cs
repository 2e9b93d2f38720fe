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
        var asked = new ModelBuilds(context).Plan();
        var chosen = StageChoice.Of(asked, context.Options.Stages);
        foreach (var each in chosen) Verifier.MustBeBuilt(each.Plan, each.Node);

        Console.Error.WriteLine($"varied: {string.Join(", ", Variation.All.Select(variation => variation.Name))}");
        foreach (var missing in Variation.Missing) Console.Error.WriteLine($"not varied: {missing}");

        var impure = await VerifyAsync(context, chosen);
        StatusReport.PrintErrors(asked.Select(model => model.Error));
        StatusReport.ThrowIfUnplanned(asked);
        if (impure > 0) throw new ToldException(1);
    }

    private static async Task<int> VerifyAsync(HostContext context, IReadOnlyList<ChosenStage> chosen)
    {
        var verifier = new Verifier(context.Workspace, WorkerProcess.Launch(context.Folders), context.Options.Overrides, context.Options.Settings.Jobs);
        var impure = 0;
        foreach (var each in chosen)
        {
            var outcome = await verifier.VerifyAsync(each.Plan, each.Node, context.Stopping);
            Print(each.Model, outcome);
            if (!outcome.IsReproducible) impure++;
        }

        Console.Out.WriteLine($"{Amounts.Count(chosen.Count, "stage")}: {(impure == 0 ? "all reproducible" : $"{impure} NOT reproducible")}");
        return impure;
    }

    private static void Print(string model, VerifyOutcome outcome)
    {
        Console.Out.WriteLine($"{model}/{outcome.Stage}: {(outcome.IsReproducible ? $"reproducible, {outcome.Recorded.Brief} again" : "NOT reproducible")}");
        foreach (var difference in outcome.Differences)
        {
            Console.Out.WriteLine(TextWidth.Clean($"  {difference.Variation}: {difference.What}"));
            if (difference.Hint is { } hint) Console.Out.WriteLine($"    {hint}");
        }
    }
}
