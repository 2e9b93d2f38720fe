using Levain.Host.Registering;
using Levain.Registry;

namespace Levain.Host.Output;

/// <summary>What became of a candidate.</summary>
/// <param name="IsNew">False when the same build had been registered before.</param>
internal sealed record RegisteredRow(Candidate Candidate, ModelVersion Version, bool IsNew);
