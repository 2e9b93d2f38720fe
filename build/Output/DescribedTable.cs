using Levain.Tables.Statistics;

namespace Levain.Host.Output;

/// <summary>A table that was described.</summary>
/// <param name="Folder">Where its reports are.</param>
/// <param name="LeftOut">How many files beside it are no part of it.</param>
internal sealed record DescribedTable(string Name, Digest Digest, TableStatistics Statistics, string Folder, int LeftOut);
