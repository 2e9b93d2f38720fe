using Levain.Registry;

namespace Levain.Host.Output;

/// <summary>What somebody asked about, and the versions that were made of it.</summary>
/// <param name="Kind">Such as <c>snapshot</c>.</param>
internal sealed record DescendantsRow(string Kind, string Name, IReadOnlyList<Descendant> Found);
