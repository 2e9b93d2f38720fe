namespace Levain.Fingerprints;

/// <summary>Which method runs when a virtual or interface method is called on an object of a type.</summary>
internal static class Dispatch
{
    /// <summary>The bodies that a call of <paramref name="slot"/> may run on a <paramref name="type"/>: one, or the overloads that a generic signature leaves open.</summary>
    public static List<CodeMethod> Implementations(CodeMethod slot, CodeType type)
    {
        List<CodeMethod> found = [];
        if (slot.Type.IsInterface ? !Implements(type, slot.Type) : !type.Chain().Contains(slot.Type)) return found;
        foreach (var one in type.Chain())
        {
            if (Add(slot, one, found)) return found;
            if (one == slot.Type) return found;
        }

        if (slot.Type.IsInterface) AddDefaults(slot, type, found);
        return found;
    }

    /// <summary>The methods of a constructed type that code outside ours may call, because they override or implement something declared there.</summary>
    public static IEnumerable<CodeMethod> CalledFromOutside(CodeType type)
    {
        HashSet<string> overridden = new(StringComparer.Ordinal);
        var members = OutsideMembers(type);
        foreach (var one in type.Chain())
        {
            foreach (var (declaration, body) in one.Explicitly)
                if (body is { IsStatic: false } && declaration.Entry is not { Type.IsWalked: true }) yield return body;
            foreach (var method in one.Methods.Where(method => method is { IsVirtual: true, IsStatic: false, IsAbstract: false }))
                if (overridden.Add($"{method.Name}{method.SignatureKey}") && (members is null || members.Contains((method.Name, method.ParameterCount)) || OverridesOutside(method)))
                    yield return method;
        }
    }

    /// <summary>The static members by which a type argument implements interfaces declared outside, such as operators.</summary>
    public static IEnumerable<CodeMethod> StaticsForOutside(CodeType type) =>
        type.Chain().SelectMany(one => one.Explicitly).Where(one => one.Body is { IsStatic: true } && one.Declaration.Entry is not { Type.IsWalked: true }).Select(one => one.Body!);

    private static bool Add(CodeMethod slot, CodeType type, List<CodeMethod> found)
    {
        var before = found.Count;
        foreach (var (declaration, body) in type.Explicitly)
            if (declaration.Entry == slot && body is not null) found.Add(body);
        if (found.Count > before && !slot.Type.Name.FullName.Contains('`', StringComparison.Ordinal)) return true;

        var exact = false;
        foreach (var method in type.Named(slot.Name).Where(method => method.IsVirtual && method.Resembles(slot)))
        {
            if (!slot.Type.IsInterface && method != slot && method.IsNewSlot) continue;
            found.Add(method);
            exact |= method.SignatureKey == slot.SignatureKey;
        }

        return exact;
    }

    // No class has it: the interface itself, or one that derives from it, brings a body.
    private static void AddDefaults(CodeMethod slot, CodeType type, List<CodeMethod> found)
    {
        foreach (var face in Faces(type))
            foreach (var (declaration, body) in face.Explicitly)
                if (declaration.Entry == slot && body is not null) found.Add(body);
        found.Add(slot);
    }

    private static bool Implements(CodeType type, CodeType face) => type == face || Faces(type).Contains(face);

    private static IEnumerable<CodeType> Faces(CodeType type) =>
        type.Chain().SelectMany(one => one.Interfaces).Select(one => one.Definition?.Entry).OfType<CodeType>().Distinct();

    private static bool OverridesOutside(CodeMethod method)
    {
        if (method.IsNewSlot) return false;
        foreach (var one in method.Type.Chain().Skip(1))
            if (one.Named(method.Name).Any(other => other.IsVirtual && other.Resembles(method) && other.IsNewSlot)) return false;
        return true;
    }

    /// <summary>Null when an interface from outside cannot be read: then any virtual method may be called.</summary>
    private static HashSet<(string, int)>? OutsideMembers(CodeType type)
    {
        HashSet<(string, int)> members = [];
        foreach (var name in type.Chain().SelectMany(one => one.Interfaces).Select(one => one.Definition))
        {
            if (name is null || name.Entry is { IsWalked: true }) continue;
            if (ExternalTypes.MembersOf(name, type.Module.Universe) is not { } more) return null;
            members.UnionWith(more);
        }

        return members;
    }
}
