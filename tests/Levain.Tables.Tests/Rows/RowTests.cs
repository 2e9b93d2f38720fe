using FsCheck;
using FsCheck.Fluent;

namespace Levain.Tables.Tests.Rows;

public class RowTests
{
    [Fact]
    public void A_run_of_rows_is_that_of_an_array() =>
        Prop.ForAll(Sample.Some.ToArbitrary(), ArbMap.Default.GeneratorFor<int>().ToArbitrary(), ArbMap.Default.GeneratorFor<int>().ToArbitrary(), (rows, one, other) =>
        {
            int start = (int)((uint)one % (rows.Length + 1)), end = start + (int)((uint)other % (rows.Length - start + 1));
            // A slice of a slice, so that it begins inside a word.
            Assert.Equal(rows[start..end], rows.ToTable()[start..][..(end - start)].As<Sample>());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Rows_are_filtered_as_a_sequence_is() =>
        Prop.ForAll(Sample.Some.ToArbitrary(), rows =>
        {
            var table = rows.ToTable();
            Assert.Equal(rows.Where(row => row.Number > 0), table.Where(row => table.Ints("number").At(row) > 0).As<Sample>());
            Assert.Equal(rows.Where(row => row.Number > 0), table.Where([.. rows.Select(row => row.Number > 0)]).As<Sample>());
            Assert.Equal(rows.Where(row => row is { Number: not null, Value: not null }), table.WhereThere("number", "value").As<Sample>());
            Assert.Equal(rows.Where(row => row is { Key: not null, Number: not null, Value: not null }), table.WhereThere().As<Sample>());
            Assert.Equal(rows.DistinctBy(row => row.Key), table.Distinct(["key"]).As<Sample>());
            Assert.Equal(rows.Reverse().DistinctBy(row => (row.Key, row.Number)).Reverse(), table.Distinct(["key", "number"], last: true).As<Sample>());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Tables_behind_each_other_are_their_rows_behind_each_other() =>
        Prop.ForAll(Sample.Some.ToArbitrary(), Sample.Some.ToArbitrary(), (first, second) =>
        {
            var table = Table.Concat(first.ToTable(), second.ToTable()[(second.Length / 2)..], first.ToTable());
            Assert.Equal([.. first, .. second[(second.Length / 2)..], .. first], table.As<Sample>());
            var dictionary = table.Strings("key").Dictionary;
            Assert.Equal(dictionary.Count, Enumerable.Range(0, dictionary.Count).Select(dictionary.Text).Distinct().Count());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Lists_and_structs_move_with_their_rows()
    {
        var table = Nested.Table();
        string[] rows = [.. Enumerable.Range(0, table.RowCount).Select(row => Nested.Text(table, row))];
        Assert.Equal(["(1,a) (2,null)", "null", "", "(null,c) null"], rows);

        Assert.Equal([rows[3], rows[0], rows[0]], Nested.Texts(table.Take(3, 0, 0)));
        Assert.Equal(rows[1..3], Nested.Texts(table[1..3]));
        Assert.Equal([.. rows[2..], .. rows, .. rows[..1]], Nested.Texts(Table.Concat(table[2..], table, table[..1])));
        Assert.Equal(["null", .. rows[..3]], Nested.Texts(table.Windows().Lag("shots", 1, "shots2").ToTable().Select("shots2").Rename("shots2", "shots")));
    }
}
