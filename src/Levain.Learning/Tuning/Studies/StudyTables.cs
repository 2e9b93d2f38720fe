using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Levain.Learning.Tuning;

/// <summary>Trials as tables and text.</summary>
internal sealed class StudyTables(SearchSpace space, IReadOnlyList<PastTrial> trials)
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Table Study() => new(
    [
        TableColumn.Of<int>("trial", [.. trials.Select(trial => trial.Number)]),
        TableColumn.Of("state", [.. trials.Select(trial => TrialResult.Word(trial.State))]),
        TableColumn.Of<double>("score", [.. trials.Select(trial => trial.Result.Score)]),
        TableColumn.Of<int>("steps", [.. trials.Select(trial => trial.Result.Curve.Count)]),
        .. space.Parameters.Select((parameter, i) => parameter.Column([.. trials.Select(trial => trial.Values[i])])),
        TableColumn.Of("error", [.. trials.Select(trial => trial.Result.Error)]),
    ]);

    public Table Curves() => new(
    [
        TableColumn.Of<int>("trial", [.. trials.SelectMany(trial => trial.Result.Curve.Select(_ => trial.Number))]),
        TableColumn.Of<int>("step", [.. trials.SelectMany(trial => trial.Result.Curve.Select((_, step) => step + 1))]),
        TableColumn.Of<double>("value", [.. trials.SelectMany(trial => trial.Result.Curve)]),
    ]);

    public Text Parameters(PastTrial best)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("trial", best.Number);
            json.WriteNumber("score", best.Result.Score!.Value);
            json.WriteStartObject("parameters");
            for (var i = 0; i < space.Parameters.Count; i++) space.Parameters[i].Write(json, best.Values[i]);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return new(Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n");
    }
}
