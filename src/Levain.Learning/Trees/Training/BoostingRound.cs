namespace Levain.Learning;

/// <summary>Where training stands.</summary>
/// <param name="Round">How many rounds are done.</param>
/// <param name="Rounds">How many there will be at most.</param>
/// <param name="Validation">The metric on the validation set after this round, where there is one.</param>
/// <param name="Best">The best so far.</param>
public readonly record struct BoostingRound(int Round, int Rounds, double? Validation, double? Best = null);
