using FsCheck;
using FsCheck.Fluent;

namespace Levain.Tables.Tests.Joining;

public class JoiningTests
{
    public sealed record Pair(string? Key, int? Number, double? Value, double? ValueRight);

    [Fact]
    public void Rows_are_joined_as_nested_loops_join_them() =>
        Prop.ForAll(Sample.Some.ToArbitrary(), Sample.Some.ToArbitrary(), (lefts, rights) =>
        {
            static bool Meet(Sample left, Sample right) => left.Key is not null && left.Number is not null && left.Key == right.Key && left.Number == right.Number;
            static Pair Alone(Sample left) => new(left.Key, left.Number, left.Value, null);
            var pairs = lefts.Select(left => (left, Pairs: rights.Where(right => Meet(left, right)).Select(right => new Pair(left.Key, left.Number, left.Value, right.Value)).ToArray())).ToArray();
            Pair[] inner = [.. pairs.SelectMany(one => one.Pairs)];
            Pair[] left = [.. pairs.SelectMany(one => one.Pairs.DefaultIfEmpty(Alone(one.left)))];
            Pair[] full = [.. left, .. rights.Where(right => !lefts.Any(one => Meet(one, right))).Select(right => new Pair(right.Key, right.Number, null, right.Value))];

            RowView<Pair> Joined(JoinKind kind) => lefts.ToTable().Join(rights.ToTable().Rename("number", "no"), ["key", new("number", "no")], kind, suffix: "_right").As<Pair>();
            RowView<Sample> Kept(JoinKind kind) => lefts.ToTable().Join(rights.ToTable(), ["key", "number"], kind).As<Sample>();
            Assert.Equal(inner, Joined(JoinKind.Inner));
            Assert.Equal(left, Joined(JoinKind.Left));
            Assert.Equal(full, Joined(JoinKind.Full));
            Assert.Equal(lefts.Where(one => rights.Any(right => Meet(one, right))), Kept(JoinKind.Semi));
            Assert.Equal(lefts.Where(one => !rights.Any(right => Meet(one, right))), Kept(JoinKind.Anti));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Each_row_meets_the_newest_row_that_is_not_newer() =>
        Prop.ForAll(Sample.Some.ToArbitrary(), Sample.Some.ToArbitrary(), ArbMap.Default.GeneratorFor<bool>().ToArbitrary(), (lefts, rights, keyed) =>
        {
            var expected = lefts.Select(left => left.Number is null || (keyed && left.Key is null) ? null : rights
                .Where(right => right.Number <= left.Number && (!keyed || right.Key == left.Key))
                .OrderBy(right => right.Number).LastOrDefault()?.Value);
            var joined = lefts.ToTable().JoinAsOf(rights.ToTable(), keyed ? ["key"] : [], "number", suffix: "_then");

            Assert.Equal(lefts, joined.As<Sample>());
            Assert.Equal(expected, Enumerable.Range(0, joined.RowCount).Select(joined.Doubles("value_then").At));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whole_numbers_of_different_widths_meet()
    {
        var joined = new Table([TableColumn.Of("id", 1, 2)]).Join(new([TableColumn.Of("id", 2L, 3L), TableColumn.Of("x", "two", "three")]), ["id"], JoinKind.Full);
        Assert.Equal([1L, 2L, 3L], joined.Longs("id").Values.ToArray());
        Assert.Equal([null, "two", "three"], Enumerable.Range(0, 3).Select(row => joined.Strings("x")[row]));
    }

    private static readonly Table Some = new([TableColumn.Of("id", 1), TableColumn.Of("x", 1.5)]);

    public static TheoryData<string, Action, string, string> BadUses => new()
    {
        { "no key", () => Some.Join(Some, []), "a join has no key", "name the columns whose values must be equal" },
        { "a column of both", () => Some.Join(Some, ["id"]), "both tables of a join have a column `x`", "give a suffix for the right one, rename it, or select without it" },
        { "a suffix that leads to a name that is there", () => Some.With(TableColumn.Of("x_r", 1)).Join(Some, ["id"], suffix: "_r"), "there are two columns `x_r`", "give one of them another name" },
        { "keys of different types", () => Some.Join(Some, [new("id", "x")]), "a join compares column `id`, which is INTEGER, with `x`, which is DOUBLE", "cast one of them, in SQL" },
        { "an unknown key", () => Some.Join(Some, ["ids"]), "there is no column `ids`", "did you mean `id`?" },
    };

    [Theory, MemberData(nameof(BadUses), DisableDiscoveryEnumeration = true)]
    public void Bad_use_is_told_in_one_line(string use, Action act, string message, string hint)
    {
        var error = Assert.Throws<BuildException>(act);
        Assert.Equal((use, message, hint), (use, error.Message, error.Hint ?? ""));
    }
}
