using Cake.Frosting;
using Levain.Host.Output;
using Levain.Host.Registering;
using Levain.Registry;

namespace Levain.Host.Targets;

[TaskName("Models")]
[TaskDescription("list the registry: all groups, the versions of one (--group, --model), or all about one version (--version)")]
public sealed class Models : AsyncFrostingTask<HostContext>
{
    public override async Task RunAsync(HostContext context)
    {
        using var registry = HostRegistry.Open(context, toWrite: false);
        if (context.Options.Value("group") is null && context.Options.Models.Count == 0 && context.Options.Value("version") is null) await ListAsync(context, registry.Models);
        else await ShowAsync(context, registry.Models);
        RegistryText.TellDamage(registry.Models);
    }

    private static async Task ListAsync(HostContext context, ModelRegistry registry)
    {
        var groups = new List<ModelGroup>();
        foreach (var name in await registry.GroupsAsync(context.Stopping)) groups.Add(await registry.ReadAsync(name, context.Stopping));
        context.Print(() => RegistryText.Groups(groups, registry.Place, context.Output), () => JsonOutput.Groups(groups));
    }

    private static async Task ShowAsync(HostContext context, ModelRegistry registry)
    {
        var group = await registry.ReadAsync(await GroupChoice.FindAsync(context, registry), context.Stopping);
        if (context.Options.Value("version") is null)
        {
            context.Print(() => RegistryText.Versions(group, context.Output), () => JsonOutput.Versions(group));
            return;
        }

        var version = GroupChoice.Version(context, group);
        context.Print(() => RegistryText.Version(group, version, context.Output), () => JsonOutput.Decided(group.Name, version));
    }
}
