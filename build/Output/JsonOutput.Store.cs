using System.Text.Json;
using Levain.Collection;

namespace Levain.Host.Output;

internal static partial class JsonOutput
{
    /// <summary><c>levain.gc/1</c>: what went and what stays.</summary>
    public static string Collection(CollectionReport report) => Document("levain.gc/1", json =>
    {
        json.WriteBoolean("dryRun", report.DryRun);
        json.WriteNumber("graceSeconds", Seconds(report.Grace));
        json.WriteNumber("bytes", report.Bytes);
        WriteTexts(json, "roots", report.Roots);
        WriteArray(json, "rows", report.Rows, row =>
        {
            json.WriteString("what", row.What);
            json.WriteNumber("going", row.Going);
            json.WriteNumber("goingBytes", row.GoingBytes);
            json.WriteNumber("staying", row.Staying);
            json.WriteNumber("stayingBytes", row.StayingBytes);
        });
        WriteArray(json, "keptSnapshots", report.Snapshots, snapshot =>
        {
            json.WriteString("snapshot", snapshot.Name);
            json.WriteNumber("bytes", snapshot.Bytes);
            json.WriteString("taken", snapshot.Taken.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteString("source", snapshot.Source);
        });
    });

    /// <summary><c>levain.fsck/1</c>: what was found wrong, and what became of it.</summary>
    public static string Check(CheckReport report) => Document("levain.fsck/1", json =>
    {
        json.WriteBoolean("clean", report.IsClean);
        json.WriteNumber("checked", report.Checked);
        json.WriteNumber("bytes", report.Bytes);
        WriteArray(json, "findings", report.Findings, finding =>
        {
            json.WriteString("what", finding.What);
            json.WriteString("where", finding.Where);
            json.WriteString("meaning", finding.Meaning);
            json.WriteString("advice", finding.Advice);
            json.WriteBoolean("repaired", finding.Repaired);
            json.WriteBoolean("lost", finding.Lost);
        });
    });
}
