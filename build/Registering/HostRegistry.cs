using Levain.Registry;
using Levain.Remotes;

namespace Levain.Host.Registering;

/// <summary>The registry of models: on the remote that is configured, or in <c>.levain/registry</c> where there is none.</summary>
internal sealed class HostRegistry : IDisposable
{
    private readonly IRemote place;
    private readonly RemoteLocation? location;

    private HostRegistry(HostContext context, IRemote place, RemoteLocation? location)
    {
        (this.place, this.location) = (place, location);
        Person = PersonHere.Of(context.Folders.Root);
        Models = new(place, Person, context.Workspace.Clock, Path.Combine(context.Folders.Root, ".levain", "registry-cache"));
    }

    public ModelRegistry Models { get; }

    /// <summary>Who acts.</summary>
    public string Person { get; }

    /// <summary>True when others see it too.</summary>
    public bool IsShared => location is not null;

    /// <summary>False where there is neither a remote nor anything registered: whoever only reads need not open it.</summary>
    public static bool IsThere(HostContext context) => context.Remotes.Remotes.Count > 0 || Directory.Exists(Folder(context));

    /// <param name="toWrite">Whether something is to be registered or decided: a remote that is configured as read-only is then refused.</param>
    public static HostRegistry Open(HostContext context, bool toWrite)
    {
        if (context.Remotes.Remotes is not [var first, ..]) return new(context, Alone(context), null);
        if (toWrite && first.Writes == RemoteWrites.Never) throw new BuildException($"remote `{first.Text}` is not written to: {first.WhyReadOnly}", "the registry is kept there: name another with `--remote LOCATION`");
        return new(context, context.Remotes.Open(first, RemotePatience.ForTransfers), first);
    }

    /// <summary>What was registered before there was a remote; null when nothing was.</summary>
    public static ModelRegistry? OfOneself(HostContext context) =>
        Directory.Exists(Folder(context)) ? new(Alone(context), PersonHere.Of(context.Folders.Root), context.Workspace.Clock) : null;

    public void Dispose()
    {
        Models.Dispose();
        place.Dispose();
    }

    private static FolderRemote Alone(HostContext context) => new(Directory.CreateDirectory(Folder(context)).FullName);

    private static string Folder(HostContext context) => Path.Combine(context.Folders.Root, ".levain", "registry");
}
