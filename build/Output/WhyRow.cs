using Levain.Planning;

namespace Levain.Host.Output;

/// <summary>A stage that someone wonders about.</summary>
/// <param name="Code">Sentences about the members of its code that differ from the run before.</param>
internal sealed record WhyRow(string Model, StageNode Node, Decision Decision, IReadOnlyList<string> Code)
{
    /// <summary>Every member of the code that the stage reaches.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Why whole assemblies count: reflection cannot be followed.</summary>
    public IReadOnlyList<string> WholeAssemblies { get; init; } = [];
}
