using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Text;

namespace Levain.Fingerprints;

/// <summary>A method as code names it: where, with which type arguments, and its definition when that is our own.</summary>
internal sealed record MethodUse(TypeName Parent, string Name, MethodSignature<TypeName> Signature, ImmutableArray<TypeName> Arguments, CodeMethod? Entry)
{
    public static MethodUse Of(CodeMethod method) => new(method.Type.Name, method.Name, method.Signature, [], method);

    public string FullName => $"{Parent.Definition?.FullName}.{Name}";

    public string Render(Func<CodeType, string>? generated, string? name = null)
    {
        var text = new StringBuilder();
        Parent.Write(text, generated);
        text.Append('.').Append(name ?? Name);
        if (Arguments.Length > 0) new InstanceType(new NamedType("", [$"`{Arguments.Length}"], null), Arguments).Write(text, generated);
        return text.Append(SignatureText(Signature, generated)).ToString();
    }

    public static string SignatureText(MethodSignature<TypeName> signature, Func<CodeType, string>? generated = null)
    {
        var text = new StringBuilder();
        text.Append(signature.Header.IsInstance ? " instance " : " static ").Append((int)signature.Header.CallingConvention).Append('`').Append(signature.GenericParameterCount);
        text.Append('(');
        for (var i = 0; i < signature.ParameterTypes.Length; i++)
        {
            if (i > 0) text.Append(", ");
            signature.ParameterTypes[i].Write(text, generated);
        }

        text.Append(") : ");
        signature.ReturnType.Write(text, generated);
        return text.ToString();
    }
}

/// <summary>A field as code names it.</summary>
internal sealed record FieldUse(TypeName Parent, string Name, TypeName Type, CodeModule Module, FieldDefinitionHandle Handle);
