using System.Globalization;

namespace Levain.Planning;

/// <summary>Reads an option value that a person typed.</summary>
internal static class OptionParser
{
    public static object? Parse(string text, Type type, string what)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return text is "null" or "" ? null : Parse(text, inner, what);
        if (type == typeof(string)) return text;
        if (type == typeof(bool)) return ParseFlag(text) ?? throw Bad(text, type, what, "use `true` or `false`");
        if (type.IsEnum) return ParseName(text, type, what);
        if (type.IsArray) return ParseItems(text, type.GetElementType()!, what);
        if (type.IsGenericType && type.GetGenericArguments() is [var item] && type.IsAssignableFrom(item.MakeArrayType())) return ParseItems(text, item, what);

        try
        {
            return ParseScalar(text, type) ?? throw new UsageException($"{what} is a `{type.Name}`, which cannot be set from the command line", "set its own options one by one, or change it in the pipeline");
        }
        catch (Exception unreadable) when (unreadable is FormatException or OverflowException)
        {
            throw Bad(text, type, what, unreadable is OverflowException ? "the number is too large or too small" : null);
        }
    }

    private static object? ParseScalar(string text, Type type)
    {
        var culture = CultureInfo.InvariantCulture;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Int32 or TypeCode.Int64 or TypeCode.Int16 or TypeCode.Byte or TypeCode.SByte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64
                => Convert.ChangeType(decimal.Parse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, culture), type, culture),
            TypeCode.Double => double.Parse(text, NumberStyles.Float, culture),
            TypeCode.Single => float.Parse(text, NumberStyles.Float, culture),
            TypeCode.Decimal => decimal.Parse(text, NumberStyles.Float, culture),
            TypeCode.Char => char.Parse(text),
            TypeCode.DateTime => DateTime.Parse(text, culture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal),
            _ when type == typeof(TimeSpan) => TimeSpan.Parse(text, culture),
            _ when type == typeof(DateOnly) => DateOnly.Parse(text, culture),
            _ when type == typeof(TimeOnly) => TimeOnly.Parse(text, culture),
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.Parse(text, culture, DateTimeStyles.AssumeUniversal),
            _ when type == typeof(Guid) => Guid.Parse(text),
            _ => null,
        };
    }

    private static bool? ParseFlag(string text) => text.ToLowerInvariant() switch
    {
        "true" or "yes" or "on" or "1" => true,
        "false" or "no" or "off" or "0" => false,
        _ => null,
    };

    private static object ParseName(string text, Type type, string what) =>
        Enum.TryParse(type, text, ignoreCase: true, out var name) && !int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
            ? name
            : throw Bad(text, type, what, NearestName.Hint(text, Enum.GetNames(type)));

    private static Array ParseItems(string text, Type item, string what)
    {
        var texts = text.Trim().TrimStart('[').TrimEnd(']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var items = Array.CreateInstance(item, texts.Length);
        for (var i = 0; i < texts.Length; i++) items.SetValue(Parse(texts[i], item, what), i);
        return items;
    }

    private static UsageException Bad(string text, Type type, string what, string? hint) => new($"{what} is a {Noun(type)}: `{text}` is none", hint);

    private static string Noun(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => $"`{type.Name}`",
        TypeCode.Boolean => "flag",
        TypeCode.Int32 or TypeCode.Int64 or TypeCode.Int16 or TypeCode.Byte or TypeCode.SByte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64 => "whole number",
        TypeCode.Double or TypeCode.Single or TypeCode.Decimal => "number",
        TypeCode.DateTime => "date",
        _ => $"`{type.Name}`",
    };
}
