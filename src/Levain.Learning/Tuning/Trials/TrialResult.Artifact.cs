using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Levain.Tables.Statistics;

namespace Levain.Learning;

public sealed partial record TrialResult : IArtifact<TrialResult>
{
    private const string Format = "levain.trial/1";

    private static readonly JsonWriterOptions Options = new() { Indented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Kept as one file of JSON.</summary>
    public void Save(ArtifactWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var file = output.Create();
        Write(file);
    }

    public static TrialResult Load(ArtifactReader input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var file = input.Open();
        return Read(file);
    }

    internal void Write(Stream file)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("state", Word(State));
            if (Score is { } score) json.WriteString("score", Shown(score));
            // Texts, because a step may have come to no number.
            json.WriteStartArray("curve");
            foreach (var value in Curve) json.WriteStringValue(Shown(value));
            json.WriteEndArray();
            if (Error is not null) json.WriteString("error", Error);
            if (Hint is not null) json.WriteString("hint", Hint);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        file.Write(buffer.WrittenSpan);
    }

    internal static TrialResult Read(Stream file)
    {
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        var json = new StrictJson(bytes.ToArray(), "trial.json");
        string? format = null, error = null, hint = null;
        TrialState? state = null;
        double? score = null;
        IReadOnlyList<double> curve = [];
        json.Object(["format", "state", "score", "curve", "error", "hint"], (ref StrictJson reader, string name) =>
        {
            if (name == "format") format = reader.Text();
            else if (name == "state") state = StateOf(ref reader);
            else if (name == "score") score = Number(ref reader);
            else if (name == "curve") curve = reader.Array(Number);
            else if (name == "error") error = reader.Text();
            else hint = reader.Text();
        });
        json.End();
        if (format != Format || state is null) throw new BuildException($"trial.json is no trial of format `{Format}`", "clean the store, or build with the version that wrote it");
        return new() { State = state.Value, Score = score, Curve = curve, Error = error, Hint = hint };
    }

    internal static string Word(TrialState state) => state switch
    {
        TrialState.Complete => "complete",
        TrialState.Pruned => "pruned",
        _ => "failed",
    };

    private static TrialState StateOf(ref StrictJson reader) => reader.Text() switch
    {
        "complete" => TrialState.Complete,
        "pruned" => TrialState.Pruned,
        "failed" => TrialState.Failed,
        _ => throw reader.Fail("a trial is `complete`, `pruned` or `failed`"),
    };

    private static string Shown(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(ref StrictJson reader) =>
        double.TryParse(reader.Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw reader.Fail("expected a number as a text");
}
