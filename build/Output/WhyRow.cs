using Levain.Planning;

namespace Levain.Host.Output;

/// <summary>A stage that someone wonders about.</summary>
/// <param name="Code">Sentences about the members of its code that differ from the run before.</param>
internal sealed record WhyRow(string Model, StageNode Node, Decision Decision, IReadOnlyList<string> Code);
