namespace Levain.Tables.Json;

/// <summary>What the beginning of a file says about the rest.</summary>
internal static class JsonStart
{
    public static JsonLayout LayoutOf(InputFile file)
    {
        using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 4096);
        int first;
        do first = stream.ReadByte();
        while (first is ' ' or '\t' or '\r' or '\n' or 0xef or 0xbb or 0xbf);
        return first == '[' ? JsonLayout.Array : JsonLayout.Objects;
    }
}
