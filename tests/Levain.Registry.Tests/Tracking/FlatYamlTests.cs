using System.Diagnostics;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Levain.Registry.Tracking;

namespace Levain.Registry.Tests.Tracking;

/// <summary>The YAML that we write is YAML, and what MLflow writes we read.</summary>
public sealed class FlatYamlTests
{
    private static readonly string[] Odd = ["no", "null", "1e3", "0x10", "2026-01-01", "12345678901234567890123456789012", "", " a ", "a: b # c", "\"", "\\", "tab\there", "line\nbreak", "\r\n", "\u0085\u2028\u2029\ufeff\u00a0", "\0\u0007", "日本 ⚽ 🏒", "e\u0301", "\ufffd", "%41", "- x", "{}", "~", "<<", "!tag", "&a", "*a", "@", "`"];

    [Fact]
    public void What_is_written_is_read_again() => Prop.ForAll(ArbMap.Default.GeneratorFor<string>().Where(text => text is not null && !text.Any(char.IsSurrogate)).ToArbitrary(), text => Again(text) == text).QuickCheckThrowOnFailure();

    [Fact]
    public void Odd_texts_are_written_and_read_again() => Assert.All(Odd, text => Assert.Equal(text, Again(text)));

    [Fact]
    public void A_long_text_that_another_writer_folded_is_read() =>
        Assert.Equal("a name that is longer than a line of eighty letters and therefore goes on in the next, it's true",
            FlatYaml.Read("x: 1\nname: 'a name that is longer than a line of eighty letters and therefore goes on\n  in the next, it''s true'\ny: 2\n")["name"]);

    [Fact]
    public void Python_reads_what_is_written()
    {
        if (!HasPyYaml()) Assert.Skip("python3 with PyYAML is not here");
        var yaml = new FlatYaml();
        for (var i = 0; i < Odd.Length; i++) yaml.Add(FormattableString.Invariant($"k{i}"), Odd[i]);
        yaml.Add("none", (string?)null).Add("number", 1772366400000).AddEmptyList("list").AddMap("map", [new("a.b", "c"), new("é", "\n")]);

        var read = JsonDocument.Parse(Python("import sys,yaml,json; print(json.dumps(yaml.safe_load(sys.stdin.buffer.read())))", yaml.ToBytes())).RootElement;

        for (var i = 0; i < Odd.Length; i++) Assert.Equal(Odd[i], read.GetProperty(FormattableString.Invariant($"k{i}")).GetString());
        Assert.Equal((JsonValueKind.Null, 1772366400000, 0), (read.GetProperty("none").ValueKind, read.GetProperty("number").GetInt64(), read.GetProperty("list").GetArrayLength()));
        Assert.Equal(("c", "\n"), (read.GetProperty("map").GetProperty("a.b").GetString(), read.GetProperty("map").GetProperty("é").GetString()));
    }

    [Fact]
    public void What_Python_writes_is_read()
    {
        if (!HasPyYaml()) Assert.Skip("python3 with PyYAML is not here");
        // Simple breaks and lone letters of the range that JSON cannot hold are left out: names of experiments have none.
        var texts = Odd.Append(string.Join(' ', Enumerable.Repeat("words, 'quoted' and \"so\" — é", 12))).ToArray();
        var yaml = Python("import sys,yaml,json; d=json.load(sys.stdin); sys.stdout.buffer.write(yaml.safe_dump(d, default_flow_style=False, allow_unicode=True).encode('utf-8'))", JsonSerializer.SerializeToUtf8Bytes(texts.Select((text, i) => (Key: FormattableString.Invariant($"k{i}"), text)).ToDictionary(pair => pair.Key, pair => pair.text)));

        var read = FlatYaml.Read(yaml);

        for (var i = 0; i < texts.Length; i++) Assert.True(read[FormattableString.Invariant($"k{i}")] == texts[i], $"{JsonSerializer.Serialize(texts[i])} read as {JsonSerializer.Serialize(read[FormattableString.Invariant($"k{i}")])}");
    }

    private static string Again(string text) => FlatYaml.Read(Encoding.UTF8.GetString(new FlatYaml().Add("a", 1).Add("name", text).Add("z", "").ToBytes()))["name"];

    private static bool HasPyYaml()
    {
        try
        {
            return Python("import yaml; print('yes')", []).Trim() == "yes";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string Python(string code, byte[] input)
    {
        using var process = Process.Start(new ProcessStartInfo("python3", ["-c", code]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = new UTF8Encoding(false) })!;
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
