namespace Levain.Testing;

/// <summary>A text that people read is not the one that was verified.</summary>
public sealed class VerificationException(string message) : Exception(message);
