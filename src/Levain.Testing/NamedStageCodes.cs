using System.Collections.Concurrent;
using Levain.Planning;

namespace Levain.Testing;

/// <summary>Takes the name of a type for its code, so that a test decides when code changes.</summary>
public sealed class NamedStageCodes : IStageCodes
{
    private readonly ConcurrentDictionary<Type, string> versions = new();

    /// <summary>From now on the code of <typeparamref name="TStage"/> is another one.</summary>
    public void Change<TStage>(string version) where TStage : Stage => versions[typeof(TStage)] = version;

    public StageCode Of(Type stage, IReadOnlyList<Type> options) => new(Digest.Of($"{stage.FullName} {versions.GetValueOrDefault(stage)}"));
}
