using System.Reflection.Metadata;

namespace Levain.Fingerprints;

/// <summary>What a serializer sees of a type by reflection: its members, their types and their attributes.</summary>
internal static class Serialized
{
    /// <summary>Adds our own types in a name; false when the name leaves open which type it will be.</summary>
    public static bool Collect(TypeName type, Facts facts)
    {
        switch (type)
        {
            case VariableType or PrimitiveType { Name: "object" }: return false;
            case NamedType { Entry: { IsWalked: true } entry }: facts.Serialized.Add(entry); return true;
            default: return type.Parts.All(part => Collect(part, facts));
        }
    }

    public static Facts Of(CodeType type)
    {
        var facts = new Facts($"members of {type.Name.Render()}");
        var text = new CodeText();
        var reader = type.Module.Reader;
        Attributes(type.Definition.GetCustomAttributes());
        foreach (var handle in type.Definition.GetProperties())
        {
            var property = reader.GetPropertyDefinition(handle);
            Member("property", reader.GetString(property.Name), property.DecodeSignature(type.Module.Names, 0).ReturnType, property.GetCustomAttributes());
        }

        foreach (var handle in type.Definition.GetFields())
        {
            var field = reader.GetFieldDefinition(handle);
            Member("field", reader.GetString(field.Name), field.DecodeSignature(type.Module.Names, 0), field.GetCustomAttributes());
        }

        foreach (var method in type.Methods.Where(method => !method.IsGenerated)) facts.Calls.Add(method);
        facts.Shapes.Add(type);
        if (!type.IsInterface) facts.Constructed.Add(type);
        if (type.Base?.Definition?.Entry is { IsWalked: true } parent) facts.Serialized.Add(parent);
        facts.Digest = text.Digest();
        return facts;

        void Member(string kind, string name, TypeName member, CustomAttributeHandleCollection attributes)
        {
            text.Add(kind);
            text.Add(name);
            text.Add(member.Render());
            Attributes(attributes);
            if (!type.IsEnum && !Collect(member, facts) && kind == "property") facts.Undecided.Add($"has `{name}`, whose type only the run knows, and is serialized");
        }

        void Attributes(CustomAttributeHandleCollection attributes)
        {
            foreach (var handle in attributes)
            {
                var attribute = reader.GetCustomAttribute(handle);
                text.Add(CodeType.AttributeName(reader, attribute) ?? "");
                if (attribute.Value.IsNil) continue;
                text.Add(reader.GetBlobBytes(attribute.Value));
                // A converter or a derived type is named in the attribute only.
                foreach (var named in type.Module.Types.Where(one => !one.IsGenerated && Names(attribute, one))) facts.Serialized.Add(named);
            }
        }

        bool Names(CustomAttribute attribute, CodeType candidate) =>
            reader.GetBlobBytes(attribute.Value).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(candidate.Name.FullName)) >= 0;
    }
}
