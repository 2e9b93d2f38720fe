using System.Text;

namespace Levain.Fingerprints;

/// <summary>Fingerprints on disk by module version: one small file per model assembly, so that a build with nothing to do reads no code.</summary>
public sealed class FingerprintCache(string directory)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, SortedDictionary<string, CachedFingerprint>> assemblies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid?> versions = new(StringComparer.Ordinal);

    /// <summary>What is known of a stage, or null when the code, a package or a native library that it reaches is another one now.</summary>
    internal CodeFingerprint? Find(Type stage, IReadOnlyList<Type> options, AssemblyUniverse universe)
    {
        lock (gate)
        {
            if (!Read(stage).TryGetValue(Key(stage, options), out var cached) || cached.Packages != universe.PackagesDigest.Value) return null;
            foreach (var (assembly, version) in cached.Fingerprint.Modules)
                if (VersionOf(stage, assembly, universe) != version) return null;
            foreach (var (library, stamp) in cached.Natives)
                if (universe.NativeStamp(library) != stamp) return null;
            return File.Exists(MembersFile(cached.Fingerprint.MembersDigest)) ? cached.Fingerprint : null;
        }
    }

    internal void Add(Type stage, IReadOnlyList<Type> options, CodeFingerprint fingerprint, AssemblyUniverse universe)
    {
        lock (gate)
        {
            Directory.CreateDirectory(directory);
            var members = MembersFile(fingerprint.MembersDigest);
            if (!File.Exists(members)) WriteFile(members, CodeMembers.Write(fingerprint.Members));
            var known = Read(stage);
            known[Key(stage, options)] = new(fingerprint, universe.PackagesDigest.Value, [.. fingerprint.NativeLibraries.Select(one => (one.Name, universe.StampOf(one.Name)))]);
            WriteFile(IndexFile(stage), CachedFingerprint.Write(known));
        }
    }

    // What runs is what was loaded; the file counts only for what is not loaded yet.
    private Guid? VersionOf(Type stage, string assembly, AssemblyUniverse universe)
    {
        var key = $"{stage.Assembly.GetName().Name}|{assembly}";
        if (versions.TryGetValue(key, out var version)) return version;
        return versions[key] = CodeFingerprinter.LoadedVersion(stage, assembly) ?? universe.Open(assembly)?.Mvid;
    }

    private static string Key(Type stage, IReadOnlyList<Type> options) => options.Count == 0 ? stage.ToString() : $"{stage} with {string.Join(", ", options)}";

    private string IndexFile(Type stage) => Path.Combine(directory, stage.Assembly.GetName().Name + ".code");

    private string MembersFile(Digest digest) => Path.Combine(directory, digest.Hex + ".members");

    private SortedDictionary<string, CachedFingerprint> Read(Type stage)
    {
        var file = IndexFile(stage);
        if (assemblies.TryGetValue(file, out var known)) return known;
        return assemblies[file] = File.Exists(file) ? CachedFingerprint.Read(File.ReadAllBytes(file), ReadMembers) : new(StringComparer.Ordinal);
    }

    private IReadOnlyList<CodeMember> ReadMembers(Digest digest)
    {
        var text = File.ReadAllBytes(MembersFile(digest));
        return Digest.Of(text) == digest ? CodeMembers.Read(text) : throw new BuildException($"`{MembersFile(digest)}` is damaged", "delete it: it is made again");
    }

    // By rename: another build may read or write the same file.
    private static void WriteFile(string path, byte[] content)
    {
        var temporary = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }
}
