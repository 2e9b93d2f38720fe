using Levain.Remotes;

namespace Levain.Host.Output;

internal static partial class JsonOutput
{
    /// <summary><c>levain.push/1</c> and <c>levain.pull/1</c>: what travelled, or would.</summary>
    public static string Transfers(IReadOnlyList<TransferReport> reports) => Document(reports[0].Push ? "levain.push/1" : "levain.pull/1", json =>
    {
        json.WriteBoolean("dryRun", reports[0].DryRun);
        WriteArray(json, "remotes", reports, report =>
        {
            json.WriteString("remote", report.Remote);
            json.WriteNumber("seconds", Seconds(report.Elapsed));
            json.WriteNumber("files", report.Files);
            json.WriteNumber("bytes", report.Bytes);
            WriteArray(json, "contents", report.Rows, row =>
            {
                json.WriteString("model", row.Model);
                json.WriteString(row.Model is null ? "snapshot" : "stage", row.Name);
                json.WriteString("state", row.State switch { TransferState.Moved => report.Push ? "pushed" : "pulled", TransferState.There => "there", _ => "missing" });
                WriteDigest(json, "content", row.Content.Digest);
                if (row.Content.IsTree) json.WriteBoolean("tree", true);
                json.WriteNumber("bytes", row.Bytes);
            });
        });
    });
}
