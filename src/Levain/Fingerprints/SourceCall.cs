namespace Levain.Fingerprints;

/// <summary>A call as it stands in a source: what is written before its dot, and its arguments.</summary>
/// <param name="Receiver">The source up to the dot; null when the name stands alone.</param>
internal sealed record SourceCall(string? Receiver, IReadOnlyList<(string? Name, string Text)> Arguments)
{
    /// <summary>The calls of a name in a statement. Commas between type arguments are taken for those between arguments: then there seem to be more than there are.</summary>
    public static IEnumerable<SourceCall> Of(string name, string source)
    {
        var code = SourceMask.Of(source);
        for (var at = code.IndexOf(name, StringComparison.Ordinal); at >= 0; at = code.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            if ((at > 0 && IsPartOfName(code[at - 1])) || (at + name.Length < code.Length && IsPartOfName(code[at + name.Length]))) continue;
            if (Open(code, at + name.Length) is not (>= 0 and var open)) continue;
            var before = code.AsSpan(0, at).TrimEnd();
            var receiver = before.EndsWith(".") ? source[..(before.Length - 1)].TrimEnd().TrimEnd('?', '!') : null;
            yield return new(receiver, Split(source, code, open));
        }
    }

    /// <summary>Whether the receiver is this expression, or ends in it.</summary>
    public bool IsCalledOn(string expression) =>
        Receiver is not null && Receiver.EndsWith(expression, StringComparison.Ordinal)
        && (Receiver.Length == expression.Length || Receiver[^(expression.Length + 1)] is var before && !IsPartOfName(before) && before is not ('.' or '"'));

    public string? Passed(string name, int position)
    {
        foreach (var argument in Arguments)
            if (argument.Name == name) return argument.Text;
        return position >= 0 && position < Arguments.Count && Arguments[position].Name is null ? Arguments[position].Text : null;
    }

    public static bool IsPartOfName(char c) => char.IsLetterOrDigit(c) || c is '_' or '@';

    // The bracket after a name and its type arguments, or -1.
    private static int Open(string code, int at)
    {
        for (var depth = 0; at < code.Length; at++)
        {
            if (code[at] == '<') depth++;
            else if (code[at] == '>' && depth > 0) depth--;
            else if (code[at] == '(' && depth == 0) return at;
            else if (code[at] is ';' or '{' or '}' || (depth == 0 && !char.IsWhiteSpace(code[at]))) return -1;
        }

        return -1;
    }

    private static List<(string? Name, string Text)> Split(string source, string code, int open)
    {
        List<(string?, string)> arguments = [];
        var (depth, start) = (0, open + 1);
        for (var i = open + 1; i < code.Length && depth >= 0; i++)
        {
            if (code[i] is '(' or '[' or '{') depth++;
            else if (code[i] is ')' or ']' or '}') depth--;
            if (depth >= 0 && (depth > 0 || code[i] != ',')) continue;
            if (depth == 0 || arguments.Count > 0 || !string.IsNullOrWhiteSpace(code[start..i])) arguments.Add(Argument(source, code, start, i));
            start = i + 1;
        }

        return arguments;
    }

    private static (string? Name, string Text) Argument(string source, string code, int start, int end)
    {
        Trim();
        var length = 0;
        while (start + length < end && IsPartOfName(code[start + length])) length++;
        var colon = start + length;
        while (colon < end && char.IsWhiteSpace(code[colon])) colon++;
        string? name = null;
        if (length > 0 && colon < end && code[colon] == ':' && (colon + 1 == end || code[colon + 1] != ':'))
        {
            name = source.Substring(start, length);
            start = colon + 1;
            Trim();
        }

        foreach (var modifier in (ReadOnlySpan<string>)["ref ", "in ", "out "])
            if (code.AsSpan(start, end - start).StartsWith(modifier)) start += modifier.Length;
        Trim();
        return (name, source[start..end]);

        void Trim()
        {
            while (start < end && char.IsWhiteSpace(code[start])) start++;
            while (end > start && char.IsWhiteSpace(code[end - 1])) end--;
        }
    }
}
