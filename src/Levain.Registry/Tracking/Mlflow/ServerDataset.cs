namespace Levain.Registry.Tracking;

/// <summary>A dataset as a server takes it.</summary>
internal static class ServerDataset
{
    public static byte[] Json(MlflowDataset data) => MlflowApi.Json(writer =>
    {
        writer.WriteStartArray("tags");
        if (data.Context is { } context)
        {
            writer.WriteStartObject();
            writer.WriteString("key", MlflowDataset.ContextTag);
            writer.WriteString("value", context);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("dataset");
        writer.WriteString("name", data.Name);
        writer.WriteString("digest", data.Digest);
        writer.WriteString("source_type", data.SourceType);
        writer.WriteString("source", data.Source);
        if (data.Profile is { } profile) writer.WriteString("profile", profile);
        writer.WriteEndObject();
    });
}
