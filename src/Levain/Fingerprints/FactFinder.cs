using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Levain.Fingerprints;

/// <summary>Reads one method that someone wrote, together with all that the compiler made of it: lambdas, closures, local functions, state machines, caches.</summary>
/// <remarks>
/// What the compiler made has no name that lasts. It is told by the order in which the method first uses it, and its content is part of the method's own digest.
/// So a lambda more or less elsewhere in the class, or another name for a captured local, changes nothing.
/// </remarks>
internal sealed class FactFinder
{
    private readonly CallerArguments callers;
    private readonly CodeMethod root;
    private readonly CodeText text = new();
    private readonly Facts facts;
    private readonly Queue<object> waiting = new();
    private readonly Dictionary<CodeType, int> types = [];
    private readonly Dictionary<CodeMethod, int> methods = [];
    private readonly Dictionary<(CodeType, string), int> fields = [];
    private readonly HashSet<CodeType> instantiated = [];

    private FactFinder(CodeMethod root, CallerArguments callers)
    {
        (this.root, this.callers) = (root, callers);
        facts = new Facts(root.Readable);
    }

    public static Facts Of(CodeMethod method, CallerArguments callers)
    {
        var finder = new FactFinder(method, callers);
        finder.Read();
        return finder.facts;
    }

    private CodeModule Module => root.Type.Module;

    private void Read()
    {
        Describe(root);
        while (waiting.TryDequeue(out var next))
        {
            if (next is CodeMethod method) Describe(method);
            else Describe((CodeType)next);
        }

        facts.Digest = text.Digest();
        facts.Literals = text.Literals();
    }

    private string Generated(CodeType type)
    {
        if (types.TryGetValue(type, out var ordinal)) return Ordinal(ordinal);
        types.Add(type, ordinal = types.Count);
        waiting.Enqueue(type);
        return Ordinal(ordinal);
    }

    private static string Ordinal(int ordinal) => FormattableString.Invariant($"§{ordinal}");

    // The shape of a generated type: its own name says nothing, what it derives from and how it lies in memory does.
    private void Describe(CodeType type)
    {
        text.Add("generated type");
        text.Add(types[type]);
        TypeShape.Write(type, text, name => { Mention(name); return name.Render(Generated); });
        if (type.MetadataName.StartsWith("<>f__AnonymousType", StringComparison.Ordinal))
            foreach (var property in type.Definition.GetProperties()) text.Add(Module.Reader.GetString(Module.Reader.GetPropertyDefinition(property).Name));
        if (type.StaticConstructor is { } initializer) Use(initializer);
        if (type.IsValueType) Instantiate(type);
    }

    private void Instantiate(CodeType type)
    {
        if (!instantiated.Add(type)) return;
        foreach (var method in type.Methods.Where(method => method.IsVirtual && !method.IsStatic).OrderBy(method => method.Name, StringComparer.Ordinal).ThenBy(method => method.ParameterCount)) Use(method);
    }

    private string Use(CodeMethod generated)
    {
        if (!methods.TryGetValue(generated, out var ordinal))
        {
            methods.Add(generated, ordinal = methods.Count);
            waiting.Enqueue(generated);
        }

        return FormattableString.Invariant($"§m{ordinal}");
    }

    private void Describe(CodeMethod method)
    {
        var definition = method.Definition;
        if (method != root) text.Add(Use(method));
        text.Add(MethodUse.SignatureText(method.Signature, Generated));
        foreach (var type in method.Signature.ParameterTypes.Add(method.Signature.ReturnType)) Mention(type);
        const MethodImplAttributes Kept = MethodImplAttributes.CodeTypeMask | MethodImplAttributes.ManagedMask | MethodImplAttributes.InternalCall | MethodImplAttributes.Synchronized;
        text.Add((int)(definition.ImplAttributes & Kept));
        text.Add(method is { IsVirtual: true, IsNewSlot: true } && !definition.Attributes.HasFlag(MethodAttributes.Final) ? 1 : 0);
        if (definition.Attributes.HasFlag(MethodAttributes.PinvokeImpl)) Describe(definition.GetImport());
        if (definition.RelativeVirtualAddress != 0 && (definition.ImplAttributes & MethodImplAttributes.CodeTypeMask) == MethodImplAttributes.IL) Describe(method, Module.Body(definition.RelativeVirtualAddress));
    }

    private void Describe(MethodImport import)
    {
        var library = Module.Reader.GetString(Module.Reader.GetModuleReference(import.Module).Name);
        text.Add(library);
        text.Add(Module.Reader.GetString(import.Name));
        text.Add((int)import.Attributes);
        facts.Natives.Add(library);
    }

    private void Describe(CodeMethod method, MethodBodyBlock body)
    {
        text.Add(body.LocalVariablesInitialized ? 1 : 0);
        if (!body.LocalSignature.IsNil)
            foreach (var local in Module.Reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(Module.Names, 0))
            {
                Mention(local);
                text.Add(local.Render(Generated));
            }

        var code = Instruction.Read(body.GetILReader());
        var positions = new Dictionary<int, int>(code.Count + 1);
        for (var i = 0; i < code.Count; i++) positions[code[i].Offset] = i;
        positions[code.Count == 0 ? 0 : body.GetILReader().Length] = code.Count;
        Describe(method, code, positions);
        foreach (var region in body.ExceptionRegions)
        {
            text.Add((int)region.Kind);
            foreach (var offset in (ReadOnlySpan<int>)[region.TryOffset, region.TryOffset + region.TryLength, region.HandlerOffset, region.HandlerOffset + region.HandlerLength])
                text.Add(Position(positions, offset));
            if (region.Kind == ExceptionRegionKind.Filter) text.Add(Position(positions, region.FilterOffset));
            if (region.Kind == ExceptionRegionKind.Catch) Operand(Module.TypeOf(region.CatchType));
        }
    }

    private static int Position(Dictionary<int, int> positions, int offset) =>
        positions.TryGetValue(offset, out var position) ? position : throw new BadImageFormatException("a jump into the middle of an instruction");

    private void Describe(CodeMethod method, List<Instruction> code, Dictionary<int, int> positions)
    {
        HashSet<int> targets = [.. code.SelectMany(instruction => instruction.Targets)];
        Dictionary<int, CallerKind> filledIn = [];
        for (var i = 0; i < code.Count; i++)
            if (code[i].Code is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj)
                callers.Mark(code, i, Module.Method(Handle(code[i])), Module, targets, method, CallerName(root.Name), filledIn);

        for (var i = 0; i < code.Count; i++)
        {
            if (filledIn.TryGetValue(i, out var kind))
            {
                text.Add("filled in");
                text.Add((int)kind);
                continue;
            }

            var start = text.Length;
            text.Add((int)code[i].LongForm);
            text.Add(code[i].Targets.Length);
            foreach (var target in code[i].Targets) text.Add(Position(positions, target));
            if (code[i].Code == ILOpCode.Ldstr) text.Add(Module.Reader.GetUserString(MetadataTokens.UserStringHandle((int)code[i].Operand & 0xFFFFFF)));
            else if (code[i].Operands == OperandShape.Token) Token(code, i, targets);
            else if (code[i].Targets.Length == 0) text.Add(code[i].Operand);
            if (Literal(code[i]) is { } literal) text.Literal(start, literal);
        }
    }

    private string? Literal(Instruction push)
    {
        if (push.Code != ILOpCode.Ldstr) return LiteralText.OfNumber(push);
        var value = Module.Reader.GetUserString(MetadataTokens.UserStringHandle((int)push.Operand & 0xFFFFFF));
        return value.Length <= CodeLiterals.Longest ? LiteralText.Of(value) : null;
    }

    private static string CallerName(string method) =>
        method.Split('_', 2) is ["get" or "set" or "add" or "remove", var member] ? member : method[(method.LastIndexOf('.') is > 0 and var dot ? dot + 1 : 0)..];

    private static EntityHandle Handle(Instruction instruction) => MetadataTokens.EntityHandle((int)instruction.Operand);

    private void Token(List<Instruction> code, int index, HashSet<int> targets)
    {
        var handle = Handle(code[index]);
        switch (code[index].Code)
        {
            case ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj or ILOpCode.Ldftn or ILOpCode.Ldvirtftn or ILOpCode.Jmp:
                Method(code, index, targets);
                break;
            case ILOpCode.Ldfld or ILOpCode.Ldflda or ILOpCode.Stfld or ILOpCode.Ldsfld or ILOpCode.Ldsflda or ILOpCode.Stsfld:
                Field(Module.Field(handle));
                break;
            case ILOpCode.Calli:
                var signature = Module.Reader.GetStandaloneSignature((StandaloneSignatureHandle)handle).DecodeMethodSignature(Module.Names, 0);
                text.Add(MethodUse.SignatureText(signature, Generated));
                foreach (var type in signature.ParameterTypes.Add(signature.ReturnType)) Mention(type);
                break;
            case ILOpCode.Ldtoken:
                Loaded(handle);
                break;
            case ILOpCode.Constrained:
                Operand(Module.TypeOf(handle));
                Argument(Module.TypeOf(handle));
                break;
            default:
                Operand(Module.TypeOf(handle));
                break;
        }
    }

    private void Loaded(EntityHandle handle)
    {
        var isMember = handle.Kind == HandleKind.MemberReference;
        if (handle.Kind == HandleKind.FieldDefinition || (isMember && Module.Reader.GetMemberReference((MemberReferenceHandle)handle).GetKind() == MemberReferenceKind.Field))
        {
            Field(Module.Field(handle));
        }
        else if (isMember || handle.Kind is HandleKind.MethodDefinition or HandleKind.MethodSpecification)
        {
            var use = Module.Method(handle);
            Named(use);
            if (use.Entry is { Type.IsWalked: true, IsGenerated: false } method) Reach(method, isVirtual: true);
        }
        else
        {
            var type = Module.TypeOf(handle);
            Operand(type);
            Expose(type);
        }
    }

    private void Expose(TypeName type)
    {
        if (type is NamedType { Entry: { IsWalked: true, IsGenerated: false } own }) facts.Exposed.Add(own);
        foreach (var part in type.Parts) Expose(part);
    }

    private void Method(List<Instruction> code, int index, HashSet<int> targets)
    {
        var instruction = code[index];
        var use = Module.Method(Handle(instruction));
        Named(use);
        NewlyMade(use);
        if (use.Entry is not { Type.IsWalked: true } method)
        {
            External(use, code, index, targets);
            return;
        }

        if (method.IsGenerated)
        {
            if (instruction.Code == ILOpCode.Newobj && method.Type.IsGenerated) Instantiate(method.Type);
            return;
        }

        if (instruction.Code == ILOpCode.Newobj) facts.Constructed.Add(method.Type);
        var constrained = index > 0 && code[index - 1].Code == ILOpCode.Constrained;
        Reach(method, instruction.Code is ILOpCode.Callvirt or ILOpCode.Ldvirtftn || constrained);
    }

    private void Reach(CodeMethod method, bool isVirtual)
    {
        if (isVirtual && method.IsVirtual) facts.Slots.Add(method);
        else facts.Calls.Add(method);
    }

    private void Named(MethodUse use)
    {
        Operand(use.Parent, write: false);
        foreach (var argument in use.Arguments) Argument(argument);
        foreach (var type in use.Signature.ParameterTypes.Add(use.Signature.ReturnType)) Mention(type);
        var generated = use.Entry is { Type.IsWalked: true, IsGenerated: true } method ? Use(method) : null;
        text.Add(use.Render(Generated, generated));
    }

    private void External(MethodUse use, List<Instruction> code, int index, HashSet<int> targets)
    {
        facts.UsesTimeZones |= KnownCalls.UsesTimeZones(use);
        facts.UsesPlatformMath |= KnownCalls.UsesPlatformMath(use);
        if (KnownCalls.IsResource(use)) Resource(use, code, index, targets);
        if (KnownCalls.IsSerializer(use)) Serialize(use);
        else if (KnownCalls.IsReflection(use)) facts.Undecided.Add(Calls(use));
    }

    private static string Calls(MethodUse use) => $"calls {use.Parent.Definition?.FullName.Split('.')[^1]}.{use.Name}";

    private void Resource(MethodUse use, List<Instruction> code, int index, HashSet<int> targets)
    {
        var producer = use.Signature.ParameterTypes.Length == 1 ? StackEffect.Producer(code, index, 0, Module, targets) : -1;
        var known = producer >= 0 && code[producer].Code == ILOpCode.Ldstr;
        facts.Resources.Add(known ? Module.Reader.GetUserString(MetadataTokens.UserStringHandle((int)code[producer].Operand & 0xFFFFFF)) : "");
    }

    private void Serialize(MethodUse use)
    {
        if (use.Arguments.Length == 0) facts.Undecided.Add($"{Calls(use)} without saying of which type");
        foreach (var argument in use.Arguments)
            if (!Serialized.Collect(argument, facts)) facts.Undecided.Add($"{Calls(use)} of a type that only the run knows");
    }

    // `new T()` and its kin: the type argument is constructed by its parameterless constructor.
    private void NewlyMade(MethodUse use)
    {
        foreach (var argument in Constructors.MadeBy(use, Module.Universe))
        {
            if (argument.Definition?.Entry is not { IsWalked: true, IsGenerated: false } type) continue;
            facts.Constructed.Add(type);
            foreach (var constructor in type.Named(".ctor").Where(one => one.ParameterCount == 0)) facts.Calls.Add(constructor);
        }
    }

    private void Field(FieldUse use)
    {
        Operand(use.Parent, write: false);
        Mention(use.Type);
        var owner = use.Parent.Definition?.Entry;
        var name = use.Name;
        if (owner is { IsWalked: true, IsGenerated: true })
        {
            if (!use.Handle.IsNil && Module.Reader.GetFieldDefinition(use.Handle).Attributes.HasFlag(FieldAttributes.HasFieldRVA))
            {
                text.Add("data");
                text.Add(Module.FieldData(use.Handle));
                return;
            }

            if (!fields.TryGetValue((owner, name), out var ordinal)) fields.Add((owner, name), ordinal = fields.Keys.Count(key => key.Item1 == owner));
            name = Ordinal(ordinal);
        }
        else if (owner is { IsWalked: true })
        {
            facts.Touched.Add(owner);
        }

        text.Add($"{use.Parent.Render(Generated)}.{name} : {use.Type.Render(Generated)}");
    }

    private void Operand(TypeName type, bool write = true)
    {
        if (write) text.Add(type.Render(Generated));
        Mention(type);
        if (type is NamedType { Entry: { IsWalked: true, IsEnum: true, IsGenerated: false } entry }) facts.Shapes.Add(entry);
        foreach (var argument in type.Arguments) Argument(argument);
        if (type is ComposedType { Element: var element }) Operand(element, write: false);
    }

    private void Argument(TypeName type)
    {
        if (type is NamedType { Entry: { IsWalked: true, IsGenerated: false } entry }) facts.TypeArguments.Add(entry);
        if (type is InstanceType { Definition.Entry: { IsWalked: true, IsGenerated: false } definition }) facts.TypeArguments.Add(definition);
        Operand(type, write: false);
    }

    // A struct lives wherever it is mentioned, without a constructor.
    private void Mention(TypeName type)
    {
        if (type is NamedType named)
        {
            if (named.Entry is null) Outside(named.Assembly);
            else if (named.Entry is { IsWalked: true, IsGenerated: false, IsValueType: true, IsEnum: false }) facts.Constructed.Add(named.Entry);
            else if (named.Entry is { IsWalked: true, IsGenerated: true }) Generated(named.Entry);
        }

        foreach (var part in type.Parts) Mention(part);
    }

    private void Outside(string assembly)
    {
        if (assembly.Length == 0) return;
        var known = Module.Universe.Find(assembly);
        if (known is null) facts.Missing.Add(assembly);
        else if (known.Kind == AssemblyKind.Package) facts.Packages.Add(known);
    }
}
