namespace Levain.Bench.Trees;

/// <summary>What one process measured of itself. Times are in seconds, the median where something small was done several times.</summary>
/// <param name="Train">From the arrays to the model: bins or DMatrix, and all rounds.</param>
/// <param name="Grow">All rounds alone: from the end of the first to the end of the last, scaled to their number.</param>
/// <param name="Before">Bytes in memory when the arrays are there and both sides' code has run once.</param>
/// <param name="Peak">The most bytes that were in memory at any time until the model was there.</param>
/// <param name="Auc">On the test rows.</param>
/// <param name="Batch">All test rows, in the form that the side likes best: a DMatrix that was made before, or rows of numbers.</param>
/// <param name="InPlace">All test rows from rows of numbers.</param>
/// <param name="Single">One row.</param>
internal sealed record TreesResult(double Train, double Grow, long Before, long Peak, double Auc, double Batch, double InPlace, double Single);
