namespace Levain.Images;

/// <summary>A registry did not do what it was asked for.</summary>
public sealed class RegistryException(string message, string? hint = null, Exception? inner = null) : BuildException(message, hint, inner);
