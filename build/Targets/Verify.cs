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

        WorkerProcess.FetchNatives(chosen.Select(each => each.Plan.Plan).Distinct());
        var outcomes = await VerifyAsync(context, chosen);
        context.Print(() => Summary(outcomes), () => JsonOutput.Verify(outcomes));
        StatusReport.PrintErrors(asked.Select(model => model.Error));
        StatusReport.ThrowIfUnplanned(asked);
        if (outcomes.Any(each => !each.Outcome.IsReproducible)) throw new ToldException(1);
    }

    private static async Task<IReadOnlyList<(string Model, VerifyOutcome Outcome)>> VerifyAsync(HostContext context, IReadOnlyList<ChosenStage> chosen)
    {
        var verifier = new Verifier(context.Workspace, WorkerProcess.Launch(context.Folders), context.Options.Overrides, context.Options.Settings.Jobs);
        var outcomes = new List<(string Model, VerifyOutcome Outcome)>();
        foreach (var each in chosen)
        {
            outcomes.Add((each.Model, await verifier.VerifyAsync(each.Plan, each.Node, context.Stopping)));
            if (!context.Options.Json) Print(each.Model, outcomes[^1].Outcome);
        }

        return outcomes;
    }

    private static string Summary(IReadOnlyList<(string Model, VerifyOutcome Outcome)> outcomes)
    {
        var impure = outcomes.Count(each => !each.Outcome.IsReproducible);
        return $"{Amounts.Count(outcomes.Count, "stage")}: {(impure == 0 ? "all reproducible" : $"{impure} NOT reproducible")}\n";
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
