using Levain.Building;
using Levain.Store;

namespace Levain.Bench;

/// <summary>Checks a snapshot out as a writable folder, in a process of its own, so that its start and its memory count.</summary>
internal static class CheckOutProcess
{
    private const string Switch = "--check-out";

    public static Command Of(string root, string snapshot, string target) => new("dotnet", [typeof(CheckOutProcess).Assembly.Location, Switch, root, snapshot, target], root);

    /// <summary>True when the arguments asked for it, and it is done.</summary>
    public static bool Run(string[] args)
    {
        if (args is not [Switch, var root, var name, var target]) return false;
        var workspace = Workspace.Open(root);
        var snapshot = workspace.ReadDataLock().Find("public", name) ?? throw new BuildException($"there is no snapshot `{name}`");
        workspace.Store.CheckOut(snapshot.Content, target, CheckOutMode.Writable);
        return true;
    }
}
