using Levain.Store;

namespace Levain.Fingerprints;

/// <summary>Fingerprints on disk by module version: one small file per model assembly, so that a build with nothing to do reads no code.</summary>
public sealed class FingerprintCache(string directory)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Dictionary<string, CachedFingerprint>> assemblies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ModuleVersion> versions = new(StringComparer.Ordinal);

    /// <summary>What is known of a stage, or null when the code, a package or a native library that it reaches is another one now.</summary>
    /// <param name="again">Works the fingerprint out anew, should its members turn out to be damaged.</param>
    internal CodeFingerprint? Find(Type stage, IReadOnlyList<Type> options, AssemblyUniverse universe, Func<CodeFingerprint> again)
    {
        lock (gate)
        {
            if (!Read(stage).TryGetValue(Key(stage, options), out var cached) || cached.Packages != universe.PackagesDigest.Value) return null;
            foreach (var (assembly, version) in cached.Fingerprint.Modules)
                if (VersionOf(stage, assembly, universe) != version) return null;
            foreach (var (library, stamp) in cached.Natives)
                if ((NativePin.IsStamp(stamp) ? NativePin.Stamp(universe.Platform) : universe.NativeStamp(library)) != stamp) return null;
            return cached.Fingerprint with { AllMembers = new(() => MembersOf(cached.Fingerprint, again)) };
        }
    }

    internal void Add(Type stage, IReadOnlyList<Type> options, CodeFingerprint fingerprint, AssemblyUniverse universe)
    {
        lock (gate)
        {
            var members = MembersFile(fingerprint.MembersDigest);
            if (!File.Exists(members)) Write(members, CodeMembers.Write(fingerprint.Members));
            var known = Read(stage);
            known[Key(stage, options)] = new(fingerprint, universe.PackagesDigest.Value, [.. fingerprint.NativeLibraries.Select(one => (one.Name, StampOf(one.Name, fingerprint, universe)))]);
            Write(IndexFile(stage), CachedFingerprint.Write(known));
        }
    }

    private static string StampOf(string library, CodeFingerprint fingerprint, AssemblyUniverse universe) =>
        fingerprint.PinnedLibraries.Contains(library, StringComparer.Ordinal) ? NativePin.Stamp(universe.Platform) : universe.StampOf(library);

    // What runs is what was loaded; the file counts only for what is not loaded yet.
    private Guid? VersionOf(Type stage, string assembly, AssemblyUniverse universe)
    {
        var key = $"{stage.Assembly.GetName().Name}|{assembly}";
        if (!versions.TryGetValue(key, out var version)) versions[key] = version = new(CodeFingerprinter.LoadedVersion(stage, assembly) ?? universe.Open(assembly)?.Mvid);
        return version.Id;
    }

    private static string Key(Type stage, IReadOnlyList<Type> options) => options.Count == 0 ? stage.ToString() : $"{stage} with {string.Join(", ", options)}";

    private string IndexFile(Type stage) => Path.Combine(directory, stage.Assembly.GetName().Name + ".code");

    private string MembersFile(Digest digest) => Path.Combine(directory, digest.Hex + ".members");

    private Dictionary<string, CachedFingerprint> Read(Type stage)
    {
        var file = IndexFile(stage);
        if (assemblies.TryGetValue(file, out var known)) return known;
        return assemblies[file] = Bytes(file) is { } content ? CachedFingerprint.Read(content) : new(StringComparer.Ordinal);
    }

    private IReadOnlyList<CodeMember> MembersOf(CodeFingerprint known, Func<CodeFingerprint> again)
    {
        var file = MembersFile(known.MembersDigest);
        if (Bytes(file) is { } text && Digest.Of(text) == known.MembersDigest) return CodeMembers.Read(text);

        var members = again().Members;
        Write(file, CodeMembers.Write(members));
        return members;
    }

    /// <summary>A class, since a table of structures would be compiled anew at every start.</summary>
    private sealed record ModuleVersion(Guid? Id);

    private static byte[]? Bytes(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllBytes(file) : null;
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            return null;
        }
    }

    // By rename: another build may read or write the same file. Without fsync: what a crash of the machine spoils is noticed and worked out again.
    private void Write(string path, byte[] content)
    {
        var temporary = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(directory);
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            AtomicFile.TryDelete(temporary);
            // A cache may forget: where the folder cannot be written to, that is told where it matters.
        }
    }
}
