using Cake.Core;
using Cake.Frosting.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Levain.Host;

/// <summary>Every switch that the targets take, and how errors are told.</summary>
internal static class HostSwitches
{
    public static void Register(IServiceCollection services)
    {
        foreach (var each in All) services.AddSingleton(each);
        services.AddSingleton<StopSignals>();
        services.AddSingleton<IExceptionReporter, BuildErrors>();
    }

    private static IEnumerable<HostSwitch> All =>
    [
        new("model", "NAME", "only this model; all by default") { Repeatable = true, Aliases = ["m"], Example = "--target Train --model xgoals" },
        new("profile", "NAME", "what the build starts from: sample (default) or public data") { Choices = ["sample", "public"] },
        new("environment", "NAME", "whom the build is for: dev (default) or prod") { Choices = ["dev", "prod"] },
        new("engine", "NAME", "where stages run: local (default) or sandbox") { Choices = ["local", "sandbox", "slurm", "sagemaker"] },
        new("set", "STAGE.OPTION=VALUE", "another value for an option of a stage") { Repeatable = true, Example = "--target Train --set TrainLogistic.Options.L2=2" },
        new("jobs", "N", "how many jobs run at once; the number of processors by default") { Aliases = ["j"] },
        new("memory", "SIZE", "how much memory running stages may need together, such as 8GiB"),
        new("keep-going", null, "go on with what does not depend on a failed stage") { Aliases = ["k"] },
        new("locked", null, "never write a lock; fail when one would have to change"),
        new("json", null, "data for machines on standard output"),
        new("dryrun", null, "show what would be done, and do nothing") { Aliases = ["noop", "whatif", "n"] },
        new("stage", "NAME", "only this stage (Why, Verify); with Describe: the stage whose table to describe") { Repeatable = true, Example = "--target Why --stage TrainLogistic --inputs" },
        new("inputs", null, "with Why: everything that is in the key"),
        new("exit-code", null, "with Status: exit with 1 when anything is stale"),
        new("format", "NAME", "with Graph, and with Why of a version: text (default), mermaid or svg") { Choices = ["text", "mermaid", "svg"] },
        new("output", "PATH", "write to this file instead of standard output (Graph, Bench, Why); with Describe and Report: the folder of the pages") { Aliases = ["o"] },
        new("from", "REVISION", "with Diff: a git revision or a lock file, HEAD by default; with --group a version, production by default"),
        new("to", "REVISION", "with Diff: a git revision or a lock file, the working tree by default; with --group a version, the latest by default") { Example = "--target Diff --group xgoals --from 3 --to 5" },
        new("snapshot", "NAME", "with Lock: the snapshot to pin; with Describe: the one to describe; with Gc: one that may go though it cannot be made again; with Why: whose versions to list, by name or digest") { Repeatable = true },
        new("commit", "REVISION", "with Why: the commit whose versions to list") { Repeatable = true, Example = "--target Why --commit HEAD~2" },
        new("source", "SOURCE", "with Lock: where a new snapshot is taken from: a path, a URL, urls:LIST, s3://…, or ARCHIVE!/MEMBER"),
        new("digest", "DIGEST", "with Lock: what the bytes of a new snapshot must be, so that a mirror may give them"),
        new("yes", null, "with Lock: write without asking") { Aliases = ["y"] },
        new("grace", "TIME", "with Gc: what is younger stays, such as 7d (default), 12h or 0"),
        new("without", "NAME", "with Gc: a branch, tag or worktree whose locks may be unreadable") { Repeatable = true },
        new("repair", null, "with Fsck: set aside what is damaged, and fetch it again or mark it for a rebuild"),
        new("remote", "LOCATION", "with Push, Pull, Train, Status, Fsck: a folder or an https:// address, instead of LEVAIN_REMOTE") { Repeatable = true, Example = "--target Push --remote /mnt/team/levain" },
        new("name", "NAME", "with New: the name of the new model"),
        new("group", "NAME", "with Approve, Reject, Promote, Rollback, Models, Why: the group of versions, that of the model by default; with Diff: compare two of its versions") { Example = "--target Approve --group xgoals --version 3" },
        new("version", "VERSION", "with Approve, Reject, Promote, Models, Why: a number, an alias such as production, latest, or the first digits of a digest; alone: show the version of the host"),
        new("alias", "NAME", "with Promote, Rollback: the name to give; production by default"),
        new("reason", "TEXT", "with Approve, Reject, Promote, Rollback: why, for those who come later"),
        new("suite", "NAME", "with Bench: which benchmarks to run") { Choices = ["engine", "numerics", "store", "tables", "trees", "learning", "registry"] },
        new("large", null, "with Bench --suite store: a million files too"),
        new("plot", "FILE", "with Bench --suite trees: draw how time grows with rows, columns, depth and threads, as SVG"),
        new("filter", "TEXT", "only tests (Test) or campaigns (Soak) with this in their name"),
        new("replay", "SHOT", "with Soak: one shot again, as the report names it") { Example = "--target Soak --replay full:build:1:17" },
        new("seed", "N", "with Soak: other random numbers"),
        new("thin", "N", "with Soak: one shot in N, for a shorter run"),
    ];

    // Switches that only some targets understand; the others are for all.
    private static readonly Dictionary<string, string[]> Understood = new(StringComparer.OrdinalIgnoreCase)
    {
        ["stage"] = ["Why", "Verify", "Describe"],
        ["inputs"] = ["Why"],
        ["exit-code"] = ["Status"],
        ["format"] = ["Graph", "Why"],
        ["output"] = ["Graph", "Bench", "Describe", "Report", "Why"],
        ["from"] = ["Diff"],
        ["to"] = ["Diff"],
        ["snapshot"] = ["Lock", "Gc", "Describe", "Why"],
        ["commit"] = ["Why"],
        ["grace"] = ["Gc"],
        ["without"] = ["Gc"],
        ["repair"] = ["Fsck"],
        ["source"] = ["Lock"],
        ["digest"] = ["Lock"],
        ["yes"] = ["Lock"],
        ["name"] = ["New"],
        ["group"] = ["Approve", "Reject", "Promote", "Rollback", "Models", "Why", "Diff"],
        ["version"] = ["Approve", "Reject", "Promote", "Models", "Why"],
        ["alias"] = ["Promote", "Rollback"],
        ["reason"] = ["Approve", "Reject", "Promote", "Rollback"],
        ["suite"] = ["Bench"],
        ["filter"] = ["Test", "Soak"],
        ["replay"] = ["Soak"],
        ["seed"] = ["Soak"],
        ["thin"] = ["Soak"],
        ["large"] = ["Bench"],
        ["plot"] = ["Bench"],
        ["keep-going"] = ["Train", "Report", "Register"],
        ["locked"] = ["Train", "Report", "Register"],
        ["engine"] = ["Train", "Report", "Register"],
        ["memory"] = ["Train", "Report", "Register"],
        ["remote"] = ["Push", "Pull", "Train", "Report", "Register", "Approve", "Reject", "Promote", "Rollback", "Models", "Why", "Diff", "Status", "Fsck"],
        ["jobs"] = ["Train", "Report", "Register", "Verify", "Push", "Pull"],
        ["dryrun"] = ["Train", "Lock", "New", "Clean", "Gc", "Push", "Pull"],
    };

    /// <summary>Refuses a switch that none of the wanted targets understands: accepted in silence it would promise what does not happen.</summary>
    public static void MustBeUnderstood(ICakeArguments arguments)
    {
        string[] targets = arguments.GetArguments("target") is { Count: > 0 } named ? [.. named.Select(target => target == "Default" ? "Train" : target)] : ["Train"];
        foreach (var (name, understand) in Understood)
            if (arguments.HasArgument(name) && !targets.Any(target => understand.Contains(target, StringComparer.OrdinalIgnoreCase)))
                throw new UsageException($"switch `--{name}` means nothing to target {string.Join(", ", targets.Select(target => $"`{target}`"))}", $"it is for {string.Join(", ", understand.Select(target => $"`{target}`"))}");
    }
}
