using System.Reflection;
using System.Reflection.Metadata;

namespace Levain.Fingerprints;

/// <summary>Which type arguments a generic call may construct: those with a <c>new()</c> constraint, and those that the framework says it reflects on.</summary>
internal static class Constructors
{
    public static IEnumerable<TypeName> MadeBy(MethodUse use, AssemblyUniverse universe)
    {
        if (!use.Arguments.Concat(use.Parent.Arguments).Any(argument => argument.Definition?.Entry is { IsWalked: true })) yield break;
        if (use.Parent.Definition is not { } parent || ExternalTypes.Find(parent, universe) is not { } type) yield break;

        foreach (var index in Made(type.Definition.GetGenericParameters(), type.Module.Reader))
            if (index < use.Parent.Arguments.Count) yield return use.Parent.Arguments[index];
        if (use.Arguments.Length == 0) yield break;

        HashSet<int> made = [];
        foreach (var handle in type.Definition.GetMethods())
        {
            var method = type.Module.Reader.GetMethodDefinition(handle);
            if (type.Module.Reader.StringComparer.Equals(method.Name, use.Name) && method.GetGenericParameters().Count == use.Arguments.Length)
                made.UnionWith(Made(method.GetGenericParameters(), type.Module.Reader));
        }

        foreach (var index in made) yield return use.Arguments[index];
    }

    private static IEnumerable<int> Made(GenericParameterHandleCollection parameters, MetadataReader reader)
    {
        foreach (var handle in parameters)
        {
            var parameter = reader.GetGenericParameter(handle);
            var reflected = parameter.GetCustomAttributes().Any(one => CodeType.AttributeName(reader, reader.GetCustomAttribute(one)) == "DynamicallyAccessedMembersAttribute");
            if (reflected || parameter.Attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint)) yield return parameter.Index;
        }
    }
}
