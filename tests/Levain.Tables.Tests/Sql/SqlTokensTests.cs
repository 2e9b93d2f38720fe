using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Levain.Tables.Tests;

public sealed class SqlTokensTests
{
    private static readonly Gen<string> Tokens = Gen.OneOf(
        Gen.Elements("select", "SELECT", "x", "e", "E", "u", "xg", "größe", "_1", "current_date", "b", "n", "t1"),
        Gen.Elements("1", "0", "1.5", ".5", "1e-5", "2E+3", "1_000", "0x1F", "7e"),
        Gen.Elements("'a'", "''", "'it''s'", "'a -- b'", "'/* c */'", "E'a\\'b'", "e'\\\\'", "x'ab'", "N'ü'", "U&'\\0041'", "'two\nlines'"),
        Gen.Elements("\"a b\"", "\"a\"\"b\"", "\"--\"", "\"\""),
        Gen.Elements("$$a -- b$$", "$tag$ it's $$ $tag$", "$$$$", "$1", "$name"),
        Gen.Elements("+", "-", "*", "/", "//", "%", "=", "<", "<=", ">=", "<>", "!=", "->", "->>", "||", "~~", "::", ":=", ":", "=>", "<->", "^@", "?", "!"),
        Gen.Elements("(", ")", "[", "]", "{", "}", ",", ";", ".", ".."));

    // A space first: right behind a minus a comment would begin earlier.
    private static readonly Gen<string> Gaps =
        Gen.ListOf(Gen.Elements(" ", "\n", "\t", "\r\n", "\f", "-- it's a comment\n", "--\r", "/* \"one */", "/* a /* nested $$ */ b */", "/**/", "/***/", "/*/*/**/*/*/")).Select(gap => $" {string.Concat(gap)}");

    private static readonly Gen<string[]> Lines = Gen.ListOf(Tokens).Select(Separate);

    private readonly SqlMeaning meaning = new();

    [Fact]
    public void White_space_and_comments_between_tokens_never_change_the_meaning() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(
            from tokens in Lines
            from one in Gen.ArrayOf(Gaps, tokens.Length + 1)
            from two in Gen.ArrayOf(Gaps, tokens.Length + 1)
            select (One: Join(tokens, one), Two: Join(tokens, two))), sql => Of(sql.One) == Of(sql.Two)));

    [Fact]
    public void Any_other_tokens_are_another_meaning() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(
            from one in Lines
            from token in Tokens
            from at in Gen.Choose(0, one.Length)
            from two in Gen.Elements<string[]>([.. one[..at], token, .. one[at..]], [.. one[..at], token, .. one.Skip(at + 1)], [.. one[..at], .. one.Skip(at + 1)], [.. one[at..], .. one[..at]])
            from gap in Gaps
            select (one, two, gap)), sql => sql.one.SequenceEqual(sql.two) == (Of(string.Join(sql.gap, sql.one)) == Of(string.Join(sql.gap, sql.two)))));

    [Fact]
    public void The_tokens_of_a_line_are_those_it_was_made_of() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(
            from tokens in Lines
            from gaps in Gen.ArrayOf(Gaps, tokens.Length + 1)
            select (tokens, sql: Join(tokens, gaps))), line => Cut(line.sql).SequenceEqual(line.tokens)));

    [Fact]
    public void Garbage_has_a_meaning_too_and_all_of_it_counts() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Gen.ListOf(Gen.OneOf(Gen.Elements("'\"$`-/*\\eEuU&#?@: \n\0.1"u8.ToArray()), Gen.Choose(0, 255).Select(value => (byte)value)))), bytes =>
        {
            var sql = bytes.ToArray();
            var tokens = new SqlTokens(sql);
            var covered = 0;
            while (tokens.MoveNext())
            {
                // Nothing but gaps lies between tokens, and each of them makes its way.
                if (tokens.Start != covered + tokens.Gap.Length || tokens.Current.IsEmpty) return false;
                covered = tokens.Start + tokens.Current.Length;
            }

            return meaning.Of(sql) == meaning.Of(sql) && (covered == sql.Length || SqlScan.GapEnd(sql, covered) == sql.Length);
        }));

    [Theory]
    [InlineData("a=-1", "a = - 1", "a sign behind an operator stands alone")]
    [InlineData("a.b", "a . b", "a dot stands alone")]
    [InlineData("x::INT", "x :: INT", "a cast")]
    [InlineData("f(a,b)", "f ( a , b )", "brackets stand alone")]
    [InlineData("date'2020-01-01'", "date '2020-01-01'", "a word that is no prefix of a text")]
    [InlineData("select\"a\"", "select \"a\"", "a quoted name ends a word")]
    [InlineData("1+/*c*/2", "1 + 2", "a comment ends an operator")]
    [InlineData("1--c\r+2", "1 + 2", "a carriage return ends a comment")]
    [InlineData("\uFEFFselect 1", "select 1", "a byte order mark")]
    [InlineData("select 1 -- the end", "select 1", "a comment without a line end")]
    [InlineData("a /* x /* y */ z */ b", "a b", "comments hold comments")]
    public void These_say_the_same(string one, string two, string why) => Assert.True(Of(one) == Of(two), why);

    [Theory]
    [InlineData("a <= b", "a < = b", "one operator is not two")]
    [InlineData("x :: INT", "x : : INT", "a cast is not two colons")]
    [InlineData("12", "1 2", "one number is not two")]
    [InlineData("select ab", "select a b", "one word is not two")]
    [InlineData("select X", "select x", "the name of a column keeps its letters")]
    [InlineData("select 'a b'", "select 'a  b'", "white space in a text")]
    [InlineData("select '--a'", "select '--b'", "no comment begins in a text")]
    [InlineData("select $$/*a*/$$", "select $$/*b*/$$", "nor in a dollar text")]
    [InlineData("select \"a b\"", "select \"a  b\"", "white space in a name")]
    [InlineData("select E'a\\' -- b'", "select E'a\\' -- c'", "a backslash keeps the text open")]
    [InlineData("select '\\' -- b'", "select '\\' -- c\n'", "without E it does not")]
    [InlineData("select x'ab'", "select x 'ab'", "a prefix belongs to its text")]
    [InlineData("select 'a'\n'b'", "select 'a' 'b'", "texts on two lines are joined, on one they are an error")]
    [InlineData("select ?1", "select ? 1", "a parameter has its number")]
    [InlineData("select $ a$x$ a$", "select $ a$x$  a$", "a dollar that begins nothing known: all behind it counts")]
    [InlineData("select a$b -- c", "select a$b -- d", "a dollar in a name: all behind it counts")]
    [InlineData("select ?$$a -- b$$", "select ?$$a -- c$$", "a dollar behind a question mark")]
    [InlineData("select 'a -- b", "select 'a -- c", "a text that is never closed")]
    [InlineData("select 1 /* a", "select 1 /* b", "a comment that is never closed")]
    [InlineData("select \u2003E'a\\' -- b'", "select \u2003E'a\\' -- c'", "a space beyond ASCII before a text with backslashes")]
    [InlineData("select 1 \0 -- a", "select 1 \0 -- b", "a character that SQL has not")]
    [InlineData("select current_query() -- a", "select current_query() -- b", "a query that reads its own text")]
    [InlineData("select Current_Query() -- a", "select Current_Query() -- b", "in any letters")]
    [InlineData("select 1;", "select 1", "a semicolon")]
    public void These_do_not(string one, string two, string why) => Assert.True(Of(one) != Of(two), why);

    private Digest Of(string sql) => meaning.Of(Encoding.UTF8.GetBytes(sql));

    private static List<string> Cut(string sql)
    {
        var bytes = Encoding.UTF8.GetBytes(sql);
        var tokens = new SqlTokens(bytes);
        var found = new List<string>();
        while (tokens.MoveNext()) found.Add(Encoding.UTF8.GetString(tokens.Current));
        return found;
    }

    // Two texts in a row are an error or one text, as the line ends between them have it: no such pair here.
    private static string[] Separate(IEnumerable<string> tokens)
    {
        List<string> line = [];
        foreach (var token in tokens)
        {
            if (token.EndsWith('\'') && line is [.., [.., '\'']]) line.Add(",");
            line.Add(token);
        }

        return [.. line];
    }

    private static string Join(string[] tokens, string[] gaps) => gaps[0] + string.Concat(tokens.Zip(gaps.Skip(1), (token, gap) => token + gap));
}
