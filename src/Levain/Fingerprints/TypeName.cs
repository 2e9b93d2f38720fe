using System.Reflection.Metadata;
using System.Text;

namespace Levain.Fingerprints;

/// <summary>A type as a signature spells it, with every token resolved. It writes itself by a name that stays when unrelated code moves.</summary>
internal abstract class TypeName
{
    /// <param name="generated">Names a compiler-generated type, or null to leave its own name.</param>
    public abstract void Write(StringBuilder text, Func<CodeType, string>? generated);

    public virtual IEnumerable<TypeName> Parts => [];

    /// <summary>The definition behind an instance, or itself.</summary>
    public virtual NamedType? Definition => null;

    public virtual IReadOnlyList<TypeName> Arguments => [];

    public string Render(Func<CodeType, string>? generated = null)
    {
        var text = new StringBuilder();
        Write(text, generated);
        return text.ToString();
    }

    protected static void WriteList(StringBuilder text, IEnumerable<TypeName> types, Func<CodeType, string>? generated)
    {
        var first = true;
        foreach (var type in types)
        {
            if (!first) text.Append(", ");
            first = false;
            type.Write(text, generated);
        }
    }

    public override string ToString() => Render();
}

/// <summary>A class, struct, interface or enum by name.</summary>
/// <param name="segments">The full name, one part per level of nesting, with the number of type parameters as metadata writes it.</param>
/// <param name="entry">Its definition, when it is in our own code.</param>
internal sealed class NamedType(string assembly, string[] segments, CodeType? entry) : TypeName
{
    public string Assembly => assembly;

    public string FullName { get; } = string.Join('.', segments);

    public IReadOnlyList<string> Segments => segments;

    public CodeType? Entry => entry;

    public override NamedType Definition => this;

    public override void Write(StringBuilder text, Func<CodeType, string>? generated) => Write(text, generated, null);

    public void Write(StringBuilder text, Func<CodeType, string>? generated, IReadOnlyList<TypeName>? arguments)
    {
        var used = 0;
        if (entry is { IsGenerated: true } && generated is not null)
        {
            text.Append(generated(entry));
            WriteArguments(text, generated, arguments, arguments?.Count ?? 0, ref used);
            return;
        }

        for (var i = 0; i < segments.Length; i++)
        {
            if (i > 0) text.Append('.');
            var name = entry is null ? segments[i] : entry.StableSegment(segments, i);
            var tick = name.LastIndexOf('`');
            if (tick < 0 || !int.TryParse(name.AsSpan(tick + 1), out var arity))
            {
                text.Append(name);
                continue;
            }

            text.Append(name, 0, tick);
            WriteArguments(text, generated, arguments, arity, ref used);
        }
    }

    private static void WriteArguments(StringBuilder text, Func<CodeType, string>? generated, IReadOnlyList<TypeName>? arguments, int arity, ref int used)
    {
        if (arity <= 0) return;
        text.Append('<');
        for (var i = 0; i < arity && i < 1000; i++)
        {
            if (i > 0) text.Append(", ");
            if (arguments is not null && used < arguments.Count) arguments[used].Write(text, generated);
            else text.Append('T').Append(used);
            used++;
        }

        text.Append('>');
    }
}

internal sealed class PrimitiveType(string name) : TypeName
{
    public string Name => name;

    public override void Write(StringBuilder text, Func<CodeType, string>? generated) => text.Append(name);
}

internal sealed class InstanceType(TypeName definition, IReadOnlyList<TypeName> arguments) : TypeName
{
    public override IEnumerable<TypeName> Parts => arguments.Prepend(definition);

    public override NamedType? Definition => definition.Definition;

    public override IReadOnlyList<TypeName> Arguments => arguments;

    public override void Write(StringBuilder text, Func<CodeType, string>? generated)
    {
        if (definition is NamedType named) named.Write(text, generated, arguments);
        else definition.Write(text, generated);
    }
}

/// <summary>An array, a pointer, a reference, or a type with a modifier.</summary>
internal sealed class ComposedType(TypeName element, string suffix, TypeName? modifier = null) : TypeName
{
    public TypeName Element => element;

    public bool IsArray => suffix.StartsWith('[');

    public override IEnumerable<TypeName> Parts => modifier is null ? [element] : [element, modifier];

    public override NamedType? Definition => modifier is null ? null : element.Definition;

    public override void Write(StringBuilder text, Func<CodeType, string>? generated)
    {
        element.Write(text, generated);
        text.Append(suffix);
        if (modifier is null) return;
        text.Append('(');
        modifier.Write(text, generated);
        text.Append(')');
    }
}

/// <summary>A type parameter by position: <c>T0</c> of the type, <c>M0</c> of the method.</summary>
internal sealed class VariableType(char owner, int index) : TypeName
{
    public bool OfType => owner == 'T';

    public override void Write(StringBuilder text, Func<CodeType, string>? generated) => text.Append(owner).Append(index);
}

internal sealed class FunctionType(MethodSignature<TypeName> signature) : TypeName
{
    public override IEnumerable<TypeName> Parts => signature.ParameterTypes.Prepend(signature.ReturnType);

    public override void Write(StringBuilder text, Func<CodeType, string>? generated)
    {
        text.Append("delegate* ").Append(signature.Header.RawValue).Append('<');
        WriteList(text, Parts, generated);
        text.Append('>');
    }
}
