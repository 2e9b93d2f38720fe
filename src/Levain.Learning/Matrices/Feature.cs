namespace Levain.Learning;

/// <summary>A column that a model reads.</summary>
public sealed record Feature(string Name, FeatureKind Kind = FeatureKind.Number);
