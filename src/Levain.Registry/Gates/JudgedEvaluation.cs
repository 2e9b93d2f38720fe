namespace Levain.Registry;

/// <summary>An evaluation as gates look at it.</summary>
/// <param name="Model">The digest of the model that was judged.</param>
/// <param name="Predictions">The test rows with what was predicted of them; null where no gate compares rows.</param>
public sealed record JudgedEvaluation(Content Model, EvaluationFigures Figures, Table? Predictions);
