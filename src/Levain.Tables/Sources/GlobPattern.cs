namespace Levain.Tables.Sources;

/// <summary>A pattern of paths: <c>?</c> is one letter and <c>*</c> any letters of a name; <c>**</c> crosses folders, and <c>**/</c> may be no folder at all.</summary>
internal sealed class GlobPattern
{
    private readonly List<(Kind Kind, char Letter)> steps = [];

    public GlobPattern(string text)
    {
        var wild = text.AsSpan().IndexOfAny('*', '?');
        Fixed = text[..((wild < 0 ? text : text[..wild]).LastIndexOf('/') + 1)];
        var rest = text[Fixed.Length..];
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest.AsSpan(i).StartsWith("**/", StringComparison.Ordinal) && (i == 0 || rest[i - 1] == '/')) (i, _) = (i + 2, Add(Kind.Folders));
            else if (rest.AsSpan(i).StartsWith("**", StringComparison.Ordinal)) (i, _) = (i + 1, Add(Kind.Anything));
            else _ = rest[i] switch { '*' => Add(Kind.Letters), '?' => Add(Kind.One), var letter => Add(Kind.Exactly, letter) };
        }

        Depth = steps.Any(step => step.Kind is Kind.Folders or Kind.Anything) ? int.MaxValue : rest.Count(letter => letter == '/');
    }

    private enum Kind
    {
        Exactly,
        One,
        Letters,
        Anything,
        Folders,
    }

    /// <summary>The folders before the first wildcard, with a <c>/</c> at the end, or nothing.</summary>
    public string Fixed { get; }

    /// <summary>How many folders below the fixed part files can lie.</summary>
    public int Depth { get; }

    /// <summary>Whether a path below the fixed part matches. All ways are followed at once, so that no name can make it slow.</summary>
    public bool Matches(ReadOnlySpan<char> path)
    {
        Span<bool> now = stackalloc bool[steps.Count + 1], next = stackalloc bool[steps.Count + 1];
        now[0] = true;
        Skip(now, atFolder: true);
        for (var i = 0; i < path.Length; i++)
        {
            next.Clear();
            for (var at = 0; at < steps.Count; at++)
            {
                if (!now[at]) continue;
                var (kind, letter) = steps[at];
                if (kind is Kind.Anything or Kind.Folders || (kind == Kind.Letters && path[i] != '/')) next[at] = true;
                else if (kind == Kind.Exactly ? path[i] == letter : kind == Kind.One && path[i] != '/') next[at + 1] = true;
            }

            Skip(next, path[i] == '/');
            next.CopyTo(now);
        }

        return now[steps.Count];
    }

    // What may match nothing is passed.
    private void Skip(Span<bool> at, bool atFolder)
    {
        for (var i = 0; i < steps.Count; i++)
            if (at[i] && (steps[i].Kind is Kind.Letters or Kind.Anything || (steps[i].Kind == Kind.Folders && atFolder))) at[i + 1] = true;
    }

    private bool Add(Kind kind, char letter = '\0')
    {
        steps.Add((kind, letter));
        return true;
    }
}
