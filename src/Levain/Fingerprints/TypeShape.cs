using System.Reflection;
using System.Reflection.Metadata;

namespace Levain.Fingerprints;

/// <summary>The declaration of a type, as far as running code can tell: what it derives from, how it lies in memory, what its values are called.</summary>
internal static class TypeShape
{
    public static Facts Of(CodeType type)
    {
        var facts = new Facts($"type {type.Name.Render()}");
        var text = new CodeText();
        Write(type, text, name => name.Render());
        if (type.Base?.Definition is { } parent)
        {
            if (parent.Entry is { IsWalked: true } own) facts.Shapes.Add(own);
            else if (parent.Entry is null && type.Module.Universe.Find(parent.Assembly) is { Kind: AssemblyKind.Package } package) facts.Packages.Add(package);
        }

        facts.Digest = text.Digest();
        return facts;
    }

    public static void Write(CodeType type, CodeText text, Func<TypeName, string> render)
    {
        var reader = type.Module.Reader;
        text.Add(type.Base is null ? "" : render(type.Base));
        foreach (var name in type.Interfaces.Select(render).Order(StringComparer.Ordinal)) text.Add(name);
        text.Add((int)(type.Definition.Attributes & (TypeAttributes.LayoutMask | TypeAttributes.ClassSemanticsMask | TypeAttributes.StringFormatMask)));
        text.Add(type.Definition.GetLayout().Size);
        text.Add(type.Definition.GetLayout().PackingSize);
        foreach (var handle in type.Definition.GetCustomAttributes())
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (CodeType.AttributeName(reader, attribute) is "InlineArrayAttribute" or "FlagsAttribute" && !attribute.Value.IsNil) text.Add(reader.GetBlobBytes(attribute.Value));
        }

        if (type.IsEnum) WriteValues(type, text);
        else if (type is { IsValueType: true, IsGenerated: false }) WriteFields(type, text, render);
    }

    private static void WriteValues(CodeType type, CodeText text)
    {
        var reader = type.Module.Reader;
        foreach (var field in type.Definition.GetFields().Select(reader.GetFieldDefinition))
        {
            text.Add(reader.GetString(field.Name));
            if (!field.GetDefaultValue().IsNil) text.Add(reader.GetBlobBytes(reader.GetConstant(field.GetDefaultValue()).Value));
        }
    }

    // Code can see a struct's bytes (MemoryMarshal, Unsafe): the order of its fields is part of what it is.
    private static void WriteFields(CodeType type, CodeText text, Func<TypeName, string> render)
    {
        var reader = type.Module.Reader;
        foreach (var field in type.Definition.GetFields().Select(reader.GetFieldDefinition).Where(field => !field.Attributes.HasFlag(FieldAttributes.Static)))
        {
            text.Add(render(field.DecodeSignature(type.Module.Names, 0)));
            text.Add(reader.GetString(field.Name));
            text.Add(field.GetOffset());
        }
    }
}
