using Levain.Fingerprints;

namespace Levain.Tests.Fingerprints;

public sealed class CallerConstantTests : IDisposable
{
    private readonly SourceCode code = new();

    public void Dispose() => code.Dispose();

    private static string Source(string local, string before = "") => $$"""
        public sealed record A : Stage<Text>
        {
            protected override Task<Text> RunAsync(StageContext context) { {{before}} var {{local}} = context.ToString(); ArgumentNullException.ThrowIfNull({{local}}); return Task.FromResult(new Text({{local}} + 1)); }
        }
        """;

    [Theory]
    [InlineData("Embedded", true)]
    [InlineData("Beside", true)]
    [InlineData("None", false)]
    public void What_the_compiler_filled_in_is_told_by_the_symbols_and_counts_without_them(string symbols, bool same)
    {
        Digest Of(string local)
        {
            code.Compile("Model", [("Model.cs", Source(local))], symbols: Enum.Parse<Symbols>(symbols));
            return code.Fingerprints("A")["A"].Digest;
        }

        Assert.Equal(same, Of("some") == Of("other"));
    }

    [Fact]
    public void Symbols_of_another_build_are_not_believed()
    {
        code.Compile("Model", [("Model.cs", Source("some"))], symbols: Symbols.Beside);
        var right = code.Fingerprints("A")["A"].Digest;
        var symbols = Path.Combine(code.Folder, "Model.pdb");
        var other = File.ReadAllBytes(symbols);
        code.Compile("Model", [("Model.cs", Source("some", "/* else */"))], symbols: Symbols.Beside);
        File.WriteAllBytes(symbols, other);

        Assert.NotEqual(right, code.Fingerprints("A")["A"].Digest);
    }

    [Theory]
    [InlineData("Check(a)", null, "a")]
    [InlineData("x.Check(a, b)", "x", "a|b")]
    [InlineData("Check<List<int>>( a , b ) + 1", null, "a|b")]
    [InlineData("Check()", null, "")]
    [InlineData("Check(F(a, b), [c, d], new { e, f })", null, "F(a, b)|[c, d]|new { e, f }")]
    [InlineData("Check(\"a, b)\", 'c', ',', '\\'')", null, "\"a, b)\"|'c'|','|'\\''")]
    [InlineData("Check(a /* b, c */, // d)\n e)", null, "a|e")]
    [InlineData("Check(value: a, ref b, out var c)", null, "value=a|b|var c")]
    [InlineData("Check(global::A.B)", null, "global::A.B")]
    [InlineData("Check(@\"a\"\", b\", @class)", null, "@\"a\"\", b\"|@class")]
    [InlineData("Check($\"{{ {a:d} , {F(\"x,\", b)} }} \\\" \", c)", null, "$\"{{ {a:d} , {F(\"x,\", b)} }} \\\" \"|c")]
    [InlineData("Check(\"\"\"a \" \"\" , b\"\"\", c)", null, "\"\"\"a \" \"\" , b\"\"\"|c")]
    [InlineData("Check($$\"\"\"{a, {{b + \"}\"}} } \"\"\", c)", null, "$$\"\"\"{a, {{b + \"}\"}} } \"\"\"|c")]
    [InlineData("$\"{Check(a)}\"", null, "a")]
    [InlineData("a?.Check(b)", "a", "b")]
    [InlineData("PreCheck(a) + Checked(b) + Check + \"Check(c)\" /* Check(d) */ + Check.It(e)", "none", "")]
    public void A_call_is_found_in_its_source_with_its_arguments(string source, string? receiver, string arguments)
    {
        var calls = SourceCall.Of("Check", source).ToList();

        if (receiver == "none")
        {
            Assert.Empty(calls);
            return;
        }

        var call = Assert.Single(calls);
        Assert.Equal(receiver, call.Receiver);
        Assert.Equal(arguments, string.Join('|', call.Arguments.Select(one => one.Name is null ? one.Text : $"{one.Name}={one.Text}")));
    }

    [Fact]
    public void Any_text_can_be_searched_for_calls()
    {
        var random = new Random(5);
        const string Alphabet = "Check(),.\"'{}$@<>/*\\ \na:";
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(6) == 0 ? "Check(" : Alphabet[random.Next(Alphabet.Length)].ToString()));
            Assert.Equal(text.Length, SourceMask.Of(text).Length);
            Assert.All(SourceCall.Of("Check", text), call => Assert.All(call.Arguments, argument => Assert.Contains(argument.Text, text, StringComparison.Ordinal)));
        }
    }
}
