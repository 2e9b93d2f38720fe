using System.Globalization;

namespace Levain.Registry;

/// <summary>The versions of one model and where its names point, as of some moment. It never changes; reading again gives another.</summary>
public sealed class ModelGroup
{
    /// <summary>The alias of the version that candidates are compared with.</summary>
    public const string Champion = "champion";

    /// <summary>The alias of what runs.</summary>
    public const string Production = "production";

    internal ModelGroup(string name, IReadOnlyList<ModelVersion> versions, IReadOnlyDictionary<string, int> aliases, IReadOnlyList<AliasMove> moves) =>
        (Name, Versions, Aliases, Moves) = (name, versions, aliases, moves);

    public string Name { get; }

    /// <summary>Oldest first: version 1 stands at 0.</summary>
    public IReadOnlyList<ModelVersion> Versions { get; }

    /// <summary>The version that each name points to.</summary>
    public IReadOnlyDictionary<string, int> Aliases { get; }

    /// <summary>Every move of a name, oldest first.</summary>
    public IReadOnlyList<AliasMove> Moves { get; }

    /// <summary>The version that a name points to, or null.</summary>
    public ModelVersion? At(string alias) => Aliases.TryGetValue(alias, out var number) ? Versions[number - 1] : null;

    /// <summary>The version by its number, an alias, <c>latest</c>, or the first digits of its model's digest.</summary>
    public ModelVersion Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Versions.Count == 0) throw new BuildException($"group `{Name}` has no versions", "register one with `--target Register`");
        if (int.TryParse(text.TrimStart('v'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number >= 1 && number <= Versions.Count ? Versions[number - 1] : throw new BuildException($"group `{Name}` has no version {number}", $"it has versions 1 to {Versions.Count.ToString(CultureInfo.InvariantCulture)}");
        if (text == "latest") return Versions[^1];
        if (At(text) is { } named) return named;

        var hex = text.StartsWith("sha256:", StringComparison.Ordinal) ? text[7..] : text;
        List<ModelVersion> found = hex.Length >= 8 ? [.. Versions.Where(version => version.Record?.Model.Digest.Hex.StartsWith(hex, StringComparison.Ordinal) == true)] : [];
        return found.Count switch
        {
            0 => throw new BuildException($"group `{Name}` has no version `{text}`", NearestName.Hint(text, [.. Aliases.Keys, "latest"])),
            _ => found[^1],
        };
    }
}
