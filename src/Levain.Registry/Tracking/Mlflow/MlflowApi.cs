using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Levain.Remotes;

namespace Levain.Registry.Tracking;

/// <summary>Calls of MLflow's REST API 2.0. Every call of ours may be made twice, so one that broke off is.</summary>
internal sealed class MlflowApi(Uri address, string who, HttpExchange exchange, RemotePatience patience, TimeProvider clock)
{
    // An answer holds what a run has, and that has an end.
    private const int LargestAnswer = 32 << 20;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Who => who;

    public Task<MlflowAnswer> PostAsync(string path, Action<Utf8JsonWriter> fields, CancellationToken cancellation) => CallAsync(HttpMethod.Post, path, "", Json(fields), cancellation);

    public Task<MlflowAnswer> DeleteAsync(string path, Action<Utf8JsonWriter> fields, CancellationToken cancellation) => CallAsync(HttpMethod.Delete, path, "", Json(fields), cancellation);

    public Task<MlflowAnswer> GetAsync(string path, IEnumerable<RunEntry> query, CancellationToken cancellation) =>
        CallAsync(HttpMethod.Get, path, "?" + string.Join('&', query.Select(each => $"{each.Name}={Uri.EscapeDataString(each.Value)}")), null, cancellation);

    /// <summary>Sends a file to a path of the server's artifacts.</summary>
    /// <returns>The status.</returns>
    public async Task<int> PutFileAsync(Uri target, string file, CancellationToken cancellation)
    {
        using var response = await exchange.SendAsync(() => new(HttpMethod.Put, target) { Content = new StreamContent(File.OpenRead(file)) { Headers = { ContentType = new("application/octet-stream") } } }, cancellation).ConfigureAwait(false);
        return (int)response.StatusCode;
    }

    /// <summary>An object, from what writes its fields.</summary>
    public static byte[] Json(Action<Utf8JsonWriter> fields)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, Plain))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private async Task<MlflowAnswer> CallAsync(HttpMethod method, string path, string query, byte[]? body, CancellationToken cancellation)
    {
        var target = new Uri(address, $"api/2.0/mlflow/{path}{query}");
        for (var attempt = 1; ; attempt++)
        {
            // A response is disposed with its content.
            var response = await exchange.SendAsync(() => Request(method, target, body), cancellation).ConfigureAwait(false);
            try
            {
                using var content = await exchange.ContentAsync(response, cancellation).ConfigureAwait(false);
                return Understood(path, (int)response.StatusCode, await ReadAsync(content, cancellation).ConfigureAwait(false));
            }
            catch (IOException error)
            {
                if (attempt >= patience.Attempts) throw new RemoteException($"{who} broke off in the middle of an answer", RemoteFault.Unreachable, "try again later", error);
                await Task.Delay(patience.PauseAfter(attempt, 0.5), clock, cancellation).ConfigureAwait(false);
            }
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri target, byte[]? body)
    {
        var request = new HttpRequestMessage(method, target);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (body is not null) request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        return request;
    }

    private MlflowAnswer Understood(string path, int status, byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes.Length == 0 ? "{}"u8.ToArray() : bytes);
            return new(who, path, status, document.RootElement.Clone());
        }
        catch (JsonException error)
        {
            // An error page of something in between is told by its status.
            if (status is < 200 or >= 300) return new(who, path, status, default);
            throw new RemoteException($"{who} answered `{path}` with something that is not JSON", RemoteFault.Unreachable, "check that `MLFLOW_TRACKING_URI` is the address of an MLflow server, and that no login page is before it", error);
        }
    }

    private async Task<byte[]> ReadAsync(Stream content, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 15];
        for (int count; (count = await content.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
        {
            if (bytes.Length + count > LargestAnswer) throw new RemoteException($"{who} answers without end", RemoteFault.Wrong);
            bytes.Write(buffer, 0, count);
        }

        return bytes.ToArray();
    }
}
