using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Levain.Actions;
using Levain.Planning;

namespace Levain.Host.Output;

/// <summary>What <c>--json</c> prints: the same as the texts for people, in the shapes of <c>docs/json.md</c>.</summary>
internal static partial class JsonOutput
{
    // Names in any script stay readable: this is JSON in a file or a pipe, not in a web page.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>levain.build/1</c>: what became of every stage.</summary>
    public static string Build(IReadOnlyList<ModelReport> reports, TimeSpan elapsed) => Document("levain.build/1", json =>
    {
        json.WriteBoolean("ok", !reports.Any(report => report.Failed));
        json.WriteNumber("seconds", Seconds(elapsed));
        WriteModels(json, reports);
    });

    /// <summary><c>levain.status/1</c>: what is to become of every stage.</summary>
    public static string Status(IReadOnlyList<ModelReport> reports) => Document("levain.status/1", json =>
    {
        json.WriteBoolean("upToDate", reports.All(report => report.Error is null && report.Rows.All(row => row.Output is not null)));
        WriteModels(json, reports);
    });

    /// <summary><c>levain.why/1</c>: stages, each with all parts of its key.</summary>
    public static string Why(BuildProfile profile, IReadOnlyList<WhyRow> stages) => Document("levain.why/1", json =>
    {
        WriteProfile(json, profile);
        WriteArray(json, "stages", stages, stage => WriteWhy(json, stage));
    });

    /// <summary><c>levain.graph/1</c>: boxes, and what each needs.</summary>
    public static string Graph(IReadOnlyList<GraphView> graphs) => Document("levain.graph/1", json =>
        WriteArray(json, "models", graphs, graph =>
        {
            json.WriteString("model", graph.Title);
            WriteArray(json, "nodes", graph.Nodes, node => WriteNode(json, node));
        }));

    private static void WriteWhy(Utf8JsonWriter json, WhyRow stage)
    {
        json.WriteString("model", stage.Model);
        WriteStageBody(json, StageRow.Of(stage.Node, stage.Decision));
        WriteTexts(json, "code", stage.Code);
        WriteTexts(json, "members", stage.Members);
        WriteTexts(json, "wholeAssemblies", stage.WholeAssemblies);
        json.WriteStartObject("parts");
        foreach (var (name, value) in stage.Decision.Key?.Parts ?? []) json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteStartObject("inputs");
        foreach (var input in stage.Node.Parts.Inputs) json.WriteString(input.Name, Source(input.Origin));
        json.WriteEndObject();
    }

    private static void WriteNode(Utf8JsonWriter json, GraphNode node)
    {
        json.WriteNumber("id", node.Index);
        json.WriteString("name", node.Name);
        json.WriteString("kind", node.Kind switch { GraphKind.Stage => "stage", GraphKind.Snapshot => "snapshot", _ => "file" });
        json.WriteBoolean("goal", node.IsGoal);
        if (node.Word is { } word)
        {
            json.WriteString("state", word.Text);
            json.WriteString("reason", node.Reason);
        }

        json.WriteStartArray("needs");
        foreach (var need in node.Needs) json.WriteNumberValue(need);
        json.WriteEndArray();
    }

    /// <summary><c>levain.error/1</c>: why there is no other answer.</summary>
    public static string Error(Exception error) => Document("levain.error/1", json => WriteErrorBody(json, error));

    private static string Document(string schema, Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("schema", schema);
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteModels(Utf8JsonWriter json, IReadOnlyList<ModelReport> reports)
    {
        json.WriteStartArray("models");
        foreach (var report in reports)
        {
            json.WriteStartObject();
            json.WriteString("model", report.Model);
            WriteProfile(json, report.Profile);
            if (report.Error is { } error) WriteError(json, error);
            json.WriteStartArray("stages");
            foreach (var row in report.Rows)
            {
                json.WriteStartObject();
                WriteStageBody(json, row);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteGates(json, report.Gates);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteProfile(Utf8JsonWriter json, BuildProfile profile)
    {
        json.WriteString("profile", profile.Name);
        json.WriteString("environment", profile.Environment);
    }

    private static void WriteStageBody(Utf8JsonWriter json, StageRow row)
    {
        json.WriteString("stage", row.Stage);
        json.WriteString("state", row.Word.Text);
        json.WriteString("reason", row.Reason);
        if (row.Decision is { } decision) WriteDifferences(json, decision.Differences);
        WriteDigest(json, "key", row.Key);
        WriteDigest(json, "output", row.Output?.Digest);
        if (row.Output is { IsTree: true }) json.WriteBoolean("tree", true);
        if (row.Duration is { } time) json.WriteNumber("seconds", Seconds(time));
        if (row.Expected is { } expected) json.WriteNumber("expectedSeconds", Seconds(expected));
        json.WriteStartObject("metrics");
        foreach (var (name, value) in row.Metrics) WriteNumber(json, name, value);
        json.WriteEndObject();
        if (row.Error is { } error) WriteError(json, error);
    }

    private static void WriteDifferences(Utf8JsonWriter json, IReadOnlyList<KeyDifference> differences)
    {
        json.WriteStartArray("differences");
        foreach (var difference in differences)
        {
            json.WriteStartObject();
            json.WriteString("part", difference.Part);
            json.WriteString("old", difference.Old);
            json.WriteString("new", difference.New);
            json.WriteString("sentence", difference.Sentence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteGates(Utf8JsonWriter json, IReadOnlyList<GateRow> gates)
    {
        json.WriteStartArray("gates");
        foreach (var gate in gates)
        {
            json.WriteStartObject();
            json.WriteString("stage", gate.Gate.Stage);
            json.WriteString("metric", gate.Gate.Metric);
            if (gate.Gate.AtLeast is { } least) WriteNumber(json, "atLeast", least);
            if (gate.Gate.AtMost is { } most) WriteNumber(json, "atMost", most);
            if (gate.Value is { } value) WriteNumber(json, "value", value);
            else json.WriteNull("value");
            json.WriteBoolean("passed", gate.Passed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteError(Utf8JsonWriter json, Exception error)
    {
        json.WriteStartObject("error");
        WriteErrorBody(json, error);
        json.WriteEndObject();
    }

    private static void WriteErrorBody(Utf8JsonWriter json, Exception error)
    {
        json.WriteString("message", error is BuildException ? error.Message : $"{error.GetType().Name}: {error.Message}");
        if (error is BuildException { Details: { Count: > 0 } details }) WriteTexts(json, "details", details);
        json.WriteString("hint", (error as BuildException)?.Hint);
        json.WriteNumber("exitCode", ErrorText.ExitCode([error]));
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteDigest(Utf8JsonWriter json, string name, Digest? digest) => json.WriteString(name, digest?.ToString());

    // JSON has no number for what is none: those are texts.
    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteString(name, double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    private static string Source(Origin origin) => origin switch
    {
        Origin.Made made => $"stage {made.Stage.Name}",
        Origin.Snapshot snapshot => $"snapshot {snapshot.Name}",
        Origin.Part { Whole: Origin.Workspace folder } part => $"file {folder.Path}/{part.Path}",
        Origin.Part part => $"{part.Path} of {Source(part.Whole)}",
        _ => $"file {((Origin.Workspace)origin).Path}",
    };

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}
