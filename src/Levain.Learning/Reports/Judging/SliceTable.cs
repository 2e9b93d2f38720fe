using System.Collections.Immutable;

namespace Levain.Learning.Reports;

/// <summary>The rows apart by the values of a column, the worst first.</summary>
/// <param name="Slices">Those that were measured.</param>
/// <param name="LeftOut">How many more values there are.</param>
internal sealed record SliceTable(string Column, ImmutableArray<Slice> Slices, int LeftOut, double MeanLabel, double MeanPrediction);
