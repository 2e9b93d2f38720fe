using System.Globalization;
using System.Text.Json;
using Levain.Remotes;

namespace Levain.Registry.Tracking;

/// <summary>What an MLflow server answered: JSON, or an error with a code of MLflow's.</summary>
/// <param name="Who">For messages, such as <c>the MLflow server `https://mlflow.example.org`</c>.</param>
internal sealed record MlflowAnswer(string Who, string Path, int Status, JsonElement Body)
{
    public bool IsGood => Status is >= 200 and < 300;

    /// <summary>Whether it is an error of this code.</summary>
    public bool Is(string code) => !IsGood && Code == code;

    /// <summary>The server knows no such call: it is an older one.</summary>
    public bool IsUnknownCall => !IsGood && (Code is "ENDPOINT_NOT_FOUND" or "NOT_IMPLEMENTED" || (Code.Length == 0 && Status is 404 or 405 or 501));

    private string Code => Text(Body, "error_code");

    /// <summary>The answer, or an error in one sentence.</summary>
    public MlflowAnswer Good()
    {
        if (IsGood) return this;
        if (Status is 401 or 403)
            throw new RemoteException(string.Create(CultureInfo.InvariantCulture, $"{Who} takes nothing from us: it answered {Status}"), RemoteFault.Refused, "check `MLFLOW_TRACKING_TOKEN`, or `MLFLOW_TRACKING_USERNAME` and `MLFLOW_TRACKING_PASSWORD`");
        if (IsUnknownCall) throw new RemoteException($"{Who} knows no `{Path}`", RemoteFault.Unreachable, "check that `MLFLOW_TRACKING_URI` is the address of an MLflow server");
        // One line, whatever the server writes.
        var said = new string([.. MlflowNames.Cut(Text(Body, "message"), 200).Select(letter => char.IsControl(letter) ? ' ' : letter)]).Trim();
        throw new RemoteException(string.Create(CultureInfo.InvariantCulture, $"{Who} refused `{Path}` with {Status}{(Code.Length > 0 ? " " + Code : "")}{(said.Length > 0 ? ": " + said : "")}"), RemoteFault.Wrong);
    }

    /// <summary>A part of the answer that has to be there.</summary>
    public JsonElement Part(string name) => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var part) ? part : throw Lacking(name);

    /// <summary>A text of a part that has to be there.</summary>
    public string Need(JsonElement part, string name) => Text(part, name) is { Length: > 0 } text ? text : throw Lacking(name);

    /// <summary>A list that is left out when it is empty.</summary>
    public static IEnumerable<JsonElement> List(JsonElement part, string name) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    /// <summary>A text, or a number as text: servers differ in how they write long ones. Empty when it is not there.</summary>
    public static string Text(JsonElement part, string name) => part.ValueKind == JsonValueKind.Object && part.TryGetProperty(name, out var value)
        ? value.ValueKind switch { JsonValueKind.String => value.GetString()!, JsonValueKind.Number => value.GetRawText(), _ => "" } : "";

    public static long Number(JsonElement part, string name) => long.TryParse(Text(part, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public static double Value(JsonElement part, string name) => double.TryParse(Text(part, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;

    /// <summary>Keys and values of a list such as <c>tags</c>.</summary>
    public static IReadOnlyDictionary<string, string> Entries(JsonElement part, string name)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in List(part, name)) found[Text(entry, "key")] = Text(entry, "value");
        return found;
    }

    private RemoteException Lacking(string name) => new($"{Who} answered `{Path}` without `{name}`", RemoteFault.Unreachable, "check that `MLFLOW_TRACKING_URI` is the address of an MLflow server");
}
