namespace Levain.Actions;

/// <summary>One part of a key that is not what it was.</summary>
/// <param name="Old">Null when the part is new.</param>
/// <param name="New">Null when the part is gone.</param>
public sealed record KeyDifference(string Part, string? Old, string? New)
{
    /// <summary>In the order in which people ask: options, inputs, code, the rest.</summary>
    public static IReadOnlyList<KeyDifference> Between(IReadOnlyList<KeyValuePair<string, string>> old, IReadOnlyList<KeyValuePair<string, string>> now)
    {
        var before = old.ToDictionary(StringComparer.Ordinal);
        var differences = new List<KeyDifference>();
        foreach (var (name, value) in now)
        {
            if (!before.Remove(name, out var was)) differences.Add(new(name, null, value));
            else if (was != value) differences.Add(new(name, was, value));
        }

        differences.AddRange(before.Select(gone => new KeyDifference(gone.Key, gone.Value, null)));
        return [.. differences.OrderBy(difference => difference.Rank).ThenBy(difference => difference.Part, StringComparer.Ordinal)];
    }

    /// <summary>A sentence such as <c>option `Depth` changed from 6 to 7</c>.</summary>
    public string Sentence => (Part.Split('.', 2), Old, New) switch
    {
        (["option", var name], null, { } value) => $"option `{name}` is new: {value}",
        (["option", var name], { } old, null) => $"option `{name}` is gone: it was {old}",
        (["option", var name], { } old, { } value) => $"option `{name}` changed from {old} to {value}",
        (["input", var name], null, _) => $"input `{name}` is new",
        (["input", var name], _, null) => $"input `{name}` is gone",
        (["input", var name], { } old, { } value) => $"input `{name}` changed from {Brief(old)} to {Brief(value)}",
        (["package", var name], { } old, { } value) => $"package `{name}` changed from {old} to {value}",
        (["package", var name], null, { } value) => $"package `{name}` is new: {value}",
        (["package", var name], _, null) => $"package `{name}` is no longer reached",
        (["code"], _, _) => "code changed",
        (["stage"], { } old, { } value) => $"stage type changed from `{old}` to `{value}`",
        (["levain", _], _, _) => "this version of levain makes keys in another way",
        (_, { } old, { } value) => $"`{Part}` changed from {Brief(old)} to {Brief(value)}",
        (_, null, { } value) => $"`{Part}` is new: {Brief(value)}",
        _ => $"`{Part}` is gone",
    };

    private int Rank => Part switch
    {
        _ when Part.StartsWith("option.", StringComparison.Ordinal) => 0,
        _ when Part.StartsWith("input.", StringComparison.Ordinal) => 1,
        "code" => 2,
        _ => 3,
    };

    private static string Brief(string value)
    {
        // What kind of digest it is, such as of a tree, stands before it.
        return Digest.TryParse(value[(value.IndexOf(' ', StringComparison.Ordinal) + 1)..], out var digest) ? digest.Brief : value;
    }
}
