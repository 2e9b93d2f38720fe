using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Levain.Fingerprints;

/// <summary>Finds the constants that the compiler filled in for caller attributes: line, file, member, text of an argument. They move with harmless edits.</summary>
/// <remarks>
/// IL does not tell a constant that someone wrote from one that was filled in. A member name counts as filled in when it is the caller's own name, a path when it ends as
/// source files do, the text of an argument when it reads as an expression: `weights` does, `weights of players` does not, and neither does a name other than that of the
/// parameter, field or property that is passed. What is left: a quoted name that was written by hand beside a local, whose own name the Release build does not keep.
/// </remarks>
internal sealed class CallerArguments
{
    private readonly Dictionary<string, CallerParameter[]?> known = new(StringComparer.Ordinal);

    public void Mark(List<Instruction> code, int index, MethodUse use, CodeModule module, HashSet<int> targets, CodeMethod method, string caller, Dictionary<int, CallerKind> marks)
    {
        if (KindsOf(use, module) is not { } kinds) return;
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i].Kind == CallerKind.None) continue;
            var producer = StackEffect.Producer(code, index, kinds.Length - 1 - i, module, targets);
            if (producer < 0 || !WasFilledIn(code[producer], kinds[i].Kind, module, caller)) continue;
            if (kinds[i] is { Kind: CallerKind.Expression, Of: >= 0 } && IsOtherName(code, index, kinds.Length - 1 - kinds[i].Of, producer, module, targets, method)) continue;
            marks[producer] = kinds[i].Kind;
        }
    }

    private static bool WasFilledIn(Instruction push, CallerKind kind, CodeModule module, string caller)
    {
        if (kind == CallerKind.Line) return push.PushesInt;
        if (push.Code != ILOpCode.Ldstr) return false;
        var text = module.Reader.GetUserString(MetadataTokens.UserStringHandle((int)push.Operand & 0xFFFFFF));
        return kind switch
        {
            CallerKind.File => text.EndsWith(".cs", StringComparison.Ordinal),
            CallerKind.Member => text == caller,
            _ => ReadsAsExpression(text),
        };
    }

    // The argument that the text is said to be of has a name of its own, and the text is another name.
    private static bool IsOtherName(List<Instruction> code, int index, int depth, int text, CodeModule module, HashSet<int> targets, CodeMethod method)
    {
        var written = module.Reader.GetUserString(MetadataTokens.UserStringHandle((int)code[text].Operand & 0xFFFFFF));
        var producer = StackEffect.Producer(code, index, depth, module, targets);
        return producer >= 0 && IsWord(written) && NameOf(code[producer], module, method) is { } name && name != written;
    }

    private static string? NameOf(Instruction push, CodeModule module, CodeMethod method)
    {
        switch (push.Code)
        {
            case ILOpCode.Ldarg_0 or ILOpCode.Ldarg_1 or ILOpCode.Ldarg_2 or ILOpCode.Ldarg_3 or ILOpCode.Ldarg_s or ILOpCode.Ldarg:
                var position = push.Code is ILOpCode.Ldarg or ILOpCode.Ldarg_s ? (int)push.Operand : push.Code - ILOpCode.Ldarg_0;
                var parameters = method.Definition.GetParameters().Select(module.Reader.GetParameter);
                return parameters.Where(one => one.SequenceNumber == position + (method.IsStatic ? 1 : 0) && one.SequenceNumber > 0).Select(one => module.Reader.GetString(one.Name)).FirstOrDefault();
            case ILOpCode.Ldfld or ILOpCode.Ldsfld:
                var field = module.Field(MetadataTokens.EntityHandle((int)push.Operand));
                return field.Name.StartsWith('<') || field.Parent.Definition?.Entry is { IsGenerated: true } ? null : field.Name;
            case ILOpCode.Call or ILOpCode.Callvirt:
                var getter = module.Method(MetadataTokens.EntityHandle((int)push.Operand));
                return getter.Name.StartsWith("get_", StringComparison.Ordinal) && getter.Signature.ParameterTypes.Length == 0 ? getter.Name[4..] : null;
            default: return null;
        }
    }

    // Two words side by side are a sentence or a heading, unless the first is an operator word.
    private static bool ReadsAsExpression(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 1; i < words.Length; i++)
            if (IsWord(words[i - 1]) && IsWord(words[i]) && !IsOperator(words[i - 1]) && !IsOperator(words[i])) return false;
        return text.Length > 0;
    }

    private static bool IsWord(string text) => text.All(c => char.IsLetterOrDigit(c) || c == '_');

    private static bool IsOperator(string word) => word is "is" or "as" or "not" or "and" or "or" or "new" or "with" or "switch" or "await" or "throw" or "ref" or "in" or "out" or "from" or "where" or "select" or "orderby" or "when" or "static" or "async" or "stackalloc";

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
            {
                var kind = CodeType.AttributeName(module.Reader, module.Reader.GetCustomAttribute(attribute)) switch
                {
                    "CallerLineNumberAttribute" => CallerKind.Line,
                    "CallerFilePathAttribute" => CallerKind.File,
                    "CallerMemberNameAttribute" => CallerKind.Member,
                    "CallerArgumentExpressionAttribute" => CallerKind.Expression,
                    _ => CallerKind.None,
                };
                if (kind != CallerKind.None) (kinds ??= new CallerParameter[count])[parameter.SequenceNumber - 1] = new(kind, kind == CallerKind.Expression ? Referred(method, attribute, module) : -1);
            }
        }

        return kinds;
    }

    private static int Referred(MethodDefinition method, CustomAttributeHandle attribute, CodeModule module)
    {
        var value = module.Reader.GetBlobReader(module.Reader.GetCustomAttribute(attribute).Value);
        if (value.ReadUInt16() != 1 || value.ReadSerializedString() is not { } name) return -1;
        foreach (var handle in method.GetParameters())
            if (module.Reader.GetParameter(handle) is var parameter && module.Reader.StringComparer.Equals(parameter.Name, name)) return parameter.SequenceNumber - 1;
        return -1;
    }
}

/// <param name="Of">For the text of an argument: which parameter it is the text of, or -1.</param>
internal readonly record struct CallerParameter(CallerKind Kind, int Of);

/// <summary>What the compiler fills in for a parameter.</summary>
internal enum CallerKind
{
    None,
    Line,
    File,
    Member,
    Expression,
}
