namespace Levain.Learning.Encoders;

/// <summary>Something to be learned from training rows.</summary>
/// <param name="Column">The column that features are named after.</param>
/// <param name="Names">The names of the features, as far as they are known before.</param>
internal sealed record FittingPart(string Column, IReadOnlyList<string> Names, Func<FittedEncoder> Fit);
