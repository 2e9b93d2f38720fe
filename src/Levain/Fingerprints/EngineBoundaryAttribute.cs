namespace Levain.Fingerprints;

/// <summary>Marks plumbing of the engine that stages call but that does not decide what they make: a fingerprint names it and does not look inside.</summary>
/// <remarks>Without it, every change of the engine would rebuild the world. What a marked type may call back counts as called from outside.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
internal sealed class EngineBoundaryAttribute : Attribute;
