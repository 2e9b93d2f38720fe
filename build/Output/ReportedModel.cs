namespace Levain.Host.Output;

/// <summary>An evaluation whose page was written.</summary>
/// <param name="Folder">Where its files are, as people are told.</param>
/// <param name="Link">Where its page is, seen from the list of all.</param>
internal sealed record ReportedModel(string Model, string Stage, Digest Digest, IReadOnlyList<KeyValuePair<string, double>> Metrics, string Folder, string Link);
