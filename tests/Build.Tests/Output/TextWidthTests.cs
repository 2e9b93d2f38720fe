using FsCheck;
using FsCheck.Fluent;
using Levain.Host.Output;

namespace Levain.Host.Tests.Output;

public sealed class TextWidthTests
{
    [Theory]
    [InlineData("", 0, "nothing")]
    [InlineData("TrainTrees", 10, "letters")]
    [InlineData("≥ …", 3, "signs beyond ASCII")]
    [InlineData("模型", 4, "Chinese is two columns a letter")]
    [InlineData("カタカナ", 8, "Japanese")]
    [InlineData("한국", 4, "Korean syllables")]
    [InlineData("\u1112\u1161\u11AB", 2, "a Korean syllable in three parts takes the room of one")]
    [InlineData("ｱ", 1, "half-width forms")]
    [InlineData("Ａ", 2, "full-width forms")]
    [InlineData("e\u0301", 1, "a combining accent takes no room")]
    [InlineData("👍", 2, "an emoji outside the basic plane")]
    [InlineData("a\u200Db", 2, "a joiner takes no room")]
    public void Texts_are_as_wide_as_a_terminal_shows_them(string text, int width, string why) => Assert.True(width == TextWidth.Of(text), $"{why}: {TextWidth.Of(text)}");

    [Theory]
    [InlineData("TrainTrees", 10, "TrainTrees")]
    [InlineData("TrainTrees", 9, "TrainTre…")]
    [InlineData("one two", 5, "one…")]
    [InlineData("模型训练", 6, "模型…")]
    [InlineData("e\u0301e\u0301e\u0301", 2, "e\u0301…")]
    [InlineData("abc", 0, "")]
    public void Long_texts_are_cut_between_letters(string text, int columns, string cut) => Assert.Equal(cut, TextWidth.Cut(text, columns));

    [Fact]
    public void Names_cut_in_the_middle_keep_both_ends() => Assert.Equal("TrainTrees…orth, 2024]", TextWidth.CutMiddle("TrainTrees[hockey, region north, 2024]", 22));

    [Fact]
    public void What_is_cut_or_padded_has_the_width_that_was_asked_for() =>
        Prop.ForAll(Pairs, pair =>
        {
            var (text, columns) = pair;
            Assert.True(TextWidth.Of(TextWidth.Cut(text, columns)) <= columns);
            Assert.True(TextWidth.Of(TextWidth.CutMiddle(text, columns)) <= columns);
            Assert.True(TextWidth.Of(TextWidth.Pad(TextWidth.Cut(text, columns), columns)) == columns);
            Assert.True(TextWidth.Of(TextWidth.PadLeft(TextWidth.Cut(text, columns), columns)) == columns);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("\e[2J", "\uFFFD[2J", "an escape code")]
    [InlineData("two\nlines", "two lines", "a line break")]
    [InlineData("a\r\nb", "a b", "a line break of Windows")]
    [InlineData("bell\a", "bell\uFFFD", "a bell")]
    [InlineData("\u009B2J", "\uFFFD2J", "an escape code in one letter")]
    [InlineData("\u202Edesrever", "\uFFFDdesrever", "a turn of direction")]
    [InlineData("模型 é", "模型 é", "plain letters stay")]
    public void Texts_from_outside_cannot_command_the_terminal(string text, string clean, string why) => Assert.True(clean == TextWidth.Clean(text), why);

    private static Arbitrary<(string, int)> Pairs => Arb.From(
        from letters in Gen.ListOf(Gen.Elements("a", "Z", " ", "é", "e\u0301", "模", "한", "👍", "…", "\uD800"))
        from columns in Gen.Choose(1, 40)
        select (string.Concat(letters), columns));
}
