namespace Levain.Planning;

/// <summary>What a stage does, as parts of its key: its code, and the packages and native libraries that the code reaches.</summary>
public sealed record StageCode(Digest Digest)
{
    /// <summary>Named as in the key, such as <c>package.DiffPlex</c>, <c>native.libxgboost</c> or <c>environment.platform</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parts { get; init; } = [];

    /// <summary>The list of members behind <see cref="Digest"/>, as it is kept in the store; null when it was not worked out.</summary>
    public Func<byte[]>? Members { get; init; }
}

/// <summary>Knows what the code of a stage is.</summary>
public interface IStageCodes
{
    /// <param name="options">See <see cref="StageParts.OptionTypes"/>.</param>
    StageCode Of(Type stage, IReadOnlyList<Type> options);
}
