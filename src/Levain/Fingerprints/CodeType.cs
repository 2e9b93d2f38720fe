using System.Reflection;
using System.Reflection.Metadata;

namespace Levain.Fingerprints;

/// <summary>A type of our own code, or of a package or the framework where its definition matters.</summary>
internal sealed class CodeType
{
    private readonly Dictionary<MethodDefinitionHandle, CodeMethod> methods = [];
    private ILookup<string, CodeMethod>? byName;
    private IReadOnlyList<(MethodUse Declaration, CodeMethod? Body)>? explicitly;
    private IReadOnlyList<TypeName>? interfaces;

    public CodeType(CodeModule module, TypeDefinitionHandle handle)
    {
        (Module, Handle) = (module, handle);
        Definition = module.Reader.GetTypeDefinition(handle);
        MetadataName = module.Reader.GetString(Definition.Name);
        Outer = Definition.IsNested ? module.Type(Definition.GetDeclaringType()) : null;
        var space = module.Reader.GetString(Definition.Namespace);
        var own = space.Length > 0 ? $"{space}.{MetadataName}" : MetadataName;
        if (Outer is { Name.Segments.Count: > 32 }) throw new BadImageFormatException("a type nested in itself");
        Name = new NamedType(module.Assembly.Name, Outer is null ? [own] : [.. Outer.Name.Segments, own], module.IsOwn ? this : null);
        IsGenerated = Outer is { IsGenerated: true } || GeneratedNames.IsGeneratedType(MetadataName);
        IsBoundary = Outer is { IsBoundary: true } || HasAttribute("EngineBoundaryAttribute");
        Base = Definition.BaseType.IsNil ? null : module.TypeOf(Definition.BaseType);
    }

    public CodeModule Module { get; }

    public TypeDefinitionHandle Handle { get; }

    public TypeDefinition Definition { get; }

    public string MetadataName { get; }

    public CodeType? Outer { get; }

    public NamedType Name { get; }

    public TypeName? Base { get; }

    public bool IsGenerated { get; }

    public bool IsBoundary { get; }

    /// <summary>Ours to look into: neither a package nor the plumbing of the engine.</summary>
    public bool IsWalked => Module.IsOwn && !IsBoundary;

    public bool IsInterface => Definition.Attributes.HasFlag(TypeAttributes.Interface);

    public bool IsEnum => Base?.Definition?.FullName == "System.Enum";

    public bool IsValueType => IsEnum || Base?.Definition?.FullName == "System.ValueType";

    public IEnumerable<CodeMethod> Methods => Definition.GetMethods().Select(Method);

    public CodeMethod? StaticConstructor => Named(".cctor").FirstOrDefault();

    public IReadOnlyList<TypeName> Interfaces => interfaces ??=
        [.. Definition.GetInterfaceImplementations().Select(handle => Module.TypeOf(Module.Reader.GetInterfaceImplementation(handle).Interface))];

    /// <summary>What the type says it implements or overrides by name, such as <c>IComparer.Compare</c>.</summary>
    public IReadOnlyList<(MethodUse Declaration, CodeMethod? Body)> Explicitly => explicitly ??=
        [.. Definition.GetMethodImplementations().Select(handle => Module.Reader.GetMethodImplementation(handle)).Select(one => (Module.Method(one.MethodDeclaration), Module.Method(one.MethodBody).Entry))];

    /// <summary>The type and what it derives from, as far as it is ours to look into, the most derived first.</summary>
    public IEnumerable<CodeType> Chain()
    {
        var hops = 0;
        for (var type = this; type is { IsWalked: true }; type = type.Base?.Definition?.Entry)
        {
            if (++hops > 100) throw new BadImageFormatException($"`{MetadataName}` derives from itself");
            yield return type;
        }
    }

    public bool IsStage => Chain().Last().Base?.Definition?.FullName is "Levain.Stage`1" or "Levain.Stage";

    /// <summary>What a stage makes, or null when it is a type parameter or this is no stage.</summary>
    public TypeName? Output => Chain().Last().Base is { Definition.FullName: "Levain.Stage`1", Arguments: [var output] } ? output : null;

    public CodeMethod Method(MethodDefinitionHandle handle)
    {
        if (methods.TryGetValue(handle, out var method)) return method;
        return methods[handle] = new CodeMethod(this, handle);
    }

    public IEnumerable<CodeMethod> Named(string name) => (byName ??= Methods.ToLookup(method => method.Name, StringComparer.Ordinal))[name];

    public CodeMethod? FindMethod(string name, MethodSignature<TypeName> signature)
    {
        var key = MethodUse.SignatureText(signature);
        return Named(name).FirstOrDefault(method => method.SignatureKey == key)
            ?? throw new BuildException($"`{Name}` has no method `{name}` of the signature that its caller was compiled against", "build everything again");
    }

    public CodeType? Nested(string name)
    {
        foreach (var handle in Definition.GetNestedTypes())
            if (Module.Reader.StringComparer.Equals(Module.Reader.GetTypeDefinition(handle).Name, name)) return Module.Type(handle);
        return null;
    }

    public string StableSegment(IReadOnlyList<string> segments, int index)
    {
        var name = segments[index];
        var space = "";
        // The namespace, if any, stands before the first `<` of a file-local name.
        if (index == 0 && name.IndexOf('<', StringComparison.Ordinal) is > 0 and var open) (space, name) = (name[..open], name[open..]);
        if (GeneratedNames.FileLocal(name) is not { } local) return segments[index];
        return space + (Module.IsAmbiguousFileType(local.Name) ? $"{local.File}:{local.Name}" : local.Name);
    }

    public bool HasAttribute(string name) => Definition.GetCustomAttributes().Any(handle => AttributeName(Module.Reader, Module.Reader.GetCustomAttribute(handle)) == name);

    public static string? AttributeName(MetadataReader reader, CustomAttribute attribute)
    {
        var type = attribute.Constructor.Kind switch
        {
            HandleKind.MemberReference => reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent,
            HandleKind.MethodDefinition => reader.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType(),
            _ => default,
        };
        return type.Kind switch
        {
            HandleKind.TypeReference => reader.GetString(reader.GetTypeReference((TypeReferenceHandle)type).Name),
            HandleKind.TypeDefinition => reader.GetString(reader.GetTypeDefinition((TypeDefinitionHandle)type).Name),
            _ => null,
        };
    }

    public override string ToString() => Name.Render();
}
