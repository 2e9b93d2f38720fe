namespace Levain.Fingerprints;

/// <summary>Looks up definitions in packages and the framework, where a name alone does not tell enough.</summary>
internal static class ExternalTypes
{
    public static CodeType? Find(NamedType name, AssemblyUniverse universe)
    {
        if (name.Entry is { } own) return own;
        if (universe.Open(name.Assembly) is not { } module) return null;
        var first = name.Segments[0];
        var dot = first.LastIndexOf('.');
        var type = module.Find(dot < 0 ? "" : first[..dot], first[(dot + 1)..]);
        foreach (var nested in name.Segments.Skip(1)) type = type?.Nested(nested);
        return type;
    }

    /// <summary>The members of an interface as name and number of parameters, or null when its assembly is not at hand.</summary>
    public static HashSet<(string, int)>? MembersOf(NamedType name, AssemblyUniverse universe)
    {
        if (Find(name, universe) is not { } type) return null;
        HashSet<(string, int)> members = [];
        foreach (var handle in type.Definition.GetMethods())
        {
            var method = type.Module.Reader.GetMethodDefinition(handle);
            members.Add((type.Module.Reader.GetString(method.Name), method.DecodeSignature(type.Module.Names, 0).ParameterTypes.Length));
        }

        return members;
    }
}
