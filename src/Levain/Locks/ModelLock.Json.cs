using System.Text;
using System.Text.Json;

namespace Levain.Locks;

public sealed partial record ModelLock
{
    /// <summary>Reads a <c>model.lock.json</c>; a file that is not there says nothing.</summary>
    public static ModelLock Load(string path) => LockWriter.Read(path) is { } text ? Parse(text, path) : Empty;

    /// <param name="text">What the file says.</param>
    /// <param name="path">Its name, for messages.</param>
    public static ModelLock Parse(string text, string path)
    {
        List<LockSection>? sections = null;
        var source = new LockText(text, path);
        LockReader.File(source, Schema, ["sections"], (ref reader, _) =>
        {
            var found = new List<LockSection>();
            reader.Object(known: null, (ref section, name) => found.Add(new(name, ReadStages(ref section))));
            sections = found;
        });
        return new(sections ?? throw source.Fail(source.Bytes.Length, "the object `sections` is missing"));
    }

    public override string ToString() => Encoding.UTF8.GetString(ToBytes());

    /// <summary>Writes the file, unless it says the same already.</summary>
    /// <param name="temporary">Where it is written first, best <see cref="Store.StoreFolder.NewTemporary"/>, which is cleaned up after a kill; null means beside it.</param>
    /// <returns>Whether anything was written.</returns>
    public bool Save(string path, string? temporary = null) => LockWriter.WriteIfChanged(path, ToBytes(), temporary);

    private byte[] ToBytes() => LockWriter.File(Schema, json =>
    {
        json.WriteStartObject("sections");
        foreach (var section in Sections)
        {
            json.WriteStartObject(section.Name);
            foreach (var stage in section.Stages) Write(json, stage);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, LockedStage stage)
    {
        json.WriteStartObject(stage.Name);
        json.WriteString("key", stage.Key.ToString());
        json.WriteString("output", stage.Output.Digest.ToString());
        if (stage.Output.IsTree) json.WriteBoolean("tree", true);
        if (stage.Metrics.Count > 0)
        {
            json.WriteStartObject("metrics");
            foreach (var (name, value) in stage.Metrics) LockWriter.Number(json, name, value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static List<LockedStage> ReadStages(ref LockReader reader)
    {
        var stages = new List<LockedStage>();
        reader.Object(known: null, (ref stage, name) => stages.Add(ReadStage(ref stage, name)));
        return stages;
    }

    private static LockedStage ReadStage(ref LockReader reader, string name)
    {
        var start = reader.Offset;
        Digest? key = null, output = null;
        var tree = false;
        List<KeyValuePair<string, double>>? metrics = null;
        reader.Object(["key", "output", "tree", "metrics"], (ref value, property) =>
        {
            switch (property)
            {
                case "key": key = value.Digest(); break;
                case "output": output = value.Digest(); break;
                case "tree": tree = value.True(); break;
                default: value.Object(known: null, (ref metric, metricName) => (metrics ??= []).Add(new(metricName, metric.Number()))); break;
            }
        });
        return new(
            name,
            key ?? throw reader.FailAt(start, $"stage `{name}` lacks `key`"),
            new(output ?? throw reader.FailAt(start, $"stage `{name}` lacks `output`"), tree),
            metrics);
    }
}
