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
    private readonly ConcurrentDictionary<(Type, string), StageCode> codes = new();

    public StageCode Of(Type stage, IReadOnlyList<Type> options) =>
        codes.GetOrAdd((stage, options.Count == 0 ? "" : string.Join(';', options)), static (_, wanted) => wanted.Codes.Describe(wanted.Stage, wanted.Options), (Codes: this, Stage: stage, Options: options));

    /// <summary>What of the code differs from the run before, a sentence for each member; empty when that is not known.</summary>
    public IReadOnlyList<string> Explain(StageNode stage, Decision decision, IContentStore store)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(store);
        if (decision.Previous?.Code is not { } previous || !store.Has(previous) || !decision.Differences.Any(difference => difference.Part == "code")) return [];
        return CodeDiff.Between(CodeMembers.Read(store.Read(previous)), FingerprintOf(stage).Members);
    }

    /// <summary>Why more code counts than a stage reaches by name: reflection cannot be followed.</summary>
    public IReadOnlyList<string> WholeAssemblies(StageNode stage) => FingerprintOf(stage).WholeAssemblies;

    /// <summary>Every member behind the fingerprint, with what reached it.</summary>
    public IReadOnlyList<CodeMember> Members(StageNode stage) => FingerprintOf(stage).Members;

    private CodeFingerprint FingerprintOf(StageNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return FingerprintOf(node.Stage.GetType(), node.Parts.OptionTypes);
    }

    private CodeFingerprint FingerprintOf(Type stage, IReadOnlyList<Type> options)
    {
        // Each model has packages of its own beside those of the host.
        var folder = Path.GetDirectoryName(stage.Assembly.Location)!;
        return fingerprinters.GetOrAdd(folder, _ => new CodeFingerprinter(new AssemblyUniverse([folder, host]), new FingerprintCache(cache))).Of(stage, options);
    }

    private StageCode Describe(Type stage, IReadOnlyList<Type> options)
    {
        var fingerprint = FingerprintOf(stage, options);
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
