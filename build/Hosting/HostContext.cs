using Cake.Core;
using Cake.Frosting;
using Levain.Building;
using Levain.Host.Output;

namespace Levain.Host;

/// <summary>What every target starts from: the workspace, the models, and what the command line asks for.</summary>
public sealed class HostContext : FrostingContext, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Lazy<Workspace> workspace;
    private readonly Lazy<ModelCatalog> catalog;
    private readonly IReadOnlyList<FileStream> lease;

    public HostContext(ICakeContext context) : base(context)
    {
        Options = new HostOptions(Arguments);
        Folders = HostFolders.Read();
        lease = Folders.Lease();
        workspace = new(() => Workspace.Open(Folders.Root));
        catalog = new(() => new ModelCatalog(Folders));
        Console.CancelKeyPress += Stop;
    }

    internal HostOptions Options { get; }

    internal HostFolders Folders { get; }

    internal Workspace Workspace => workspace.Value;

    internal ModelCatalog Catalog => catalog.Value;

    internal Terminal Output { get; } = Terminal.OfOutput();

    internal CancellationToken Stopping => stopping.Token;

    public void Dispose()
    {
        Console.CancelKeyPress -= Stop;
        stopping.Dispose();
        foreach (var folder in lease) folder.Dispose();
    }

    // The first Ctrl+C lets stages end in order; the second one ends the process.
    private void Stop(object? sender, ConsoleCancelEventArgs pressed)
    {
        pressed.Cancel = !stopping.IsCancellationRequested;
        stopping.Cancel();
    }
}
