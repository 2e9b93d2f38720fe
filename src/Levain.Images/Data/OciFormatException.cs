namespace Levain.Images;

/// <summary>A manifest, an index, a config, a layer or a layout is not what the specification says, or more than is taken from strangers.</summary>
public sealed class OciFormatException(string message, string? hint = null, Exception? inner = null) : BuildException(message, hint, inner);
