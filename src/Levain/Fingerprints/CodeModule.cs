using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Levain.Fingerprints;

// The reader works on bytes in memory: there is nothing to release.
#pragma warning disable CA1001
/// <summary>The metadata of one assembly file, read and never loaded.</summary>
internal sealed class CodeModule
{
    private readonly PEReader file;
    private readonly TypeNames names;
    private readonly Dictionary<TypeDefinitionHandle, CodeType> types = [];
    private readonly Dictionary<TypeReferenceHandle, NamedType> references = [];
    private readonly Dictionary<int, MethodUse> methods = [];
    private readonly Lazy<CodeSymbols?> symbols;
    private Dictionary<(string, string), TypeDefinitionHandle>? topLevel;
    private HashSet<string>? ambiguousFileTypes;

    private CodeModule(AssemblyUniverse universe, string name, string path, bool isFramework)
    {
        Universe = universe;
        file = new PEReader(ImmutableArray.Create(File.ReadAllBytes(path)));
        Reader = file.GetMetadataReader();
        Mvid = Reader.GetGuid(Reader.GetModuleDefinition().Mvid);
        names = new TypeNames(this);
        symbols = new(() => CodeSymbols.Open(file, path));
        var kind = isFramework ? AssemblyKind.Framework : SaysOwn() ? AssemblyKind.Own : AssemblyKind.Package;
        Assembly = new KnownAssembly(name, path, kind, kind == AssemblyKind.Package ? universe.IdentityOf(name, Mvid) : name);
    }

    public AssemblyUniverse Universe { get; }

    public KnownAssembly Assembly { get; }

    public MetadataReader Reader { get; }

    public Guid Mvid { get; }

    public CodeSymbols? Symbols => symbols.Value;

    public bool IsOwn => Assembly.Kind == AssemblyKind.Own;

    public static CodeModule Open(AssemblyUniverse universe, string name, string path, bool isFramework)
    {
        try
        {
            return new CodeModule(universe, name, path, isFramework);
        }
        catch (Exception e) when (e is not (BuildException or OutOfMemoryException))
        {
            throw Damaged(path, e);
        }
    }

    public static BuildException Damaged(string path, Exception e) =>
        new($"the assembly `{path}` cannot be read: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}", "build the project again", e);

    public MethodBodyBlock Body(int address) => file.GetMethodBody(address);

    public TypeNames Names => names;

    public CodeType Type(TypeDefinitionHandle handle)
    {
        if (types.TryGetValue(handle, out var type)) return type;
        return types[handle] = new CodeType(this, handle);
    }

    public IEnumerable<CodeType> Types => Reader.TypeDefinitions.Select(Type);

    /// <summary>A type that is not nested, or null; a type forwarded to another assembly is found there.</summary>
    public CodeType? Find(string space, string name, int hops = 0)
    {
        topLevel ??= TopLevel();
        if (topLevel.TryGetValue((space, name), out var handle)) return Type(handle);
        if (hops > 8) return null;
        foreach (var forward in Reader.ExportedTypes)
        {
            var type = Reader.GetExportedType(forward);
            if (type.Implementation.Kind != HandleKind.AssemblyReference || !Reader.StringComparer.Equals(type.Name, name) || !Reader.StringComparer.Equals(type.Namespace, space)) continue;
            var target = Reader.GetString(Reader.GetAssemblyReference((AssemblyReferenceHandle)type.Implementation).Name);
            return Universe.Open(target)?.Find(space, name, hops + 1);
        }

        return null;
    }

    public TypeName TypeOf(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => Type((TypeDefinitionHandle)handle).Name,
        HandleKind.TypeReference => Reference((TypeReferenceHandle)handle),
        HandleKind.TypeSpecification => names.GetTypeFromSpecification(Reader, 0, (TypeSpecificationHandle)handle, 0),
        _ => throw new BadImageFormatException($"a {handle.Kind} where a type should be"),
    };

    public NamedType Reference(TypeReferenceHandle handle)
    {
        if (references.TryGetValue(handle, out var known)) return known;
        List<string> segments = [];
        var space = "";
        EntityHandle scope = handle;
        while (scope.Kind == HandleKind.TypeReference)
        {
            var reference = Reader.GetTypeReference((TypeReferenceHandle)scope);
            segments.Insert(0, Reader.GetString(reference.Name));
            space = Reader.GetString(reference.Namespace);
            scope = reference.ResolutionScope;
            if (segments.Count > 32) throw new BadImageFormatException("a type nested in itself");
        }

        var assembly = scope.Kind == HandleKind.AssemblyReference ? Reader.GetString(Reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) : Assembly.Name;
        return references[handle] = Resolve(assembly, space, segments);
    }

    /// <summary>This module and those of ours that it refers to, at any distance: what a fingerprint of its stages can depend on.</summary>
    public IReadOnlyList<CodeModule> OwnReferences()
    {
        Ordered<CodeModule> found = new();
        found.Add(this);
        for (var i = 0; i < found.Count; i++)
            foreach (var handle in found[i].Reader.AssemblyReferences)
                if (Universe.Open(found[i].Reader.GetString(found[i].Reader.GetAssemblyReference(handle).Name)) is { IsOwn: true } other) found.Add(other);
        return [.. found.OrderBy(module => module.Assembly.Name, StringComparer.Ordinal)];
    }

    /// <summary>A method as an instruction names it.</summary>
    public MethodUse Method(EntityHandle handle)
    {
        var token = MetadataTokens.GetToken(handle);
        if (methods.TryGetValue(token, out var known)) return known;
        return methods[token] = handle.Kind switch
        {
            HandleKind.MethodDefinition => MethodUse.Of(Definition((MethodDefinitionHandle)handle)),
            HandleKind.MemberReference => Reference((MemberReferenceHandle)handle),
            HandleKind.MethodSpecification => Instance((MethodSpecificationHandle)handle),
            _ => throw new BadImageFormatException($"a {handle.Kind} where a method should be"),
        };
    }

    public FieldUse Field(EntityHandle handle)
    {
        if (handle.Kind == HandleKind.FieldDefinition)
        {
            var definition = Reader.GetFieldDefinition((FieldDefinitionHandle)handle);
            return new(Type(definition.GetDeclaringType()).Name, Reader.GetString(definition.Name), definition.DecodeSignature(names, 0), this, (FieldDefinitionHandle)handle);
        }

        var reference = Reader.GetMemberReference((MemberReferenceHandle)handle);
        return new(TypeOf(reference.Parent), Reader.GetString(reference.Name), reference.DecodeFieldSignature(names, 0), this, default);
    }

    public byte[] FieldData(FieldDefinitionHandle handle)
    {
        var field = Reader.GetFieldDefinition(handle);
        var address = field.GetRelativeVirtualAddress();
        var type = field.DecodeSignature(names, 0);
        var size = type is PrimitiveType primitive ? SizeOf(primitive.Name) : type.Definition?.Entry is { } entry ? entry.Definition.GetLayout().Size : 0;
        if (address == 0 || size <= 0) throw new BadImageFormatException("initial data of no size");
        return [.. file.GetSectionData(address).GetContent(0, size)];
    }

    /// <summary>What its <c>AssemblyMetadata</c> attributes say.</summary>
    public IEnumerable<(string? Key, string? Value)> Metadata()
    {
        foreach (var handle in Reader.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = Reader.GetCustomAttribute(handle);
            if (CodeType.AttributeName(Reader, attribute) == "AssemblyMetadataAttribute" && Pair(Reader.GetBlobReader(attribute.Value)) is { } pair) yield return pair;
        }

        static (string?, string?)? Pair(BlobReader value) => value.ReadUInt16() == 1 ? (value.ReadSerializedString(), value.ReadSerializedString()) : null;
    }

    /// <summary>The embedded resources by name.</summary>
    public IEnumerable<(string Name, Digest Digest)> Resources()
    {
        foreach (var handle in Reader.ManifestResources)
        {
            var resource = Reader.GetManifestResource(handle);
            if (!resource.Implementation.IsNil) continue;
            var section = file.GetSectionData(file.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
            var content = section.GetReader(checked((int)resource.Offset), section.Length - checked((int)resource.Offset));
            var length = content.ReadInt32();
            yield return (Reader.GetString(resource.Name), Levain.Digest.Of(content.ReadBytes(length)));
        }
    }

    /// <summary>Whether two files of the assembly have a file-local type of this name.</summary>
    public bool IsAmbiguousFileType(string plainName)
    {
        if (ambiguousFileTypes is null)
        {
            HashSet<string> seen = new(StringComparer.Ordinal);
            ambiguousFileTypes = new(StringComparer.Ordinal);
            foreach (var handle in Reader.TypeDefinitions)
                if (GeneratedNames.FileLocal(Reader.GetString(Reader.GetTypeDefinition(handle).Name)) is { } local && !seen.Add(local.Name))
                    ambiguousFileTypes.Add(local.Name);
        }

        return ambiguousFileTypes.Contains(plainName);
    }

    private CodeMethod Definition(MethodDefinitionHandle handle) => Type(Reader.GetMethodDefinition(handle).GetDeclaringType()).Method(handle);

    private MethodUse Reference(MemberReferenceHandle handle)
    {
        var reference = Reader.GetMemberReference(handle);
        if (reference.Parent.Kind == HandleKind.MethodDefinition) return Method(reference.Parent);
        var parent = TypeOf(reference.Parent);
        var signature = reference.DecodeMethodSignature(names, 0);
        var name = Reader.GetString(reference.Name);
        return new(parent, name, signature, [], parent.Definition?.Entry?.FindMethod(name, signature));
    }

    private MethodUse Instance(MethodSpecificationHandle handle)
    {
        var specification = Reader.GetMethodSpecification(handle);
        return Method(specification.Method) with { Arguments = specification.DecodeSignature(names, 0) };
    }

    private NamedType Resolve(string assembly, string space, List<string> segments)
    {
        var target = assembly == Assembly.Name ? this : Universe.Open(assembly);
        // Framework types are looked up only where their definition matters: most are only named.
        CodeType? entry = null;
        if (target is { Assembly.Kind: not AssemblyKind.Framework })
        {
            entry = target.Find(space, segments[0]);
            for (var i = 1; i < segments.Count && entry is not null; i++) entry = entry.Nested(segments[i]);
            if (entry is { Module.IsOwn: true }) return entry.Name;
        }

        if (space.Length > 0) segments[0] = $"{space}.{segments[0]}";
        return new NamedType(assembly, [.. segments], null);
    }

    private Dictionary<(string, string), TypeDefinitionHandle> TopLevel()
    {
        Dictionary<(string, string), TypeDefinitionHandle> found = new(Reader.TypeDefinitions.Count);
        foreach (var handle in Reader.TypeDefinitions)
        {
            var type = Reader.GetTypeDefinition(handle);
            if (!type.IsNested) found.TryAdd((Reader.GetString(type.Namespace), Reader.GetString(type.Name)), handle);
        }

        return found;
    }

    private bool SaysOwn()
    {
        foreach (var (key, value) in Metadata())
            if (key == "Levain.Source" && value == "own") return true;
        return false;
    }

    private static int SizeOf(string primitive) => primitive switch
    {
        "bool" or "byte" or "sbyte" => 1,
        "char" or "short" or "ushort" => 2,
        "int" or "uint" or "float" => 4,
        "long" or "ulong" or "double" => 8,
        _ => 0,
    };
}
