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

    public HostContext(ICakeContext context, IServiceProvider services) : base(context)
    {
        Stopping = services.GetRequiredService<StopSignals>().Stopping;
        Options = new HostOptions(Arguments);
        Folders = HostFolders.Read();
        workspace = new(() => Workspace.Open(Folders.Root));
        catalog = new(() => new ModelCatalog(Folders));
    }

    internal HostOptions Options { get; }

    internal HostFolders Folders { get; }

    internal Workspace Workspace => workspace.Value;

    internal ModelCatalog Catalog => catalog.Value;

    internal Terminal Output { get; } = Terminal.OfOutput();

    internal CancellationToken Stopping { get; }
}
