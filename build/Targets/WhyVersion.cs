using Levain.Host.Output;
using Levain.Host.Registering;
using Levain.Registry;

namespace Levain.Host.Targets;

/// <summary>What <c>Why</c> says of a version: all that it came from.</summary>
internal static class WhyVersion
{
    public static async Task RunAsync(HostContext context)
    {
        using var registry = HostRegistry.Open(context, toWrite: false);
        var group = await registry.Models.ReadAsync(await GroupChoice.FindAsync(context, registry.Models), context.Stopping);
        var version = GroupChoice.Version(context, group);
        var facts = version.Record?.Commit is { } commit ? new Git(context.Folders.Root).Facts(commit) : null;
        var lineage = VersionLineage.Of(group, version, version.Record is { } record ? new KeptStatements(context).Find(record) : null, facts);

        var text = context.Options.Json ? JsonOutput.Lineage(lineage) : Draw(lineage, context);
        if (context.Options.Value("output") is { } file) Graph.Write(Path.Combine(context.Environment.WorkingDirectory.FullPath, file), file, text);
        else Console.Out.Write(text);
        RegistryText.TellDamage(registry.Models);
    }

    private static string Draw(VersionLineage lineage, HostContext context) => context.Options.Value("format") switch
    {
        "mermaid" => GraphMermaid.Of(LineageGraph.Of(lineage)),
        "svg" => GraphSvg.Of(LineageGraph.Of(lineage)),
        _ => LineageText.Of(lineage, context.Options.Value("output") is null ? context.Output : Terminal.None),
    };
}
