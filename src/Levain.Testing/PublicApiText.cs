using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Levain.Testing;

/// <summary>The public API of an assembly as sorted lines, to be pinned with <see cref="Verified"/>.</summary>
public static class PublicApiText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type)).Append(Bases(type)).Append('\n');
            foreach (var line in type.GetMembers(Declared).Where(Written).Select(Line).OfType<string>().Order(StringComparer.Ordinal)) text.Append("  ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static string Kind(Type type) =>
        type.IsInterface ? "interface"
        : type.IsEnum ? "enum"
        : type.IsValueType ? "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class" : "class";

    private static string Bases(Type type)
    {
        // What a base or an interface already brings is not said again.
        var interfaces = type.GetInterfaces();
        var brought = interfaces.SelectMany(each => each.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []).ToHashSet();
        IEnumerable<string> all = interfaces.Where(each => !brought.Contains(each)).Select(Name).Order(StringComparer.Ordinal);
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum)) all = all.Prepend(Name(parent));
        return all.Any() ? $" : {string.Join(", ", all)}" : "";
    }

    // What the compiler adds to every record says nothing.
    private static bool Written(MemberInfo member) => !member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static string? Line(MemberInfo member) => member switch
    {
        ConstructorInfo { IsStatic: false } made when Seen(made) => $"{Reach(made)}new({Parameters(made)})",
        PropertyInfo property when property.GetAccessors(nonPublic: true).Any(Seen) => $"{Reach(property.GetAccessors(nonPublic: true).First(Seen))}{Name(property.PropertyType)}{Mark(new NullabilityInfoContext().Create(property))} {property.Name} {{ {Accessors(property)} }}",
        EventInfo { AddMethod: { } add } happening when Seen(add) => $"event {Name(happening.EventHandlerType!)} {happening.Name}",
        MethodInfo { IsSpecialName: false } method when Seen(method) => $"{Reach(method)}{Name(method.ReturnType)}{Mark(new NullabilityInfoContext().Create(method.ReturnParameter))} {method.Name}{Generic(method.IsGenericMethod ? method.GetGenericArguments() : [])}({Parameters(method)})",
        FieldInfo { IsSpecialName: false } field when field.IsPublic || field.IsFamily => $"{(field.IsLiteral ? "const " : field.IsInitOnly ? "readonly " : "")}{Name(field.FieldType)} {field.Name}",
        _ => null,
    };

    private static bool Seen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Reach(MethodBase method) =>
        (method.IsPublic ? "" : "protected ")
        + (method.IsStatic ? "static " : "")
        + (method.DeclaringType!.IsInterface ? method.IsAbstract ? "" : "default "
            : method is not MethodInfo { IsVirtual: true, IsFinal: false } virtually ? ""
            : virtually.GetBaseDefinition() != virtually ? "override "
            : virtually.IsAbstract ? "abstract " : "virtual ");

    private static string Accessors(PropertyInfo property) =>
        string.Join(' ', property.GetAccessors(nonPublic: true).Where(Seen).Select(each =>
            each.ReturnType != typeof(void) ? "get;"
            : each.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit") ? "init;" : "set;"));

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(each => $"{Name(each.ParameterType)}{Mark(new NullabilityInfoContext().Create(each))} {each.Name}{(each.HasDefaultValue ? $" = {each.DefaultValue ?? "null"}" : "")}"));

    private static string Mark(NullabilityInfo info) => !info.Type.IsValueType && !info.Type.IsGenericParameter && info.ReadState == NullabilityState.Nullable ? "?" : "";

    private static string Generic(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";

    private static string Name(Type type)
    {
        if (type.IsGenericParameter) return type.Name;
        if (type.IsArray) return $"{Name(type.GetElementType()!)}[]";
        if (type.IsByRef) return $"ref {Name(type.GetElementType()!)}";
        if (type == typeof(void)) return "void";

        var own = type.Name.Split('`')[0];
        var nested = type.DeclaringType is { } outer ? $"{Name(outer)}.{own}" : own;
        return (type.Assembly == typeof(object).Assembly || type.DeclaringType is not null ? nested : $"{type.Namespace}.{nested}") + Generic(type.GetGenericArguments());
    }
}
