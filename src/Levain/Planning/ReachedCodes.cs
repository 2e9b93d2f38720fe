using System.Collections.Concurrent;
using Levain.Fingerprints;
using Levain.Store;

namespace Levain.Planning;

/// <summary>Takes for the code of a stage the IL that it reaches, with the packages, native libraries and platform facts that the IL depends on.</summary>
/// <param name="host">The folder of the assemblies that all models share.</param>
/// <param name="cache">Where fingerprints are kept between builds.</param>
public sealed class ReachedCodes(string host, string cache) : IStageCodes
{
    private readonly ConcurrentDictionary<string, CodeFingerprinter> fingerprinters = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Type, StageCode> codes = new();

    public StageCode Of(Type stage) => codes.GetOrAdd(stage, Describe);

    /// <summary>What of the code differs from the run before, a sentence for each member; empty when that is not known.</summary>
    public IReadOnlyList<string> Explain(Type stage, Decision decision, IContentStore store)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(store);
        if (decision.Previous?.Code is not { } previous || !store.Has(previous) || !decision.Differences.Any(difference => difference.Part == "code")) return [];
        return CodeDiff.Between(CodeMembers.Read(store.Read(previous)), FingerprintOf(stage).Members);
    }

    /// <summary>Why more code counts than a stage reaches by name: reflection cannot be followed.</summary>
    public IReadOnlyList<string> WholeAssemblies(Type stage) => FingerprintOf(stage).WholeAssemblies;

    /// <summary>Every member behind the fingerprint, with what reached it.</summary>
    public IReadOnlyList<CodeMember> Members(Type stage) => FingerprintOf(stage).Members;

    private CodeFingerprint FingerprintOf(Type stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        // Each model has packages of its own beside those of the host.
        var folder = Path.GetDirectoryName(stage.Assembly.Location)!;
        return fingerprinters.GetOrAdd(folder, _ => new CodeFingerprinter(new AssemblyUniverse([folder, host]), new FingerprintCache(cache))).Of(stage);
    }

    private StageCode Describe(Type stage)
    {
        var fingerprint = FingerprintOf(stage);
        return new StageCode(fingerprint.Digest) { Parts = PartsOf(fingerprint).ToList(), Members = () => CodeMembers.Write(fingerprint.Members) };
    }

    private static IEnumerable<KeyValuePair<string, string>> PartsOf(CodeFingerprint fingerprint)
    {
        foreach (var (name, identity) in fingerprint.Packages) yield return new($"package.{name}", identity);
        foreach (var (name, digest) in fingerprint.NativeLibraries) yield return new($"native.{name}", digest.IsNone ? "of the system" : digest.ToString());
        if (fingerprint.UsesTimeZones) yield return new("environment.timezones", PlatformFacts.TimeZoneRules);
        if (fingerprint.UsesPlatformMath || fingerprint.NativeLibraries.Count > 0) yield return new("environment.platform", PlatformFacts.Platform);
    }
}
