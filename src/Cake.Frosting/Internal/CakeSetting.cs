namespace Cake.Frosting.Internal;

/// <summary>A value that the host gives to Cake's configuration.</summary>
internal sealed record CakeSetting(string Key, string Value);
