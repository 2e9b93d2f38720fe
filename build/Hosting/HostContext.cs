using Cake.Core;
using Cake.Frosting;
using Levain.Building;
using Levain.Host.Output;
using Microsoft.Extensions.DependencyInjection;

namespace Levain.Host;

/// <summary>What every target starts from: the workspace, the models, and what the command line asks for.</summary>
public sealed class HostContext : FrostingContext
{
    private readonly Lazy<Workspace> workspace;
    private readonly Lazy<ModelCatalog> catalog;
    private readonly Lazy<HostRemotes> remotes;
    // Held until the process ends, and with it by the system.
    private readonly IReadOnlyList<FileStream> lease;

    public HostContext(ICakeContext context, IServiceProvider services) : base(context)
    {
        Stopping = services.GetRequiredService<StopSignals>().Stopping;
        Options = new HostOptions(Arguments);
        Folders = HostFolders.Read();
        lease = Folders.Lease();
        workspace = new(() => Workspace.Open(Folders.Root));
        catalog = new(() => new ModelCatalog(Folders));
        remotes = new(() => new HostRemotes(Options.Values("remote"), Environment.WorkingDirectory.FullPath, Folders.Root, System.Environment.GetEnvironmentVariable));
    }

    internal HostOptions Options { get; }

    internal HostFolders Folders { get; }

    internal Workspace Workspace => workspace.Value;

    internal ModelCatalog Catalog => catalog.Value;

    internal HostRemotes Remotes => remotes.Value;

    internal Terminal Output { get; } = Terminal.OfOutput();

    internal CancellationToken Stopping { get; }

    /// <summary>Prints the answer of a target: for people, or with <c>--json</c> for machines.</summary>
    internal void Print(Func<string> text, Func<string> json) => Console.Out.Write(Options.Json ? json() : text());
}
