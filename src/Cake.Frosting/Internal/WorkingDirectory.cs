namespace Cake.Frosting.Internal;

/// <summary>Where the host wants to run.</summary>
internal sealed record WorkingDirectory(string Path);
