using System.Runtime.Loader;

namespace Levain.Fingerprints;

/// <summary>Works out the fingerprints of stages from the assembly files, without running any of their code.</summary>
/// <param name="cache">Where fingerprints of loaded stages are kept by module version; null to work them out every time.</param>
public sealed class CodeFingerprinter(AssemblyUniverse universe, FingerprintCache? cache = null)
{
    private readonly Lock gate = new();
    private readonly FactTable table = new();

    /// <summary>The fingerprint of a loaded stage type. Refused when a file is no longer what was loaded: it would describe other code than what runs.</summary>
    /// <param name="options">Types of objects in its options that its declarations do not tell of.</param>
    public CodeFingerprint Of(Type stage, params IReadOnlyList<Type> options)
    {
        if (cache?.Find(stage, options, universe, () => WorkOut(stage, options)) is { } known) return known;
        var fingerprint = WorkOut(stage, options);
        cache?.Add(stage, options, fingerprint, universe);
        return fingerprint;
    }

    /// <param name="typeFullName">As in <see cref="Type.FullName"/>: <c>Shots.Train</c>, nested types after a <c>+</c>.</param>
    public CodeFingerprint Of(string assemblyName, string typeFullName) => Of(assemblyName, typeFullName, [], []);

    /// <summary>The version of the module that the process has loaded under a name, or null when it has none.</summary>
    internal static Guid? LoadedVersion(Type stage, string assembly)
    {
        if (stage.Assembly.GetName().Name == assembly) return stage.Module.ModuleVersionId;
        var context = AssemblyLoadContext.GetLoadContext(stage.Assembly) ?? AssemblyLoadContext.Default;
        return context.Assemblies.Concat(AssemblyLoadContext.Default.Assemblies).FirstOrDefault(one => one.GetName().Name == assembly)?.ManifestModule.ModuleVersionId;
    }

    private CodeFingerprint WorkOut(Type stage, IReadOnlyList<Type> options)
    {
        var definition = stage.IsGenericType ? stage.GetGenericTypeDefinition() : stage;
        var fingerprint = Of(definition.Assembly.GetName().Name!, definition.FullName!, [.. TypeArguments(stage)], [.. options.SelectMany(Names)]);
        foreach (var (assembly, version) in fingerprint.Modules)
            if (LoadedVersion(stage, assembly) is { } loaded && loaded != version)
                throw new BuildException($"`{assembly}` was rebuilt while this build runs, so what `{stage.Name}` does can no longer be told from its file", "start the build again");
        return fingerprint;
    }

    private CodeFingerprint Of(string assemblyName, string typeFullName, IReadOnlyList<(string Assembly, string Type)> arguments, IReadOnlyList<(string Assembly, string Type)> options)
    {
        var module = universe.Open(assemblyName) ?? throw new BuildException($"there is no assembly `{assemblyName}` in {string.Join(", ", universe.Folders.Select(folder => $"`{folder}`"))}", "build the project again");
        lock (gate)
        {
            try
            {
                var stage = Find(module, typeFullName) ?? throw new BuildException($"the assembly `{assemblyName}` has no type `{typeFullName}`", "build the project again");
                return new Reachability(universe, table).Of(stage, Find(arguments), Find(options));
            }
            catch (Exception e) when (e is not (BuildException or OutOfMemoryException))
            {
                throw CodeModule.Damaged(module.Assembly.Path, e);
            }
        }
    }

    private static IEnumerable<(string, string)> TypeArguments(Type type) => type.GetGenericArguments().SelectMany(Names);

    // A type and its type arguments, each as its assembly names it.
    private static IEnumerable<(string, string)> Names(Type type)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        if (definition.FullName is { } name) yield return (definition.Assembly.GetName().Name!, name);
        foreach (var inner in TypeArguments(type)) yield return inner;
    }

    private IReadOnlyList<CodeType> Find(IReadOnlyList<(string Assembly, string Type)> names) =>
        [.. names.Select(one => universe.Open(one.Assembly) is { } module ? Find(module, one.Type) : null).OfType<CodeType>()];

    private static CodeType? Find(CodeModule module, string fullName)
    {
        var parts = fullName.Split('+');
        var dot = parts[0].LastIndexOf('.');
        var type = module.Find(dot < 0 ? "" : parts[0][..dot], parts[0][(dot + 1)..]);
        foreach (var nested in parts.Skip(1)) type = type?.Nested(nested);
        return type;
    }
}
