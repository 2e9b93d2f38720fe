using Levain.Planning;
using Levain.Scheduling;
using Levain.Store;

namespace Levain.Workers;

/// <summary>The engines that a build can be given.</summary>
public static class Engines
{
    /// <summary>Runs stages in this process.</summary>
    public static IEngine Local(IContentStore store) => new LocalEngine(store);

    /// <summary>Runs each stage in a process that sees its declared inputs and nothing else.</summary>
    public static IEngine Sandboxed(IContentStore store, WorkerLaunch launch, BuildProfile profile, OptionOverrides overrides) =>
        Sandbox.Find() is null
            ? throw new BuildException("engine `sandbox` needs bubblewrap, which is not installed", "install it, for example with `apt-get install bubblewrap`, or use `--engine local`")
            : new WorkerEngine(store, launch, WorkerConditions.Plain with { Sandboxed = true }, profile, [.. (overrides ?? OptionOverrides.None).Texts]);
}
