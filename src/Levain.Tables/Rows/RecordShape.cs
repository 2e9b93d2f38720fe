using System.Reflection;

namespace Levain.Tables;

/// <summary>How a record is made of columns: a constructor, whose parameters are properties, and properties that are set.</summary>
internal sealed class RecordShape
{
    public RecordShape(Type type)
    {
        PropertyInfo[] properties = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0)];
        Constructor = type.GetConstructors()
            .Where(constructor => constructor.GetParameters() is var all && all.All(parameter => PropertyOf(parameter, properties) is not null))
            .OrderByDescending(constructor => constructor.GetParameters().Length)
            .FirstOrDefault();
        if (Constructor is null && !type.IsValueType) throw new BuildException($"`{type.Name}` cannot be read from rows: it has no public constructor whose parameters are properties");

        var nulls = new NullabilityInfoContext();
        Parameters = [.. (Constructor?.GetParameters() ?? []).Select(parameter => Member(PropertyOf(parameter, properties)!))];
        Settable = [.. properties.Where(property => property.SetMethod is { IsPublic: true } && Parameters.All(member => member.Property != property)).Select(Member)];
        if (Parameters.Length + Settable.Length == 0) throw new BuildException($"`{type.Name}` has no property that could be a column");

        RecordMember Member(PropertyInfo property) => new(property, nulls.Create(property).ReadState != NullabilityState.NotNull);
    }

    /// <summary>Null for a struct that has none.</summary>
    public ConstructorInfo? Constructor { get; }

    public RecordMember[] Parameters { get; }

    public RecordMember[] Settable { get; }

    public IEnumerable<RecordMember> Members => Parameters.Concat(Settable);

    private static PropertyInfo? PropertyOf(ParameterInfo parameter, PropertyInfo[] properties) =>
        Array.Find(properties, property => property.PropertyType == parameter.ParameterType && string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
}
