using System.Runtime.Loader;

namespace Levain.Fingerprints;

/// <summary>Works out the fingerprints of stages from the assembly files, without running any of their code.</summary>
/// <param name="cache">Where fingerprints of loaded stages are kept by module version; null to work them out every time.</param>
public sealed class CodeFingerprinter(AssemblyUniverse universe, FingerprintCache? cache = null)
{
    private readonly Lock gate = new();
    private readonly FactTable table = new();

    /// <summary>The fingerprint of a loaded stage type. Refused when a file is no longer what was loaded: it would describe other code than what runs.</summary>
    public CodeFingerprint Of(Type stage)
    {
        if (cache?.Find(stage, universe, () => WorkOut(stage)) is { } known) return known;
        var fingerprint = WorkOut(stage);
        cache?.Add(stage, fingerprint, universe);
        return fingerprint;
    }

    /// <param name="typeFullName">As in <see cref="Type.FullName"/>: <c>Shots.Train</c>, nested types after a <c>+</c>.</param>
    public CodeFingerprint Of(string assemblyName, string typeFullName) => Of(assemblyName, typeFullName, []);

    /// <summary>The version of the module that the process has loaded under a name, or null when it has none.</summary>
    internal static Guid? LoadedVersion(Type stage, string assembly)
    {
        if (stage.Assembly.GetName().Name == assembly) return stage.Module.ModuleVersionId;
        var context = AssemblyLoadContext.GetLoadContext(stage.Assembly) ?? AssemblyLoadContext.Default;
        return context.Assemblies.Concat(AssemblyLoadContext.Default.Assemblies).FirstOrDefault(one => one.GetName().Name == assembly)?.ManifestModule.ModuleVersionId;
    }

    private CodeFingerprint WorkOut(Type stage)
    {
        var definition = stage.IsGenericType ? stage.GetGenericTypeDefinition() : stage;
        var fingerprint = Of(definition.Assembly.GetName().Name!, definition.FullName!, [.. TypeArguments(stage)]);
        foreach (var (assembly, version) in fingerprint.Modules)
            if (LoadedVersion(stage, assembly) is { } loaded && loaded != version)
                throw new BuildException($"`{assembly}` was rebuilt while this build runs, so what `{stage.Name}` does can no longer be told from its file", "start the build again");
        return fingerprint;
    }

    private CodeFingerprint Of(string assemblyName, string typeFullName, IReadOnlyList<(string Assembly, string Type)> arguments)
    {
        var module = universe.Open(assemblyName) ?? throw new BuildException($"there is no assembly `{assemblyName}` in {string.Join(", ", universe.Folders.Select(folder => $"`{folder}`"))}", "build the project again");
        lock (gate)
        {
            try
            {
                var stage = Find(module, typeFullName) ?? throw new BuildException($"the assembly `{assemblyName}` has no type `{typeFullName}`", "build the project again");
                return new Reachability(universe, table).Of(stage, arguments.Select(one => universe.Open(one.Assembly) is { } other ? Find(other, one.Type) : null).OfType<CodeType>());
            }
            catch (Exception e) when (e is not (BuildException or OutOfMemoryException))
            {
                throw CodeModule.Damaged(module.Assembly.Path, e);
            }
        }
    }

    private static IEnumerable<(string, string)> TypeArguments(Type type)
    {
        foreach (var argument in type.GetGenericArguments())
        {
            var definition = argument.IsGenericType ? argument.GetGenericTypeDefinition() : argument;
            if (definition.FullName is { } name) yield return (definition.Assembly.GetName().Name!, name);
            foreach (var inner in TypeArguments(argument)) yield return inner;
        }
    }

    private static CodeType? Find(CodeModule module, string fullName)
    {
        var parts = fullName.Split('+');
        var dot = parts[0].LastIndexOf('.');
        var type = module.Find(dot < 0 ? "" : parts[0][..dot], parts[0][(dot + 1)..]);
        foreach (var nested in parts.Skip(1)) type = type?.Nested(nested);
        return type;
    }
}
