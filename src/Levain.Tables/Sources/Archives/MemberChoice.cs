namespace Levain.Tables.Sources.Archives;

/// <summary>What stands behind <c>!/</c>: nothing for all, a folder with a <c>/</c> at its end, a glob, or the name of one file.</summary>
internal sealed class MemberChoice
{
    private readonly string text;
    private readonly GlobPattern? pattern;

    public MemberChoice(string text)
    {
        this.text = text;
        IsOne = text.Length > 0 && !text.EndsWith('/') && text.AsSpan().IndexOfAny('*', '?') < 0;
        if (text.AsSpan().IndexOfAny('*', '?') >= 0) pattern = new GlobPattern(text);
    }

    /// <summary>Whether it is one file and no tree.</summary>
    public bool IsOne { get; }

    /// <summary>The path that a member has in the tree; null for one that is not chosen.</summary>
    public string? PathOf(string member)
    {
        if (IsOne) return member == text ? member : null;
        var start = pattern?.Fixed ?? text;
        if (!member.StartsWith(start, StringComparison.Ordinal) || member.Length == start.Length) return null;
        var rest = member[start.Length..];
        return pattern is null || pattern.Matches(rest) ? rest : null;
    }
}
