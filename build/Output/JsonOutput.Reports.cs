namespace Levain.Host.Output;

/// <content>What targets print about models and their versions.</content>
internal static partial class JsonOutput
{
    /// <summary><c>levain.report/1</c>: where the pages of evaluations are.</summary>
    public static string Reports(IReadOnlyList<ReportedModel> reported) => Document("levain.report/1", json => WriteArray(json, "reports", reported, each =>
    {
        json.WriteString("model", each.Model);
        json.WriteString("stage", each.Stage);
        WriteDigest(json, "output", each.Digest);
        json.WriteString("folder", each.Folder);
        json.WriteStartObject("metrics");
        foreach (var (name, value) in each.Metrics) WriteNumber(json, name, value);
        json.WriteEndObject();
    }));
}
