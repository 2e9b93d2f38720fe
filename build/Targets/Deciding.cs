using Cake.Frosting;
using Levain.Host.News;
using Levain.Host.Output;
using Levain.Host.Registering;
using Levain.Host.Tracking;
using Levain.Registry;

namespace Levain.Host.Targets;

/// <summary>What was decided.</summary>
/// <param name="Move">Where a name was moved.</param>
internal sealed record Decided(int Version, string Sentence, AliasMove? Move = null);

/// <summary>A target by which a person decides about a version.</summary>
public abstract class Deciding : AsyncFrostingTask<HostContext>
{
    public sealed override async Task RunAsync(HostContext context)
    {
        var news = HostNews.Open(context);
        using var registry = HostRegistry.Open(context, toWrite: true);
        var group = await registry.Models.ReadAsync(await GroupChoice.FindAsync(context, registry.Models), context.Stopping);
        var said = await DecideAsync(context, registry.Models, group);
        var after = await registry.Models.ReadAsync(group.Name, context.Stopping);
        var version = after.Versions[said.Version - 1];
        context.Print(() => $"{TextWidth.Clean(said.Sentence)}\n", () => JsonOutput.Decided(after.Name, version));
        await new HostTracking(context, GetType().Name).DecidedAsync(after, version);
        if (said.Move is { } move && news is not null) await news.MovedAsync(after, move);
    }

    private protected abstract Task<Decided> DecideAsync(HostContext context, ModelRegistry registry, ModelGroup group);

    private protected static string AliasOf(HostContext context) => context.Options.Value("alias") ?? ModelGroup.Production;
}

[TaskName("Approve")]
[TaskDescription("say that a version may be used: --version N [--reason TEXT]")]
public sealed class Approve : Deciding
{
    private protected override async Task<Decided> DecideAsync(HostContext context, ModelRegistry registry, ModelGroup group)
    {
        var version = await registry.ApproveAsync(group.Name, GroupChoice.Version(context, group).Number, context.Options.Value("reason"), context.Stopping);
        var given = version.Decisions.Where(decision => decision.What == "approved").Select(decision => decision.By).Distinct().Count();
        return new(version.Number, version.State == VersionState.Approved ? $"{group.Name} version {version.Number} is approved" : $"{group.Name} version {version.Number} has {given} of {version.Record!.ApprovalsNeeded} approvals");
    }
}

[TaskName("Reject")]
[TaskDescription("say that a version must not be used: --version N --reason TEXT")]
public sealed class Reject : Deciding
{
    private protected override async Task<Decided> DecideAsync(HostContext context, ModelRegistry registry, ModelGroup group)
    {
        var version = await registry.RejectAsync(group.Name, GroupChoice.Version(context, group).Number, context.Options.Value("reason") ?? "", context.Stopping);
        return new(version.Number, $"{group.Name} version {version.Number} is rejected");
    }
}

[TaskName("Promote")]
[TaskDescription("give a name such as production to an approved version: --version N [--alias NAME]")]
public sealed class Promote : Deciding
{
    private protected override async Task<Decided> DecideAsync(HostContext context, ModelRegistry registry, ModelGroup group)
    {
        var alias = AliasOf(context);
        var move = await registry.PromoteAsync(group.Name, GroupChoice.Version(context, group).Number, alias, group.At(alias)?.Number, context.Options.Value("reason"), context.Stopping);
        return new(move.To!.Value, $"{group.Name} version {move.To} is {alias}{(move.From is { } before ? $", after version {before}" : "")}", move);
    }
}

[TaskName("Rollback")]
[TaskDescription("give a name back to the version that had it before: [--alias NAME] [--reason TEXT]")]
public sealed class Rollback : Deciding
{
    private protected override async Task<Decided> DecideAsync(HostContext context, ModelRegistry registry, ModelGroup group)
    {
        var alias = AliasOf(context);
        var move = await registry.RollbackAsync(group.Name, alias, group.At(alias)?.Number, context.Options.Value("reason"), context.Stopping);
        return new(move.To!.Value, $"{group.Name} version {move.To} is {alias} again, after version {move.From}", move);
    }
}
