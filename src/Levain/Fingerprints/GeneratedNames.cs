namespace Levain.Fingerprints;

/// <summary>Tells names that the compiler made up, and that move with harmless edits, from names that someone wrote.</summary>
internal static class GeneratedNames
{
    public static bool IsGeneratedType(string name) => name.StartsWith('<') && name != "<Module>" && !name.EndsWith("e__FixedBuffer", StringComparison.Ordinal) && FileLocal(name) is null;

    public static bool IsGeneratedMethod(string name) => name.StartsWith('<') && name is not ("<Clone>$" or "<Main>$" or "<Main>");

    /// <summary>The file and the plain name of a <c>file</c>-local type, whose metadata name carries a hash of its path.</summary>
    public static (string File, string Name)? FileLocal(string name)
    {
        if (!name.StartsWith('<')) return null;
        var close = name.IndexOf(">F", StringComparison.Ordinal);
        var end = close + 2 + 64;
        if (close < 0 || name.Length <= end + 2 || name[end] != '_' || name[end + 1] != '_') return null;
        foreach (var digit in name.AsSpan(close + 2, 64))
            if (!char.IsAsciiHexDigitUpper(digit)) return null;
        return (name[1..close], name[(end + 2)..]);
    }
}
