using System.Text.Json;
using Levain.Building;
using Levain.Locks;
using Levain.Verification;

namespace Levain.Host.Output;

/// <content>What targets print that compare or change something.</content>
internal static partial class JsonOutput
{
    /// <summary><c>levain.diff/1</c>: what differs between two revisions.</summary>
    public static string Diff(string from, string to, IReadOnlyList<(string Model, IReadOnlyList<StageDifference> Stages)> models, IReadOnlyList<(Snapshot? Old, Snapshot? New)> snapshots) => Document("levain.diff/1", json =>
    {
        json.WriteString("from", from);
        json.WriteString("to", to);
        WriteArray(json, "stages", [.. models.SelectMany(model => model.Stages.Select(stage => (model.Model, Stage: stage)))], each =>
        {
            json.WriteString("model", each.Model);
            json.WriteString("section", each.Stage.Section);
            json.WriteString("stage", each.Stage.Stage);
            WriteDigest(json, "oldKey", each.Stage.Old?.Key);
            WriteDigest(json, "newKey", each.Stage.New?.Key);
            WriteDigest(json, "oldOutput", each.Stage.Old?.Output.Digest);
            WriteDigest(json, "newOutput", each.Stage.New?.Output.Digest);
            WriteTexts(json, "reasons", each.Stage.Reasons);
            WriteArray(json, "metrics", each.Stage.Metrics, metric =>
            {
                json.WriteString("metric", metric.Name);
                WriteNumber(json, "old", metric.Old);
                WriteNumber(json, "new", metric.New);
            });
        });
        WriteArray(json, "snapshots", snapshots, each =>
        {
            json.WriteString("profile", (each.Old ?? each.New)!.Profile);
            json.WriteString("snapshot", (each.Old ?? each.New)!.Name);
            WriteDigest(json, "old", each.Old?.Content.Digest);
            WriteDigest(json, "new", each.New?.Content.Digest);
        });
    });

    /// <summary><c>levain.verify/1</c>: which stages gave the same bytes again.</summary>
    public static string Verify(IReadOnlyList<(string Model, VerifyOutcome Outcome)> stages) => Document("levain.verify/1", json =>
    {
        json.WriteBoolean("reproducible", stages.All(stage => stage.Outcome.IsReproducible));
        WriteTexts(json, "varied", [.. Variation.All.Select(variation => variation.Name)]);
        WriteTexts(json, "notVaried", Variation.Missing);
        WriteArray(json, "stages", stages, each =>
        {
            json.WriteString("model", each.Model);
            json.WriteString("stage", each.Outcome.Stage);
            WriteDigest(json, "output", each.Outcome.Recorded);
            WriteArray(json, "differences", each.Outcome.Differences, difference =>
            {
                json.WriteString("variation", difference.Variation);
                json.WriteString("what", difference.What);
            });
        });
    });

    /// <summary><c>levain.test/1</c>: how many tests ended how.</summary>
    public static string Test(int passed, int failed, IReadOnlyList<string> skipped) => Document("levain.test/1", json =>
    {
        json.WriteNumber("passed", passed);
        json.WriteNumber("failed", failed);
        json.WriteNumber("skipped", skipped.Count);
        WriteTexts(json, "skips", skipped);
    });

    /// <summary><c>levain.files/1</c>: files that were made or deleted.</summary>
    public static string Files(string done, IReadOnlyList<string> paths) => Document("levain.files/1", json =>
    {
        json.WriteString("done", done);
        WriteTexts(json, "paths", paths);
    });

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumber(name, number);
        else if (value is { } strange) json.WriteString(name, strange.ToString(System.Globalization.CultureInfo.InvariantCulture));
        else json.WriteNull(name);
    }
}
