using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Levain.Fingerprints;

/// <summary>Finds the constants that the compiler filled in for caller attributes: line, file, member, text of an argument. They move with harmless edits.</summary>
/// <remarks>
/// IL does not tell a constant that someone wrote from one that was filled in, but the debug symbols know the source of the call: its file, its lines and its text. Where
/// there are no symbols, and wherever the source leaves a doubt, a constant counts as written by hand: that may build once too often, and never takes an old result for a new one.
/// </remarks>
internal sealed class CallerArguments
{
    private readonly Dictionary<string, CallerParameter[]?> known = new(StringComparer.Ordinal);

    public void Mark(List<Instruction> code, int index, MethodUse use, CodeModule module, HashSet<int> targets, CodeMethod method, string caller, Dictionary<int, CallerKind> marks)
    {
        if (KindsOf(use, module) is not { } parameters) return;
        var statement = module.Symbols?.StatementAt(method.Handle, code[index].Offset);
        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].Kind == CallerKind.None) continue;
            var producer = StackEffect.Producer(code, index, parameters.Length - 1 - i, module, targets);
            if (producer >= 0 && WasFilledIn(code[producer], parameters[i], use, module, caller, statement)) marks[producer] = parameters[i].Kind;
        }
    }

    private static bool WasFilledIn(Instruction push, CallerParameter parameter, MethodUse use, CodeModule module, string caller, SourceStatement? statement)
    {
        if (parameter.Kind == CallerKind.Line) return push.Int is { } line && line >= statement?.FirstLine && line <= statement.LastLine;
        if (push.Code != ILOpCode.Ldstr) return false;
        var text = module.Reader.GetUserString(MetadataTokens.UserStringHandle((int)push.Operand & 0xFFFFFF));
        return parameter.Kind switch
        {
            CallerKind.File => text == statement?.File,
            CallerKind.Member => text == caller,
            _ => statement is not null && IsArgument(text, parameter, use, statement.Text),
        };
    }

    // In the source a call passes this very expression, and none of that name passes a text.
    private static bool IsArgument(string text, CallerParameter parameter, MethodUse use, string source)
    {
        var found = false;
        foreach (var call in Names(use).SelectMany(name => SourceCall.Of(name, source)))
        {
            // Called on its first argument, unless what stands before the dot is the class of the method.
            var isExtension = parameter.IsExtension && call.Receiver is not null && !call.IsCalledOn(TypeNameOf(use));
            var shift = isExtension ? 1 : 0;
            if (call.Passed(parameter.Name, parameter.Position - shift) is not null) return false;
            found |= isExtension && parameter.Of == 0 ? call.IsCalledOn(text) : call.Passed(parameter.OfName, parameter.Of - shift) == text;
        }

        return found;
    }

    private static IEnumerable<string> Names(MethodUse use)
    {
        if (use.Name == ".ctor") return [TypeNameOf(use), "new", "base", "this"];
        // A local function is called `<Outer>g__Name|0_1`.
        var local = use.Name.IndexOf(">g__", StringComparison.Ordinal);
        return local < 0 ? [use.Name] : [use.Name[(local + 4)..].Split('|')[0]];
    }

    private static string TypeNameOf(MethodUse use) => use.Parent.Definition?.Segments[^1].Split('.')[^1].Split('`')[0] ?? "";

    private CallerParameter[]? KindsOf(MethodUse use, CodeModule module)
    {
        var parameters = use.Signature.ParameterTypes;
        if (!parameters.Any(type => type is PrimitiveType { Name: "string" or "int" })) return null;
        if (use.Entry is { } own) return Kinds(own.Definition, module: own.Type.Module, parameters.Length);
        if (use.Parent.Definition is not { } parent) return null;
        var key = $"{parent.Assembly}|{parent.FullName}|{use.Name}|{parameters.Length}|{use.Signature.GenericParameterCount}";
        if (known.TryGetValue(key, out var kinds)) return kinds;
        return known[key] = External(parent, use, module);
    }

    private static CallerParameter[]? External(NamedType parent, MethodUse use, CodeModule module)
    {
        if (ExternalTypes.Find(parent, module.Universe) is not { } type) return null;
        foreach (var handle in type.Definition.GetMethods())
        {
            var method = type.Module.Reader.GetMethodDefinition(handle);
            if (!type.Module.Reader.StringComparer.Equals(method.Name, use.Name) || method.GetParameters().Count < use.Signature.ParameterTypes.Length) continue;
            if (MethodUse.SignatureText(method.DecodeSignature(type.Module.Names, 0)) == MethodUse.SignatureText(use.Signature))
                return Kinds(method, type.Module, use.Signature.ParameterTypes.Length);
        }

        return null;
    }

    private static CallerParameter[]? Kinds(MethodDefinition method, CodeModule module, int count)
    {
        CallerParameter[]? kinds = null;
        foreach (var handle in method.GetParameters())
        {
            var parameter = module.Reader.GetParameter(handle);
            if (parameter.SequenceNumber < 1 || parameter.SequenceNumber > count) continue;
            foreach (var attribute in parameter.GetCustomAttributes())
                if (Kind(attribute, module) is not CallerKind.None and var kind)
                    (kinds ??= new CallerParameter[count])[parameter.SequenceNumber - 1] = Described(kind, parameter, attribute, method, module);
        }

        return kinds;
    }

    private static CallerKind Kind(CustomAttributeHandle attribute, CodeModule module) => CodeType.AttributeName(module.Reader, module.Reader.GetCustomAttribute(attribute)) switch
    {
        "CallerLineNumberAttribute" => CallerKind.Line,
        "CallerFilePathAttribute" => CallerKind.File,
        "CallerMemberNameAttribute" => CallerKind.Member,
        "CallerArgumentExpressionAttribute" => CallerKind.Expression,
        _ => CallerKind.None,
    };

    private static CallerParameter Described(CallerKind kind, Parameter parameter, CustomAttributeHandle attribute, MethodDefinition method, CodeModule module)
    {
        var described = new CallerParameter(kind, module.Reader.GetString(parameter.Name), parameter.SequenceNumber - 1, "", -1, IsExtension(method, module));
        if (kind != CallerKind.Expression) return described;
        var value = module.Reader.GetBlobReader(module.Reader.GetCustomAttribute(attribute).Value);
        if (value.ReadUInt16() != 1 || value.ReadSerializedString() is not { } name) return described;
        foreach (var handle in method.GetParameters())
            if (module.Reader.GetParameter(handle) is var other && module.Reader.StringComparer.Equals(other.Name, name)) return described with { OfName = name, Of = other.SequenceNumber - 1 };
        return described;
    }

    // The members of an extension block have no such attribute: their class says that it holds extensions.
    private static bool IsExtension(MethodDefinition method, CodeModule module) =>
        method.Attributes.HasFlag(MethodAttributes.Static)
        && method.GetCustomAttributes().Concat(module.Reader.GetTypeDefinition(method.GetDeclaringType()).GetCustomAttributes())
            .Any(one => CodeType.AttributeName(module.Reader, module.Reader.GetCustomAttribute(one)) == "ExtensionAttribute");
}

/// <summary>A parameter that the compiler fills in.</summary>
/// <param name="OfName">For the text of an argument: the parameter that it is the text of, or nothing.</param>
/// <param name="Of">Where that parameter stands, or -1.</param>
internal readonly record struct CallerParameter(CallerKind Kind, string Name, int Position, string OfName, int Of, bool IsExtension);

/// <summary>What the compiler fills in for a parameter.</summary>
internal enum CallerKind
{
    None,
    Line,
    File,
    Member,
    Expression,
}
