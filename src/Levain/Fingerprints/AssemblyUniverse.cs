using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Levain.Store;

namespace Levain.Fingerprints;

/// <summary>The assemblies that stages may reach: those in the folders of the host and of its models, and the shared framework.</summary>
public sealed class AssemblyUniverse
{
    private readonly ConcurrentDictionary<string, CodeModule?> modules = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (Digest Digest, string Stamp)> natives = new(StringComparer.Ordinal);
    private readonly Lazy<PackageMap>[] packages;

    public AssemblyUniverse(IEnumerable<string> folders, IEnumerable<string>? frameworks = null)
    {
        Folders = [.. folders.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal)];
        Frameworks = [.. frameworks ?? SharedFrameworks()];
        PackagesDigest = new Lazy<Digest>(DigestOfPackages);
        packages = [.. Folders.Select(folder => new Lazy<PackageMap>(() => PackageMap.Read(folder)))];
    }

    internal IReadOnlyList<string> Folders { get; }

    private IReadOnlyList<string> Frameworks { get; }

    /// <summary>The digest of everything that says which packages are there: a package can change and leave our own assemblies as they were.</summary>
    internal Lazy<Digest> PackagesDigest { get; }

    /// <summary>The assembly of that simple name, or null when no folder has it.</summary>
    public KnownAssembly? Find(string name) => Open(name)?.Assembly;

    internal CodeModule? Open(string name) => modules.GetOrAdd(name, Load);

    /// <summary>The package that an assembly belongs to, with what that package depends on.</summary>
    internal IEnumerable<(string Name, string Identity)> PackagesOf(KnownAssembly assembly)
    {
        foreach (var map in packages)
            if (map.Value.PackageOf(assembly.Name) is { } package)
                return map.Value.Closure(package);
        return [(assembly.Name, assembly.Identity)];
    }

    /// <summary>For which platform pins of native libraries are read: this one, unless a test says otherwise.</summary>
    internal string Platform { get; init; } = NativePin.Platform;

    /// <summary>The digest of a native library, or none when it is not where we look: then only its name counts.</summary>
    internal Digest Native(string library) => Hashed(library).Digest;

    /// <summary>The stamp that a native library had before its digest was taken.</summary>
    internal string StampOf(string library) => Hashed(library).Stamp;

    private (Digest Digest, string Stamp) Hashed(string library) => natives.GetOrAdd(library, name =>
    {
        var stamp = NativeStamp(name);
        return (NativeFile(name) is { } file ? DigestOf(file) : default, stamp);
    });

    internal string? NativeFile(string library) => NativeFiles.Find(library, Folders);

    /// <summary>What tells without reading it that a native library is still the same file.</summary>
    /// <remarks>A file that is written to and gets its size and time back has another time of change. Where systems do not tell that, the content is read.</remarks>
    internal string NativeStamp(string library)
    {
        if (NativeFile(library) is not { } file) return "";
        return FileStatus.Of(file) is { Stamp.CanBeTrusted: true } status ? $"{file} {status.Stamp}" : $"{file} {DigestOf(file)}";
    }

    private Digest DigestOfPackages()
    {
        var text = new CodeText();
        foreach (var file in Folders.SelectMany(PackageMap.Files)) text.Add(File.ReadAllBytes(file));
        return text.Digest();
    }

    private static Digest DigestOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Digest.Of(stream);
    }

    private CodeModule? Load(string name)
    {
        foreach (var folder in Folders)
            if (Path.Combine(folder, name + ".dll") is var path && File.Exists(path))
                return CodeModule.Open(this, name, path, isFramework: Frameworks.Contains(folder, StringComparer.Ordinal));
        foreach (var folder in Frameworks)
            if (Path.Combine(folder, name + ".dll") is var path && File.Exists(path))
                return CodeModule.Open(this, name, path, isFramework: true);
        return null;
    }

    internal string IdentityOf(string name, Guid mvid)
    {
        foreach (var map in packages)
            if (map.Value.PackageOf(name) is { } package)
                return map.Value.Closure(package).First(one => one.Name.Equals(package, StringComparison.OrdinalIgnoreCase)).Identity;
        return $"{name} mvid:{mvid:D}";
    }

    private static IEnumerable<string> SharedFrameworks()
    {
        var core = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());
        yield return core;
        var web = Path.Combine(core, "..", "..", "Microsoft.AspNetCore.App", Path.GetFileName(core));
        if (Directory.Exists(web)) yield return Path.GetFullPath(web);
    }
}
