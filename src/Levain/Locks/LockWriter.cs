using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Levain.Locks;

/// <summary>Writes a lock file in the one way it can be written: two spaces, line feeds, letters of any script as they are.</summary>
internal static class LockWriter
{
    public static byte[] File(string schema, Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions { Indented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(bytes, options))
        {
            json.WriteStartObject();
            json.WriteString("schema"u8, schema);
            write(json);
            json.WriteEndObject();
        }

        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Brings the bytes to the path unless they stand there already.</summary>
    /// <returns>Whether anything was written.</returns>
    public static bool WriteIfChanged(string path, byte[] bytes, string? temporary)
    {
        if (System.IO.File.Exists(path) && System.IO.File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes)) return false;
        Store.AtomicFile.Write(path, bytes, temporary);
        return true;
    }

    /// <summary>The text of the file, or null when there is none.</summary>
    public static string? Read(string path)
    {
        try
        {
            var bytes = System.IO.File.ReadAllBytes(path).AsSpan();
            if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (DecoderFallbackException error)
        {
            throw new BuildException($"`{path}` is not valid UTF-8", "bring it back from git", error);
        }
        catch (Exception error) when (Store.DiskError.Is(error))
        {
            throw Store.DiskError.Reading(path, error);
        }
    }

    /// <summary>A text in quotes, for a value that is written by hand.</summary>
    public static string Text(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    // The shortest digits that read back as the same number.
    public static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteString(name, double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }
}
