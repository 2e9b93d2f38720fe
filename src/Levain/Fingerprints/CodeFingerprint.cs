namespace Levain.Fingerprints;

/// <summary>What a stage does, as one digest of all the code that it reaches, and the parts that the digest is made of.</summary>
public sealed record CodeFingerprint
{
    /// <summary>Changes with every change of the rules, so that old results are not taken for new ones.</summary>
    public const int Version = 1;

    public required Digest Digest { get; init; }

    /// <summary>The reached members in ordinal order of their names. Read from the cache when asked for: a build that has nothing to do does not need them.</summary>
    public IReadOnlyList<CodeMember> Members => AllMembers.Value;

    /// <summary>The digest of <see cref="CodeMembers.Write"/>: the name under which the store can keep the list.</summary>
    public required Digest MembersDigest { get; init; }

    internal Lazy<IReadOnlyList<CodeMember>> AllMembers { get; init; } = new([]);

    /// <summary>Why a whole assembly counts, such as <c>Shots: `Shots.Plugins.Find(string)` calls Type.GetMethod</c>.</summary>
    public required IReadOnlyList<string> WholeAssemblies { get; init; }

    public required IReadOnlyList<(string Name, string Identity)> Packages { get; init; }

    /// <summary>Native libraries by name, with the digest that an assembly pins, else that of the file: none for one that is not found, such as <c>libc</c>.</summary>
    public required IReadOnlyList<(string Name, Digest Digest)> NativeLibraries { get; init; }

    /// <summary>The native libraries that count by what an assembly pins them to: no file was looked for. Known only when the fingerprint was just worked out.</summary>
    internal IReadOnlyList<string> PinnedLibraries { get; init; } = [];

    public required bool UsesTimeZones { get; init; }

    /// <summary>Whether it calls arithmetic that differs between processors: then the platform belongs in the key.</summary>
    public required bool UsesPlatformMath { get; init; }

    /// <summary>The module versions that it was made from: as long as they stand, it stands.</summary>
    public required IReadOnlyList<(string Assembly, Guid Version)> Modules { get; init; }

    internal static Digest DigestOf(IReadOnlyList<CodeMember> members, IReadOnlyList<(string Name, string Identity)> packages, IReadOnlyList<(string Name, Digest Digest)> natives)
    {
        var text = new CodeText();
        text.Add(Version);
        text.Add(members.Count);
        foreach (var member in members)
        {
            text.Add(member.Name);
            text.Add(member.Digest.Hex);
        }

        text.Add(packages.Count);
        foreach (var package in packages)
        {
            text.Add(package.Name);
            text.Add(package.Identity);
        }

        text.Add(natives.Count);
        foreach (var native in natives)
        {
            text.Add(native.Name);
            text.Add(native.Digest.Hex);
        }

        return text.Digest();
    }
}
