using System.Text;
using Levain.Fingerprints;

namespace Levain.Tests.Fingerprints;

public sealed class LiteralTests
{
    private static IReadOnlyList<CodeMember> Members(string expression) => SourceCode.Fingerprints($$"""
        public sealed record A : Stage<Text> { protected override Task<Text> RunAsync(StageContext context) => Task.FromResult(new Text(H.Do(context.GetHashCode()).ToString()!)); }
        static class H { public static object Do(int x) => {{expression}}; public static string Name(int value, [CallerArgumentExpression(nameof(value))] string name = "") => name; }
        """, "A")["A"].Members;

    [Theory]
    [InlineData("x * 7.32", "x * 7.33", ": 7.32 became 7.33")]
    [InlineData("x * 7.32f", "x * -7.5f", ": 7.32 became -7.5")]
    [InlineData("x + 8", "x + 9", ": 8 became 9")]
    [InlineData("x + 100", "x + 100000", ": 100 became 100000")]
    [InlineData("x + 5_000_000_000", "x + 6_000_000_000", ": 5000000000 became 6000000000")]
    [InlineData("x + \"goals \\\"per\\\" 90\\n\"", "x + \"goals\"", ": \"goals \\\"per\\\" 90\\u000a\" became \"goals\"")]
    [InlineData("x * 2 + 3 + x * 2 * x", "x * 4 + 5 + x * 4 * x", ": 2 became 4, 3 became 5")]
    [InlineData("new Func<int, double>(y => y * 1.5 + x)", "new Func<int, double>(y => y * 2.5 + x)", ": 1.5 became 2.5")]
    [InlineData("x * 2 + 3", "x * 4 - 5", " changed")]
    [InlineData("x * 2 + 3 * x - 4 * x - 5", "x * 6 + 7 * x - 8 * x - 9", " changed")]
    [InlineData("x * 2 + 3", "x * 2", " changed")]
    [InlineData("x + \"a234567890123456789012345678901234567890123456789012345678901234567890123456789012\"", "x + \"b234567890123456789012345678901234567890123456789012345678901234567890123456789012\"", " changed")]
    [InlineData("H.Name(x + 1)", "H.Name(x + 2)", ": 1 became 2")]
    public void A_changed_literal_is_told_with_its_old_and_its_new_value(string before, string after, string says) =>
        Assert.Equal([$"`H.Do(int)`{says} (reached from `A.RunAsync(Levain.StageContext)`)"], CodeDiff.Between(Members(before), Members(after)));

    [Fact]
    public void Literals_are_read_back_as_they_were_written_and_only_so_many_of_them()
    {
        var members = Members($"\"\\ud800 é \\u0007\" + string.Join(',', {string.Join(", ", Enumerable.Range(0, 100).Select(i => $"x + {1000 + i}"))})");
        var again = CodeMembers.Read(CodeMembers.Write(members));

        Assert.Equal(members, again);
        var literals = again.Single(member => member.Name == "H.Do(int)").Literals!;
        Assert.Equal("\"\\ud800 é \\u0007\"", literals.Values[0]);
        Assert.Equal(64, literals.Values.Count);
    }

    public static TheoryData<string, string> Bad => new()
    {
        { """{"version":1,"members":[["a","D",null,"D",["1"]]]}""", "version 1 had no literals" },
        { """{"version":2,"members":[["a","D",null,"D"]]}""", "a digest of the rest without literals" },
        { """{"version":2,"members":[["a","D",null,"D",[]]]}""", "no literals are not written" },
        { """{"version":2,"members":[["a","D",null,"D",[1]]]}""", "a number, where the text of one should be" },
        { """{"version":2,"members":[["a","D",null,"D",["1"],"x"]]}""", "more at the end" },
        { """{"version":2,"members":[["a","D",null,"x",["1"]]]}""", "no digest" },
        { $$"""{"version":2,"members":[["a","D",null,"D",[{{string.Join(',', Enumerable.Repeat("\"1\"", 65))}}]]]}""", "too many literals" },
    };

    [Theory, MemberData(nameof(Bad))]
    public void A_list_of_members_that_is_not_one_is_refused(string text, string why) =>
        Assert.StartsWith("a list of code members is damaged: ", Assert.Throws<BuildException>(() => CodeMembers.Read(Encoding.UTF8.GetBytes(text.Replace("\"D\"", $"\"{Digest.Of(why)}\"", StringComparison.Ordinal)))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_list_of_the_version_before_is_still_read()
    {
        var digest = Digest.Of("a");

        Assert.Equal([new CodeMember("a", digest, "b")], CodeMembers.Read(Encoding.UTF8.GetBytes($$"""{"version":1,"members":[["a","{{digest}}","b"]]}""")));
    }
}
