namespace Levain.Launching;

/// <summary>Ends the launcher with one sentence.</summary>
internal sealed class StopException(string message) : Exception(message);
