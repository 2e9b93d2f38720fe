namespace Levain.Images;

/// <summary>How an image is run, and the digests of its layers unpacked. It says no time, no host and no author: the same content gives the same digest.</summary>
public sealed record ImageConfig
{
    public Platform Platform { get; init; } = Platform.LinuxAmd64;

    /// <summary>Who the process is, such as <c>65532:65532</c>; null is root.</summary>
    public string? User { get; init; }

    /// <summary>Such as <c>8080/tcp</c>.</summary>
    public IReadOnlyList<string> ExposedPorts { get; init; } = [];

    /// <summary>Such as <c>PATH=/usr/bin</c>, in an order that counts.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    public IReadOnlyList<string> Command { get; init; } = [];

    public IReadOnlyList<string> Volumes { get; init; } = [];

    public string? WorkingFolder { get; init; }

    public string? StopSignal { get; init; }

    public Annotations Labels { get; init; } = Annotations.None;

    /// <summary>The digests of the layers as plain tars, the lowest first.</summary>
    public IReadOnlyList<Digest> DiffIds { get; init; } = [];

    /// <summary>Sets a variable in its place, or after the others.</summary>
    public ImageConfig WithVariable(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('=', StringComparison.Ordinal)) throw new ArgumentException("the name of a variable has no `=`", nameof(name));
        var prefix = $"{name}=";
        var kept = Environment.Where(entry => !entry.StartsWith(prefix, StringComparison.Ordinal));
        return this with { Environment = [.. kept, prefix + value] };
    }

    public byte[] ToBytes()
    {
        var json = new CanonicalJson().Open('{').Name("architecture").Text(Platform.Architecture).Name("os").Text(Platform.Os);
        if (Platform.Variant is not null) json.Name("variant").Text(Platform.Variant);
        json.Name("config").Open('{');
        Text(json, "User", User);
        Set(json, "ExposedPorts", ExposedPorts);
        List(json, "Env", Environment);
        List(json, "Entrypoint", Entrypoint);
        List(json, "Cmd", Command);
        Set(json, "Volumes", Volumes);
        Text(json, "WorkingDir", WorkingFolder);
        if (Labels.Count > 0) json.Name("Labels").Map(Labels);
        Text(json, "StopSignal", StopSignal);
        json.Close('}').Name("rootfs").Open('{').Name("type").Text("layers").Name("diff_ids").Texts(DiffIds.Select(id => id.ToString())).Close('}');
        return json.Close('}').ToBytes();
    }

    public static ImageConfig Parse(ReadOnlyMemory<byte> content) => OciElement.Parse(content, $"image config `{Digest.Of(content.Span).Brief}`", OciLimits.ConfigBytes, Read);

    private static ImageConfig Read(OciElement element)
    {
        var rootfs = element.Object("rootfs") ?? throw element.Lacks("rootfs");
        if (rootfs.Required("type") != "layers") throw rootfs.Wrong("type", "only `layers` is known");
        var ids = (rootfs.Texts("diff_ids") ?? []).Select(text => Digest.TryParse(text, out var id) && !id.IsNone ? id : throw rootfs.Wrong("diff_ids", "it holds something that is not a digest"));
        var made = new ImageConfig { Platform = new Platform(element.Required("os"), element.Required("architecture"), Named(element.Text("variant"))), DiffIds = [.. ids] };
        return element.Object("config") is not { } run ? made : made with
        {
            User = Named(run.Text("User")),
            ExposedPorts = run.Keys("ExposedPorts"),
            Environment = run.Texts("Env") ?? [],
            Entrypoint = run.Texts("Entrypoint") ?? [],
            Command = run.Texts("Cmd") ?? [],
            Volumes = run.Keys("Volumes"),
            WorkingFolder = Named(run.Text("WorkingDir")),
            StopSignal = Named(run.Text("StopSignal")),
            Labels = run.Map("Labels"),
        };
    }

    private static string? Named(string? text) => text is { Length: > 0 } ? text : null;

    private static void Text(CanonicalJson json, string name, string? value)
    {
        if (value is not null) json.Name(name).Text(value);
    }

    private static void List(CanonicalJson json, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0) json.Name(name).Texts(values);
    }

    // Sets are objects with empty values, in Docker's format.
    private static void Set(CanonicalJson json, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0) return;
        json.Name(name).Open('{');
        foreach (var value in values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) json.Name(value).Open('{').Close('}');
        json.Close('}');
    }
}
