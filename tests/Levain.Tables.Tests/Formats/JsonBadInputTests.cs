using System.Text;
using System.Text.Json;
using Levain.Tables.Json;

namespace Levain.Tables.Tests.Formats;

public sealed class JsonBadInputTests : IDisposable
{
    private readonly InputFolder folder = new();

    public void Dispose() => folder.Dispose();

    private BuildException Refused(byte[] bytes, JsonFormat? format = null)
    {
        var error = Assert.Throws<BuildException>(() => Input.Read(folder.Write("objects/ab/cdef", bytes), format ?? new(), name: "x.json"));
        Assert.DoesNotContain(folder.Root, error.Message + error.Hint, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.Hint));
        return error;
    }

    private BuildException Refused(string text, JsonFormat? format = null) => Refused(Encoding.UTF8.GetBytes(text), format);

    [Theory]
    [InlineData("[{\"a\": 1, \"a\": 2}]", "line 1 of `x.json` has the key `a` twice in one object", "which one counts?")]
    [InlineData("[{\"a\": 1,\n \"b\": {\"x\": 1,\n \"\\u0078\": 2}}]", "line 3 of `x.json` has the key `x` twice in one object", "an escape is the same key")]
    [InlineData("[{\"a\": 1,}]", "line 1, byte 10 of `x.json` is no JSON: the JSON object contains a trailing comma at the end which is not supported in this mode", "a comma too many")]
    [InlineData("[{\"a\": 1},]", "line 1, byte 11 of `x.json` is no JSON: the JSON array contains a trailing comma at the end which is not supported in this mode", "a comma too many")]
    [InlineData("[{\"a\": NaN}]", "line 1, byte 8 of `x.json` is no JSON: 'N' is an invalid start of a value", "no number of JSON")]
    [InlineData("[{\"a\": Infinity}]", "line 1, byte 8 of `x.json` is no JSON: 'I' is an invalid start of a value", "no number of JSON")]
    [InlineData("[{\"a\": 1e999}]", "line 1 of `x.json` has the number `1e999`, which is too large", "infinity in disguise")]
    [InlineData("[{\"a\": 1 /* one */}]", "line 1, byte 10 of `x.json` is no JSON: '/' is invalid after a value. Expected either ',', '}', or ']'", "a comment")]
    [InlineData("[{'a': 1}]", "line 1, byte 3 of `x.json` is no JSON: ''' is an invalid start of a property name. Expected a '\"'", "quotes of another language")]
    [InlineData("[{\"a\": 1},\n{\"a\": 2", "line 2, byte 8 of `x.json` is no JSON: the file ends in the middle of a value", "cut off")]
    [InlineData("[{\"a\": \"x", "line 1, byte 10 of `x.json` is no JSON: the file ends in the middle of a value", "cut off inside a text")]
    [InlineData("[{\"a\": 1}] x", "line 1, byte 12 of `x.json` is no JSON: 'x' is invalid after a single JSON value. Expected end of data", "something behind the end")]
    [InlineData("[1, 2]", "line 1 of `x.json` has something in its array that is no object", "no rows")]
    [InlineData("7", "line 1 of `x.json` has something that is no object", "no row")]
    [InlineData("[{\"a\": \"x\ny\"}]", "line 1, byte 10 of `x.json` is no JSON: '0x0A' is invalid within a JSON string. The string should be correctly escaped", "a line end in a text")]
    [InlineData("[{\"a\": 1}, {\"A\": 2}]", "`x.json` has the keys `a` and `A`, which differ only in letters' case, which SQL ignores", "two names for one column")]
    [InlineData("[{\"\": 1}]", "`x.json` has an empty key, which no column can be named", "no name")]
    [InlineData("[{}]", "`x.json` has no object with a key, so its columns cannot be found", "no columns")]
    [InlineData("", "`x.json` is empty", "nothing")]
    public void What_is_no_json_is_refused_with_its_place(string text, string expected, string why) => Assert.True(Refused(text).Message == expected, $"{Refused(text).Message} ({why})");

    [Theory]
    [InlineData("BIGINT", "1.5", "`1.5` is no BIGINT")]
    [InlineData("BIGINT", "\"1\"", "`\"1\"` is no BIGINT")]
    [InlineData("BIGINT", "99999999999999999999", "`99999999999999999999` is no BIGINT")]
    [InlineData("DOUBLE", "true", "`true` is no DOUBLE")]
    [InlineData("DOUBLE", "[1]", "a list is no DOUBLE")]
    [InlineData("BOOLEAN", "1", "`1` is no BOOLEAN")]
    [InlineData("DATE", "\"2026-02-30\"", "`\"2026-02-30\"` is no DATE")]
    [InlineData("DOUBLE[]", "{\"x\": 1}", "an object is no DOUBLE[]")]
    [InlineData("STRUCT(x DOUBLE)", "3", "`3` is no STRUCT(x DOUBLE)")]
    public void A_value_that_is_not_of_its_declared_type_is_refused(string type, string value, string expected)
    {
        var error = Refused($"[{{\"a\": 1}},\n {{\"a\": 1,\n \"b\": {value}}}]", new() { Columns = [new("b", type)] });

        Assert.Equal($"line 3, key `b` of `x.json`: {expected}", error.Message);
    }

    [Fact]
    public void A_value_deep_inside_is_named_by_its_keys() =>
        Assert.Equal("line 1, key `events.tags.id` of `x.json`: `\"x\"` is no BIGINT",
            Refused("""{"events": [{"tags": [{"id": 1}, {"id": "x"}]}]}""", new() { Columns = [new("events", "STRUCT(tags STRUCT(id BIGINT)[])[]")] }).Message);

    [Theory]
    [InlineData(65)]
    [InlineData(100_000)]
    public void What_is_nested_too_deep_is_refused_and_ends_no_process(int levels)
    {
        Assert.Equal("line 1 of `x.json` nests objects and lists deeper than 64 levels", Refused($"[{{\"a\": {new string('[', levels)}{new string(']', levels)}}}]").Message);
        Assert.Equal("line 1 of `x.json` nests objects and lists deeper than 64 levels", Refused(string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels)).Message);
    }

    [Fact]
    public void What_is_nested_as_deep_as_is_allowed_is_read() =>
        Assert.Equal(1, Input.Read(folder.Write("x.json", $"[{{\"a\": {new string('[', 511)}{new string(']', 511)}}}]"), new JsonFormat { DeepestLevel = 512, Columns = [new("a", "VARCHAR")] }).RowCount);

    [Fact]
    public void Bytes_that_are_not_utf_8_are_named_with_their_line() =>
        Assert.Equal("line 2 of `x.json` is not UTF-8: it has the byte FF", Refused([.. "[{\"a\": 1},\n{\"a\": \""u8, 0xff, .. "\"}]"u8]).Message);

    [Fact]
    public void An_enormous_row_is_refused() =>
        Assert.Equal("line 2 of `x.json` begins a row of more than 100,000 bytes", Refused($"[{{\"a\": 1}},\n{{\"a\": \"{new string('x', 900_000)}\"}}]", new() { LargestRow = 100_000 }).Message);

    [Fact]
    public void A_row_larger_than_duckdb_expects_is_read() =>
        Assert.Equal(20_000_000, Input.Read(folder.Write("x.json", $"[{{\"a\": \"{new string('x', 20_000_000)}\"}}]"), new JsonFormat { Columns = [new("a", "VARCHAR")] }).Strings("a").Utf8(0).Length);

    [Fact]
    public void The_first_bad_file_of_a_tree_is_named()
    {
        for (var i = 0; i < 20; i++) folder.Write($"tree/{i:00}.json", i is 7 or 12 ? "[{]" : "[{\"a\": 1}]");

        var error = Assert.Throws<BuildException>(() => Input.Read(folder.At("tree"), new JsonFormat(), threads: 4));

        Assert.StartsWith("line 1, byte 3 of `tree/07.json` is no JSON", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_is_none_is_refused() =>
        Assert.Equal("column `a` is declared as `NUMBR`, which is no type", Refused("[]", new() { Columns = [new("a", "NUMBR")] }).Message);

    [Fact]
    public void A_changed_file_is_refused_exactly_when_a_strict_parser_refuses_it()
    {
        var random = new Random(23);
        var good = Encoding.UTF8.GetBytes($"[{string.Join(",\n", Enumerable.Range(0, 12).Select(i => FormattableString.Invariant($"{{\"id\": {i}, \"x\": {i * 0.5}, \"t\": \"a\\n{i}\", \"tags\": [{{\"id\": 1}}, null]}}")))}]");
        var strict = new JsonDocumentOptions { AllowDuplicateProperties = false };
        var (read, refused) = (0, 0);
        for (var trial = 0; trial < 2000; trial++)
        {
            var bytes = Changed(good, random);
            var check = new JsonCheck(new(folder.Write("x.json", bytes), "x.json", "x.json"), new JsonFormat(), JsonLayout.Array, null);
            var error = Record.Exception(() => check.Run(TestContext.Current.CancellationToken));

            var isGood = IsGood(bytes, strict);
            if (isGood != (error is null)) Assert.Fail($"{Encoding.UTF8.GetString(bytes)}: {error?.Message ?? "was read"}");
            if (isGood) read++;
            else Assert.IsType<BuildException>(error);
            refused += isGood ? 0 : 1;
        }

        Assert.True(read > 100 && refused > 100, $"{read} read, {refused} refused");
    }

    [Fact]
    public void A_changed_file_that_passes_the_check_is_a_table_or_a_sentence()
    {
        var random = new Random(29);
        var good = "[{\"id\": 1, \"x\": 0.5, \"t\": \"a\", \"tags\": [{\"id\": 1}]},\n{\"id\": 2, \"x\": 1, \"t\": \"2026-01-01\"}]"u8.ToArray();
        for (var trial = 0; trial < 100; trial++)
        {
            try
            {
                Input.Read(folder.Write("x.json", Changed(good, random)), new JsonFormat());
            }
            catch (BuildException error)
            {
                Assert.DoesNotContain(folder.Root, error.Message, StringComparison.Ordinal);
            }
        }
    }

    private static byte[] Changed(byte[] good, Random random)
    {
        var bytes = (byte[])good.Clone();
        for (var i = random.Next(1, 4); i > 0; i--) bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : "[]{}\",:0e.-nt\\"u8[random.Next(14)];
        return random.Next(5) == 0 ? bytes[..random.Next(1, bytes.Length)] : bytes;
    }

    // As strict as the reader is meant to be; and an array of objects.
    private static bool IsGood(byte[] bytes, JsonDocumentOptions strict)
    {
        try
        {
            if (!System.Text.Unicode.Utf8.IsValid(bytes)) return false;
            using var document = JsonDocument.Parse(bytes, strict);
            return document.RootElement.ValueKind == JsonValueKind.Array && document.RootElement.EnumerateArray().All(row => row.ValueKind == JsonValueKind.Object)
                && Numbers(document.RootElement).All(double.IsFinite);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IEnumerable<double> Numbers(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => [value.GetDouble()],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Numbers),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property => Numbers(property.Value)),
        _ => [],
    };
}
