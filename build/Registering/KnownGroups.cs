using Levain.Host.Output;
using Levain.Registry;

namespace Levain.Host.Registering;

/// <summary>All groups of the registry, for pages that can do without.</summary>
internal static class KnownGroups
{
    /// <summary>By name; none where nothing is registered. A registry that cannot be read is told, and the pages are written without it.</summary>
    public static async Task<IReadOnlyList<ModelGroup>> ReadAsync(HostContext context)
    {
        if (!HostRegistry.IsThere(context)) return [];
        try
        {
            using var registry = HostRegistry.Open(context, toWrite: false);
            var groups = new List<ModelGroup>();
            foreach (var name in await registry.Models.GroupsAsync(context.Stopping)) groups.Add(await registry.Models.ReadAsync(name, context.Stopping));
            RegistryText.TellDamage(registry.Models);
            return groups;
        }
        catch (BuildException error)
        {
            Console.Error.WriteLine($"warning: the pages say nothing of versions: {TextWidth.Clean(error.Message)}");
            return [];
        }
    }
}
