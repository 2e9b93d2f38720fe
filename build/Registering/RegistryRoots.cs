using System.Globalization;
using Levain.Collection;
using Levain.Registry;

namespace Levain.Host.Registering;

/// <summary>The versions that are registered beside the store. What a remote's registry holds has its bytes there too, and needs nothing here.</summary>
internal sealed class RegistryRoots(HostContext context) : IRootSource
{
    public RootReport Read(CancellationToken cancellation = default)
    {
        using var registry = HostRegistry.OfOneself(context);
        if (registry is null) return new([], "the registry: nothing is registered here");
        var roots = new List<Root>();
        var versions = 0;
        foreach (var name in registry.GroupsAsync(cancellation).GetAwaiter().GetResult())
        {
            var group = registry.ReadAsync(name, cancellation).GetAwaiter().GetResult();
            if (registry.Damage.Count > 0) throw new BuildException(registry.Damage[0], "what it needed cannot be told: mend the registry, or move `.levain/registry` away if it is of no use");
            foreach (var version in group.Versions.Where(version => version.State != VersionState.Rejected))
            {
                versions++;
                roots.AddRange(Of(group.Name, version));
            }
        }

        return new(roots, string.Create(CultureInfo.InvariantCulture, $"the registry: {versions} version{(versions == 1 ? "" : "s")} that may still be used"));
    }

    // A champion stands every new test again, for which the stages before it are read.
    private static IEnumerable<Root> Of(string group, ModelVersion version)
    {
        var record = version.Record!;
        Content?[] contents = [record.Model, record.Evaluation, record.Provenance is { } statement ? Content.File(statement) : null, .. record.Stages.Where(stage => version.Aliases.Count > 0 || stage.Name == record.Stage).Select(stage => (Content?)stage.Output)];
        var what = string.Create(CultureInfo.InvariantCulture, $"version {version.Number} of `{group}`");
        return contents.OfType<Content>().Distinct().Select(content => new Root(RootKind.Output, content.Digest, what, "the registry") { Content = content });
    }
}
