namespace Levain.Fingerprints;

/// <summary>An assembly that a stage may reach.</summary>
/// <param name="Identity">For a package its name, version and content hash; for others the assembly name.</param>
public sealed record KnownAssembly(string Name, string Path, AssemblyKind Kind, string Identity);
