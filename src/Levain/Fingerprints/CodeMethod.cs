using System.Reflection;
using System.Reflection.Metadata;
using System.Text;

namespace Levain.Fingerprints;

/// <summary>A method of our own code.</summary>
internal sealed class CodeMethod
{
    private string? readable;

    public CodeMethod(CodeType type, MethodDefinitionHandle handle)
    {
        (Type, Handle) = (type, handle);
        Definition = type.Module.Reader.GetMethodDefinition(handle);
        Name = type.Module.Reader.GetString(Definition.Name);
        Signature = Definition.DecodeSignature(type.Module.Names, 0);
        SignatureKey = MethodUse.SignatureText(Signature);
    }

    public CodeType Type { get; }

    public MethodDefinitionHandle Handle { get; }

    public MethodDefinition Definition { get; }

    public string Name { get; }

    public MethodSignature<TypeName> Signature { get; }

    public string SignatureKey { get; }

    public int ParameterCount => Signature.ParameterTypes.Length;

    public bool IsStatic => Definition.Attributes.HasFlag(MethodAttributes.Static);

    public bool IsVirtual => Definition.Attributes.HasFlag(MethodAttributes.Virtual);

    public bool IsNewSlot => Definition.Attributes.HasFlag(MethodAttributes.NewSlot);

    public bool IsAbstract => Definition.Attributes.HasFlag(MethodAttributes.Abstract);

    public bool IsGenerated => Type.IsGenerated || GeneratedNames.IsGeneratedMethod(Name);

    public bool IsConstructor => Name == ".ctor";

    /// <summary>Overloads of one name with as many parameters: the same slot, as far as names can tell.</summary>
    public bool Resembles(CodeMethod other) =>
        Name == other.Name && ParameterCount == other.ParameterCount && Signature.GenericParameterCount == other.Signature.GenericParameterCount;

    /// <summary>The signature as a reader would write it, such as <c>Shots.Geometry.Angle(double, double)</c>.</summary>
    public string Readable => readable ??= MakeReadable();

    private string MakeReadable()
    {
        var text = new StringBuilder(Type.Name.Render()).Append('.').Append(Name is ".ctor" ? "new" : Name is ".cctor" ? "static" : Name);
        if (Signature.GenericParameterCount is > 0 and < 100 and var count) text.Append('<').AppendJoin(", ", Enumerable.Range(0, count).Select(i => $"M{i}")).Append('>');
        text.Append('(').AppendJoin(", ", Signature.ParameterTypes).Append(')');
        if (Name is "op_Implicit" or "op_Explicit") text.Append(" : ").Append(Signature.ReturnType);
        return text.ToString();
    }

    public override string ToString() => Readable;
}
