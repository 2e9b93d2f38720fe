using Levain.Building;

namespace Levain.Bench;

/// <summary>Makes a snapshot a folder that can be read, in a process of its own, so that its start and its memory count.</summary>
internal static class CheckOutProcess
{
    private const string Switch = "--check-out";

    public static Command Of(string root, string snapshot) => new("dotnet", [typeof(CheckOutProcess).Assembly.Location, Switch, root, snapshot], root);

    /// <summary>True when the arguments asked for it, and it is done.</summary>
    public static bool Run(string[] args)
    {
        if (args is not [Switch, var root, var name]) return false;
        var workspace = Workspace.Open(root);
        var snapshot = workspace.ReadDataLock().Find("public", name) ?? throw new BuildException($"there is no snapshot `{name}`");
        workspace.Store.Materialize(snapshot.Content);
        return true;
    }
}
