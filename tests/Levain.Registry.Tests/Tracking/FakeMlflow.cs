using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Levain.Registry.Tests.Tracking;

/// <summary>What the server does wrong with a request.</summary>
internal enum Misdeed
{
    None,
    Stall,
    ServerError,

    /// <summary>With <c>Retry-After</c>.</summary>
    TooMany,

    /// <summary>Promises all and closes after half.</summary>
    Truncate,

    /// <summary>Sends half and then nothing, with the connection open.</summary>
    StallMidway,

    /// <summary>Does what it was asked for, and closes without a word.</summary>
    DoAndReset,

    LoginPage,
    Unauthorized,
}

/// <summary>A server on a free loopback port that keeps runs and refuses what MLflow refuses.</summary>
internal sealed partial class FakeMlflow : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly Lock gate = new();
    private int made;

    public FakeMlflow()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>Lines such as <c>POST runs/create</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public ConcurrentQueue<string> Authorizations { get; } = new();

    /// <summary>Decides by the line of the request and by how many there were before.</summary>
    public Func<string, int, Misdeed> Misdeeds { get; set; } = (_, _) => Misdeed.None;

    /// <summary>Of a parameter and of a tag.</summary>
    public (int Parameter, int Tag) Longest { get; set; } = (6000, 8000);

    public string RetryAfter { get; set; } = "0";

    /// <summary>What the server calls the place of a run's files.</summary>
    public string Artifacts { get; set; } = "mlflow-artifacts:/";

    /// <summary>Calls that an older server lacks.</summary>
    public HashSet<string> Unknown { get; } = [];

    /// <summary>By name.</summary>
    public Dictionary<string, FakeExperiment> Experiments { get; } = [];

    public List<FakeRun> Runs { get; } = [];

    public List<FakeVersion> Versions { get; } = [];

    public HashSet<string> Models { get; } = [];

    /// <summary>Model and alias to version.</summary>
    public Dictionary<(string, string), string> Aliases { get; } = [];

    public Dictionary<string, byte[]> Files { get; } = [];

    public IReadOnlyList<FakeRun> Living => [.. Runs.Where(run => !run.IsDeleted)];

    public void Dispose()
    {
        ended.Cancel();
        listener.Dispose();
        ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptTcpClientAsync(ended.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        try
        {
            client.NoDelay = true;
            var stream = client.GetStream();
            while (await HeadAsync(stream) is { } head && await AnswerAsync(stream, head))
            {
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The client has gone, or the test is over.
        }
    }

    private async Task<bool> AnswerAsync(NetworkStream stream, string head)
    {
        var lines = head.Split("\r\n");
        var words = lines[0].Split(' ');
        var parts = words[1].Split('?');
        var body = new byte[int.Parse(Header(lines, "Content-Length") ?? "0", CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, ended.Token);
        var isCall = parts[0].StartsWith("/api/2.0/mlflow/", StringComparison.Ordinal);
        var line = $"{words[0]} {(isCall ? parts[0]["/api/2.0/mlflow/".Length..] : parts[0])}";
        var before = Requests.Count;
        Requests.Enqueue(line);
        Authorizations.Enqueue(Header(lines, "Authorization") ?? "");
        switch (Misdeeds(line, before))
        {
            case Misdeed.Stall:
                await new TaskCompletionSource().Task.WaitAsync(ended.Token);
                return false;
            case Misdeed.ServerError: return await SendAsync(stream, 500, "<html>oh no</html>");
            case Misdeed.TooMany: return await SendAsync(stream, 429, "slow down", $"Retry-After: {RetryAfter}\r\n");
            case Misdeed.LoginPage: return await SendAsync(stream, 200, "<html>Sign in</html>");
            case Misdeed.Unauthorized: return await SendAsync(stream, 401, "no");
            case Misdeed.Truncate:
                var whole = Encoding.UTF8.GetBytes(Do(line, parts, lines, body).Text);
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {whole.Length + 7}\r\n\r\n"), ended.Token);
                await stream.WriteAsync(whole, ended.Token);
                return false;
            case Misdeed.StallMidway:
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"exper"u8.ToArray(), ended.Token);
                await new TaskCompletionSource().Task.WaitAsync(ended.Token);
                return false;
            case Misdeed.DoAndReset:
                Do(line, parts, lines, body);
                return false;
        }

        var (status, text) = Do(line, parts, lines, body);
        return await SendAsync(stream, status, text);
    }

    private (int Status, string Text) Do(string line, string[] parts, string[] lines, byte[] body)
    {
        lock (gate)
        {
            try
            {
                if (line.Contains("/mlflow-artifacts/", StringComparison.Ordinal))
                {
                    Files[Uri.UnescapeDataString(line[(line.IndexOf("/artifacts/", StringComparison.Ordinal) + 11)..])] = body;
                    return (200, "{}");
                }

                if (Unknown.Contains(line)) return (404, "<html>Not Found</html>");
                var query = parts.Length < 2 ? [] : parts[1].Split('&').Select(each => each.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
                if (!line.StartsWith("GET", StringComparison.Ordinal) && Header(lines, "Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) != true) throw Refused("INVALID_PARAMETER_VALUE", "Content-Type must be application/json");
                if (body.Length > 1_000_000 && line.EndsWith("log-batch", StringComparison.Ordinal)) throw Refused("INVALID_PARAMETER_VALUE", "request too large");
                return (200, Call(line, query, body.Length == 0 ? new JsonObject() : JsonNode.Parse(body)!.AsObject()).ToJsonString());
            }
            catch (RefusedException error)
            {
                return (error.Code == "RESOURCE_DOES_NOT_EXIST" ? 404 : 400, new JsonObject { ["error_code"] = error.Code, ["message"] = error.Message }.ToJsonString());
            }
        }
    }

    private JsonObject Call(string line, Dictionary<string, string> query, JsonObject body) => line switch
    {
        "GET experiments/get-by-name" => Experiments.TryGetValue(query["experiment_name"], out var found)
            ? new() { ["experiment"] = new JsonObject { ["experiment_id"] = found.Id, ["name"] = query["experiment_name"], ["lifecycle_stage"] = found.IsDeleted ? "deleted" : "active" } }
            : throw Refused("RESOURCE_DOES_NOT_EXIST", "no experiment"),
        "POST experiments/create" => Experiments.TryAdd(Text(body, "name"), new((++made).ToString(CultureInfo.InvariantCulture)))
            ? new() { ["experiment_id"] = Experiments[Text(body, "name")].Id } : throw Refused("RESOURCE_ALREADY_EXISTS", "there is one"),
        "POST runs/create" => new() { ["run"] = Create(body).Json() },
        "POST runs/search" => Search(body),
        "POST runs/update" => Update(RunOf(body), body),
        "POST runs/delete" => Delete(RunOf(body)),
        "POST runs/log-batch" => Log(RunOf(body), body),
        "POST runs/log-inputs" => Inputs(RunOf(body), body),
        "GET artifacts/list" => List(query),
        "POST registered-models/create" => Models.Add(Text(body, "name")) ? new() : throw Refused("RESOURCE_ALREADY_EXISTS", "there is one"),
        "GET model-versions/search" => new() { ["model_versions"] = new JsonArray([.. Versions.Where(version => $"name='{version.Model}'" == query["filter"]).OrderByDescending(version => version.Number).Select(version => version.Json(Aliases))]) },
        "POST model-versions/create" => new() { ["model_version"] = CreateVersion(body).Json(Aliases) },
        "DELETE model-versions/delete" => Remove(body),
        "POST model-versions/set-tag" => SetTag(body),
        "POST registered-models/alias" => SetAlias(body),
        "DELETE registered-models/alias" => Aliases.Remove((Text(body, "name"), Text(body, "alias"))) ? new() : throw Refused("RESOURCE_DOES_NOT_EXIST", "no alias"),
        "POST model-versions/transition-stage" => SetStage(body),
        _ => throw Refused("ENDPOINT_NOT_FOUND", line),
    };

    private FakeRun Create(JsonObject body)
    {
        if (Experiments.Values.All(experiment => experiment.Id != Text(body, "experiment_id"))) throw Refused("RESOURCE_DOES_NOT_EXIST", "no experiment");
        var id = Digest.Of($"run {++made}").Hex[..32];
        var run = new FakeRun(id, Text(body, "experiment_id"), Artifacts.Length == 0 ? "" : $"{Artifacts}{Text(body, "experiment_id")}/{id}/artifacts") { Name = Text(body, "run_name") };
        foreach (var tag in body["tags"]!.AsArray()) run.Tags[Text(tag!, "key")] = Text(tag!, "value");
        Runs.Add(run);
        return run;
    }

    private JsonObject Search(JsonObject body)
    {
        var wanted = SearchFilter().Match(Text(body, "filter"));
        if (!wanted.Success) throw Refused("INVALID_PARAMETER_VALUE", "filter");
        var ids = body["experiment_ids"]!.AsArray().Select(id => id!.GetValue<string>()).ToHashSet();
        var found = Runs.Where(run => ids.Contains(run.Experiment) && run.Tags.GetValueOrDefault(wanted.Groups[1].Value) == wanted.Groups[2].Value && (!run.IsDeleted || Text(body, "run_view_type") == "ALL")).ToList();
        // An empty list is left out, as MLflow does.
        return found.Count == 0 ? [] : new() { ["runs"] = new JsonArray([.. found.Select(run => run.Json())]) };
    }

    private static JsonObject Update(FakeRun run, JsonObject body)
    {
        run.Status = Text(body, "status");
        run.End = body["end_time"]?.GetValue<long>();
        return [];
    }

    private static JsonObject Delete(FakeRun run)
    {
        run.IsDeleted = true;
        return [];
    }

    private JsonObject Log(FakeRun run, JsonObject body)
    {
        JsonNode[] metrics = [.. Of(body, "metrics")], parameters = [.. Of(body, "params")], tags = [.. Of(body, "tags")];
        if (metrics.Length > 1000 || parameters.Length > 100 || tags.Length > 100 || metrics.Length + parameters.Length + tags.Length > 1000) throw Refused("INVALID_PARAMETER_VALUE", "A batch logging request can contain at most so many");
        foreach (var entry in parameters)
        {
            Check(Text(entry, "key"), Text(entry, "value"), Longest.Parameter);
            if (run.Parameters.TryGetValue(Text(entry, "key"), out var old) && old != Text(entry, "value")) throw Refused("INVALID_PARAMETER_VALUE", "Changing param values is not allowed");
            run.Parameters[Text(entry, "key")] = Text(entry, "value");
        }

        foreach (var entry in tags)
        {
            Check(Text(entry, "key"), Text(entry, "value"), Longest.Tag);
            run.Tags[Text(entry, "key")] = Text(entry, "value");
        }

        foreach (var entry in metrics)
        {
            Check(Text(entry, "key"), "", 0);
            run.Metrics.Add((Text(entry, "key"), entry["value"]!.ToJsonString(), entry["timestamp"]!.GetValue<long>(), entry["step"]!.GetValue<long>()));
        }

        return [];
    }

    private static JsonObject Inputs(FakeRun run, JsonObject body)
    {
        foreach (var data in Of(body, "datasets")) run.Datasets.Add($"{Text(data["dataset"]!, "name")} {Text(data["dataset"]!, "digest")} {Text(data["dataset"]!, "source")} {string.Join(',', Of(data.AsObject(), "tags").Select(tag => Text(tag, "value")))}");
        return [];
    }

    private JsonObject List(Dictionary<string, string> query)
    {
        var run = Runs.Single(run => run.Id == query["run_id"]);
        var root = $"{run.Experiment}/{run.Id}/artifacts/";
        return new() { ["files"] = new JsonArray([.. Files.Where(file => file.Key.StartsWith(root, StringComparison.Ordinal) && (Path.GetDirectoryName(file.Key[root.Length..]) ?? "") == query.GetValueOrDefault("path", "")).Select(file => new JsonObject { ["path"] = file.Key[root.Length..], ["is_dir"] = false, ["file_size"] = file.Value.Length })]) };
    }

    private FakeVersion CreateVersion(JsonObject body)
    {
        var version = new FakeVersion(Text(body, "name"), Versions.Count(version => version.Model == Text(body, "name")) + 1, Text(body, "source"));
        if (!Models.Contains(version.Model)) throw Refused("RESOURCE_DOES_NOT_EXIST", "no model");
        foreach (var tag in Of(body, "tags")) version.Tags[Text(tag, "key")] = Text(tag, "value");
        Versions.Add(version);
        return version;
    }

    private FakeVersion VersionOf(JsonObject body) => Versions.Single(version => version.Model == Text(body, "name") && version.Number.ToString(CultureInfo.InvariantCulture) == Text(body, "version"));

    private JsonObject Remove(JsonObject body)
    {
        Versions.Remove(VersionOf(body));
        return [];
    }

    private JsonObject SetTag(JsonObject body)
    {
        VersionOf(body).Tags[Text(body, "key")] = Text(body, "value");
        return [];
    }

    private JsonObject SetAlias(JsonObject body)
    {
        Aliases[(Text(body, "name"), Text(body, "alias"))] = VersionOf(body).Number.ToString(CultureInfo.InvariantCulture);
        return [];
    }

    private JsonObject SetStage(JsonObject body)
    {
        VersionOf(body).Stage = Text(body, "stage");
        return [];
    }

    private FakeRun RunOf(JsonObject body) => Runs.FirstOrDefault(run => run.Id == Text(body, "run_id")) ?? throw Refused("RESOURCE_DOES_NOT_EXIST", "no run");

    private static void Check(string name, string value, int most)
    {
        if (!Name().IsMatch(name) || name.StartsWith('/') || name.StartsWith("..", StringComparison.Ordinal) || name.Split('/').Any(part => part is "" or "." or "..") || Encoding.UTF8.GetByteCount(name) > 250) throw Refused("INVALID_PARAMETER_VALUE", $"Invalid name: '{name}'");
        if (value.Length > most) throw Refused("INVALID_PARAMETER_VALUE", $"'{name}' exceeds the maximum length");
    }

    private async Task<bool> SendAsync(NetworkStream stream, int status, string text, string headers = "")
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\n{headers}Content-Length: {bytes.Length}\r\n\r\n"), ended.Token);
        await stream.WriteAsync(bytes, ended.Token);
        return true;
    }

    private async Task<string?> HeadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, ended.Token) > 0)
        {
            head.Add(one[0]);
            if (head is [.., 13, 10, 13, 10]) return Encoding.ASCII.GetString([.. head]);
        }

        return null;
    }

    private static string? Header(string[] lines, string name) => lines.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    private static string Text(JsonNode body, string name) => body[name]?.GetValue<string>() ?? "";

    private static IEnumerable<JsonNode> Of(JsonObject body, string name) => body[name]?.AsArray().Select(node => node!) ?? [];

    private static RefusedException Refused(string code, string message) => new(code, message);

    [GeneratedRegex("^tags\\.`([^`]+)` = '([^']*)'$")]
    private static partial Regex SearchFilter();

    [GeneratedRegex(@"^[/\w.\- ]+\z")]
    private static partial Regex Name();

    private sealed class RefusedException(string code, string message) : Exception(message)
    {
        public string Code => code;
    }
}

internal sealed record FakeExperiment(string Id)
{
    public bool IsDeleted { get; set; }
}

internal sealed record FakeRun(string Id, string Experiment, string Artifacts)
{
    public string Name { get; init; } = "";

    public bool IsDeleted { get; set; }

    public string Status { get; set; } = "RUNNING";

    public long? End { get; set; }

    public Dictionary<string, string> Parameters { get; } = [];

    public Dictionary<string, string> Tags { get; } = [];

    public List<(string Name, string Value, long At, long Step)> Metrics { get; } = [];

    public List<string> Datasets { get; } = [];

    public JsonObject Json() => new()
    {
        ["info"] = new JsonObject { ["run_id"] = Id, ["artifact_uri"] = Artifacts, ["lifecycle_stage"] = IsDeleted ? "deleted" : "active" },
        ["data"] = new JsonObject
        {
            ["params"] = Entries(Parameters),
            ["tags"] = Entries(Tags),
            // Long numbers as texts: that is how some servers write them.
            ["metrics"] = new JsonArray([.. Metrics.GroupBy(metric => metric.Name).Select(all => all.MaxBy(metric => (metric.Step, metric.At))).Select(metric => new JsonObject { ["key"] = metric.Name, ["value"] = JsonNode.Parse(metric.Value), ["timestamp"] = metric.At.ToString(CultureInfo.InvariantCulture), ["step"] = metric.Step })]),
        },
    };

    public static JsonArray Entries(Dictionary<string, string> entries) => [.. entries.Select(entry => new JsonObject { ["key"] = entry.Key, ["value"] = entry.Value })];
}

internal sealed record FakeVersion(string Model, int Number, string Source)
{
    public string Stage { get; set; } = "None";

    public Dictionary<string, string> Tags { get; } = [];

    public JsonObject Json(Dictionary<(string, string), string> aliases) => new()
    {
        ["name"] = Model,
        ["version"] = Number.ToString(CultureInfo.InvariantCulture),
        ["tags"] = FakeRun.Entries(Tags),
        ["aliases"] = new JsonArray([.. aliases.Where(alias => alias.Key.Item1 == Model && alias.Value == Number.ToString(CultureInfo.InvariantCulture)).Select(alias => JsonValue.Create(alias.Key.Item2))]),
    };
}
