namespace Levain.Fingerprints;

/// <summary>A native library of the system that an assembly cannot do without, said by metadata such as <c>Levain.Needs:xgboost</c>: its name for people, a bar, and how to get it.</summary>
/// <remarks>Without its file there is no digest, so no key: that is told when the build is planned, not when the stage runs.</remarks>
internal static class NativeNeed
{
    /// <summary>Throws a sentence when <paramref name="module"/> needs the library, which is not here.</summary>
    public static void Check(CodeModule module, string library)
    {
        foreach (var (key, value) in module.Metadata())
            if (key == KeyOf(library)) throw Missing(value!);
    }

    public static string KeyOf(string library) => $"Levain.Needs:{library}";

    /// <param name="need">What the metadata says.</param>
    public static BuildException Missing(string need)
    {
        var bar = need.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? new($"{need} is not installed") : new($"{need[..bar]} is not installed", need[(bar + 1)..]);
    }
}
