using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Levain.Registry.Tracking;

/// <summary>A dataset in MLflow's words.</summary>
/// <param name="Digest">At most 36 characters are taken.</param>
/// <param name="Source">JSON.</param>
/// <param name="Profile">JSON, or null.</param>
internal sealed record MlflowDataset(string Name, string Digest, string SourceType, string Source, string? Profile, string? Context)
{
    public const string ContextTag = "mlflow.data.context";
    private const int LongestName = 500;

    /// <summary>The folder that MLflow keeps it in.</summary>
    public string Id => Md5(Name + Digest);

    public static MlflowDataset Of(RunDataset data)
    {
        var (type, key) = TypeOf(data.Source);
        return new(
            MlflowNames.Cut(data.Name.Length == 0 ? "data" : data.Name, LongestName), data.Digest.Hex[..36], type,
            Json(key, writer => writer.WriteStringValue(data.Source.Length == 0 ? data.Digest.ToString() : data.Source)),
            data.Rows is { } rows ? Json("num_rows", writer => writer.WriteNumberValue(rows)) : null, data.Use);
    }

    /// <summary>The folder of a dataset as the input of a run.</summary>
    public string InputId(string run) => Md5(Id + run);

    private static (string Type, string Key) TypeOf(string source) =>
        source.StartsWith("http://", StringComparison.Ordinal) || source.StartsWith("https://", StringComparison.Ordinal) ? ("http", "url")
        : source.StartsWith("s3://", StringComparison.Ordinal) ? ("s3", "uri")
        : ("local", "uri");

    private static string Json(string key, Action<Utf8JsonWriter> value)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WritePropertyName(key);
            value(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    [SuppressMessage("Security", "CA5351", Justification = "MLflow names these folders so; nothing is protected by it.")]
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
}
