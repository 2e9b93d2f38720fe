using System.Text;
using System.Text.Json;

namespace Levain.Tables.DuckDb;

/// <summary>What DuckDB says is wrong with a query or its data.</summary>
internal sealed class DuckException : BuildException
{
    public DuckException(string kind, string message, int? position = null) : base(message)
    {
        Kind = kind;
        Position = position;
    }

    /// <summary>Such as <c>Parser</c>, <c>Binder</c>, <c>Conversion</c>, <c>Invalid Input</c> or <c>Interrupt</c>.</summary>
    public string Kind { get; }

    /// <summary>The byte of the query where it is wrong, when that is known.</summary>
    public int? Position { get; }

    /// <summary>The same error with its place in <paramref name="part"/>, which stands in the query that was run; without one when it is elsewhere.</summary>
    public DuckException Within(string query, string part)
    {
        var start = query.IndexOf(part, StringComparison.Ordinal);
        if (Position is not { } position || start < 0) return new(Kind, Message);
        var place = position - Encoding.UTF8.GetByteCount(query.AsSpan(0, start));
        return new(Kind, Message, place >= 0 && place < Encoding.UTF8.GetByteCount(part) ? place : null);
    }

    /// <param name="text">What the library says: an object of JSON, since sessions ask for that, or a plain sentence.</param>
    public static DuckException Of(string text)
    {
        // Errors of the parser come as text with the object inside.
        var start = text.IndexOf('{', StringComparison.Ordinal);
        try
        {
            using var json = JsonDocument.Parse(start is >= 0 and < 40 ? text[start..] : text);
            var error = json.RootElement;
            var position = error.TryGetProperty("position", out var at) && int.TryParse(at.GetString(), out var number) ? number : (int?)null;
            return new(error.GetProperty("exception_type").GetString() ?? "", Sentence(error.GetProperty("exception_message").GetString() ?? ""), position);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            var colon = text.IndexOf(" Error: ", StringComparison.Ordinal);
            return colon is > 0 and < 40 ? new(text[..colon], Sentence(text[(colon + 8)..]), null) : new("", Sentence(text), null);
        }
    }

    // One line, lower case, without a final stop.
    private static string Sentence(string message)
    {
        var line = string.Join(' ', message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Replace('\r', ' ').Trim().TrimEnd('.', '!');
        return line.Length > 1 && char.IsUpper(line[0]) && !char.IsUpper(line[1]) ? char.ToLowerInvariant(line[0]) + line[1..] : line;
    }
}
