namespace Levain.Fingerprints;

/// <summary>Follows a stage through our own code until nothing new is reached.</summary>
internal sealed class Reachability(AssemblyUniverse universe, FactTable table)
{
    private readonly List<(Facts Facts, CodeModule Module, string? From)> members = [];
    private readonly HashSet<Facts> seen = [];
    private readonly Queue<(Facts Facts, CodeModule Module)> waiting = new();
    private readonly Ordered<CodeType> constructed = new(), arguments = new(), exposed = new();
    private readonly Ordered<CodeMethod> slots = new();
    private readonly Ordered<CodeModule> modules = new();
    private readonly SortedDictionary<string, string> whole = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CodeMember> resources = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> packages = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Digest> natives = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Digest Pin, string Assembly)> pins = new(StringComparer.Ordinal);
    private bool timeZones, platformMath;

    /// <param name="options">The types of the objects in its options, where they cannot be told from the declarations.</param>
    public CodeFingerprint Of(CodeType stage, IReadOnlyList<CodeType> typeArguments, IReadOnlyList<CodeType> options)
    {
        Construct(stage, null);
        foreach (var option in options) Construct(option, null);
        foreach (var argument in typeArguments) AddArgument(argument, null);
        while (waiting.TryDequeue(out var next)) Follow(next.Facts, next.Module);
        return Result([.. typeArguments.Concat(options).Prepend(stage).Select(type => type.Module).Where(module => module.IsOwn).Distinct()
            .SelectMany(module => module.OwnReferences()).Distinct().OrderBy(module => module.Assembly.Name, StringComparer.Ordinal)]);
    }

    private void Follow(Facts facts, CodeModule module)
    {
        var from = facts.Name;
        foreach (var type in facts.Constructed) Construct(type, from);
        foreach (var type in facts.TypeArguments) AddArgument(type, from);
        foreach (var method in facts.Calls) Reach(method, from);
        foreach (var slot in facts.Slots) AddSlot(slot, from);
        foreach (var type in facts.Touched) Touch(type, from);
        foreach (var type in facts.Shapes) Shape(type, from);
        foreach (var type in facts.Serialized) Add(table.Members(type), type.Module, from);
        foreach (var type in facts.Exposed) if (exposed.Add(type) && whole.Count > 0) AddAll(type, from);
        foreach (var package in facts.Packages) AddPackage(package);
        foreach (var missing in facts.Missing) packages[missing] = $"{missing} (not found)";
        foreach (var native in facts.Natives) AddNative(native, module);
        foreach (var resource in facts.Resources) AddResource(resource, module, from);
        foreach (var call in facts.Undecided) AddWhole(module, $"`{from}` {call}", from);
        timeZones |= facts.UsesTimeZones;
        platformMath |= facts.UsesPlatformMath;
    }

    private void Add(Facts facts, CodeModule module, string? from)
    {
        if (!seen.Add(facts)) return;
        members.Add((facts, module, from));
        waiting.Enqueue((facts, module));
        if (modules.Add(module) && module.Find("", "<Module>")?.StaticConstructor is { } initializer) Reach(initializer, from);
    }

    private void Reach(CodeMethod method, string? from)
    {
        if (!method.Type.IsWalked || method.IsGenerated) return;
        Add(table.Method(method), method.Type.Module, from);
        Touch(method.Type, from);
    }

    private void Touch(CodeType type, string? from)
    {
        if (type.IsWalked && type.StaticConstructor is { } initializer) Add(table.Method(initializer), type.Module, from);
    }

    private void Shape(CodeType type, string? from)
    {
        if (type.IsWalked) Add(table.Shape(type), type.Module, from);
    }

    private void Construct(CodeType type, string? from)
    {
        if (!type.IsWalked || type.IsGenerated || !constructed.Add(type)) return;
        foreach (var one in type.Chain())
        {
            Shape(one, from);
            Touch(one, from);
            foreach (var field in one.Definition.GetFields().Select(handle => one.Module.Reader.GetFieldDefinition(handle)))
                if (field.DecodeSignature(one.Module.Names, 0).Definition?.Entry is { IsWalked: true, IsValueType: true, IsEnum: false } inner) Construct(inner, from);
        }

        var isStage = type.IsStage;
        foreach (var method in Dispatch.CalledFromOutside(type))
            if (!isStage || !IsRecordPlumbing(method)) Reach(method, from);
        for (var i = 0; i < slots.Count; i++) ReachImplementations(slots[i], type, from);
        if (isStage) ConstructStage(type, from);
    }

    // The engine compares and prints stages by what is in the key: what the compiler writes for records does not decide what they make.
    private static bool IsRecordPlumbing(CodeMethod method) => method.Definition.GetCustomAttributes()
        .Any(handle => CodeType.AttributeName(method.Type.Module.Reader, method.Type.Module.Reader.GetCustomAttribute(handle)) == "CompilerGeneratedAttribute");

    private void ConstructStage(CodeType stage, string? from)
    {
        foreach (var one in stage.Chain())
            foreach (var constructor in one.Methods.Where(method => method.IsConstructor && !IsRecordPlumbing(method))) Reach(constructor, from);
        foreach (var option in OptionTypes.Of(stage)) Construct(option, from);
        if (Artifact() is not { } artifact) return;
        foreach (var load in artifact.Named("Load")) AddSlot(load, from);
        if (stage.Output?.Definition?.Entry is { } output) AddCodec(output);
        // A stage that is generic in what it makes saves whatever it is instantiated with.
        else foreach (var save in artifact.Named("Save")) AddSlot(save, from);

        void AddCodec(CodeType output)
        {
            AddArgument(output, from);
            foreach (var save in artifact.Named("Save"))
                foreach (var body in Dispatch.Implementations(save, output)) Reach(body, from);
        }
    }

    private CodeType? Artifact() => universe.Open("Levain")?.Find("Levain", "IArtifact`1");

    private void AddArgument(CodeType type, string? from)
    {
        if (!type.IsWalked || type.IsGenerated || !arguments.Add(type)) return;
        if (type is { IsValueType: true, IsEnum: false }) Construct(type, from);
        if (type.IsEnum) Shape(type, from);
        foreach (var method in Dispatch.StaticsForOutside(type)) Reach(method, from);
        for (var i = 0; i < slots.Count; i++) ReachImplementations(slots[i], type, from);
    }

    private void AddSlot(CodeMethod slot, string? from)
    {
        if (!slot.Type.IsWalked || !slots.Add(slot)) return;
        Touch(slot.Type, from);
        if (slot.IsStatic) for (var i = 0; i < arguments.Count; i++) ReachImplementations(slot, arguments[i], from);
        for (var i = 0; i < constructed.Count; i++) ReachImplementations(slot, constructed[i], from);
    }

    private void ReachImplementations(CodeMethod slot, CodeType type, string? from)
    {
        if (!slot.IsStatic && !constructed.Contains(type)) return;
        foreach (var body in Dispatch.Implementations(slot, type))
            if (!body.IsAbstract) Reach(body, from);
    }

    private void AddPackage(KnownAssembly assembly)
    {
        foreach (var (name, identity) in universe.PackagesOf(assembly)) packages[name] = identity;
    }

    // What one assembly pins holds for all that call the library: a process loads it once.
    private void AddNative(string library, CodeModule module)
    {
        if (NativePin.Find(module, library, universe.Platform) is not { } pin)
        {
            if (pins.ContainsKey(library)) return;
            natives[library] = universe.Native(library);
            if (natives[library].IsNone) NativeNeed.Check(module, library);
            return;
        }

        if (pins.TryGetValue(library, out var first) && first.Pin != pin)
            throw new BuildException($"the assemblies `{first.Assembly}` and `{module.Assembly.Name}` pin native library `{library}` for {universe.Platform} to different digests", "pin it in one of them, or to one digest in both");
        pins[library] = (pin, module.Assembly.Name);
        natives[library] = pin;
    }

    private void AddWhole(CodeModule module, string reason, string? from)
    {
        var isFirst = whole.Count == 0;
        if (!whole.TryAdd(module.Assembly.Name, $"{module.Assembly.Name}: {reason}")) return;
        foreach (var type in module.Types) AddAll(type, from);
        AddResource("", module, from);
        // Reflection starts from a type that code names somewhere.
        if (isFirst) for (var i = 0; i < exposed.Count; i++) AddAll(exposed[i], from);
    }

    private void AddAll(CodeType type, string? from)
    {
        if (!type.IsWalked || type.IsGenerated) return;
        Add(table.Members(type), type.Module, from);
        foreach (var method in type.Methods) Reach(method, from);
    }

    private void AddResource(string name, CodeModule module, string? from)
    {
        var own = module.Resources().ToList();
        var wanted = name.Length == 0 ? own : own.FindAll(one => one.Name == name);
        foreach (var (found, digest) in wanted)
            resources.TryAdd($"{module.Assembly.Name}|{found}", new CodeMember($"resource {found}", digest, from));
        if (wanted.Count == 0 && name.Length > 0)
            foreach (var other in modules.Where(other => other != module && other.Resources().Any(one => one.Name == name)).ToList()) AddResource(name, other, from);
    }

    private CodeFingerprint Result(IReadOnlyList<CodeModule> sources)
    {
        CodeMember[] all = [.. members.Select(one => new CodeMember(one.Facts.Name, one.Facts.Digest, one.From) { Literals = one.Facts.Literals }).Concat(resources.Values)
            .OrderBy(member => member.Name, StringComparer.Ordinal).ThenBy(member => member.Digest)];
        (string, string)[] allPackages = [.. packages.Select(one => (one.Key, one.Value))];
        (string, Digest)[] allNatives = [.. natives.Select(one => (one.Key, one.Value))];
        return new()
        {
            Digest = CodeFingerprint.DigestOf(all, allPackages, allNatives),
            AllMembers = new Lazy<IReadOnlyList<CodeMember>>(all),
            MembersDigest = Digest.Of(CodeMembers.Write(all)),
            WholeAssemblies = [.. whole.Values],
            Packages = allPackages,
            NativeLibraries = allNatives,
            PinnedLibraries = [.. natives.Keys.Where(pins.ContainsKey)],
            UsesTimeZones = timeZones,
            UsesPlatformMath = platformMath,
            Modules = [.. sources.Select(module => (module.Assembly.Name, module.Mvid))],
        };
    }
}
