using FsCheck;
using FsCheck.Fluent;

namespace Levain.Tables.Tests.Building;

public class ColumnBuilderTests
{
    [Fact]
    public void A_column_holds_what_was_appended_in_pieces_of_any_size() =>
        Prop.ForAll(Pieces.Of(Gen.Choose(-5, 5)).ToArbitrary(), ArbMap.Default.GeneratorFor<bool>().ToArbitrary(), (pieces, known) =>
        {
            var builder = new ValueColumnBuilder<int>("x", known ? pieces.Sum(piece => piece.Length) : null);
            foreach (var piece in pieces) builder.Append(Pieces.Values(piece, garbage: 77), Pieces.Validity(piece));
            var column = builder.Build();

            int?[] expected = [.. pieces.SelectMany(piece => piece)];
            Assert.Equal(expected, Enumerable.Range(0, column.Count).Select(column.At));
            Assert.Equal(expected.Select(value => value ?? 0), column.Values.ToArray());
            Assert.Equal(expected.Count(value => value is null), column.NullCount);
            Assert.Equal(column.NullCount == 0, column.Validity.IsEmpty);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_column_of_text_holds_each_text_once_in_order_of_first_appearance() =>
        Prop.ForAll(Gen.Elements<string?>(null, "", "a", "ab", "abc", "ä", "abcdefgh", "abcdefghi", "abcdefghijklmnop", "abcdefghijklmnopq", "𝄞").ArrayOf().ToArbitrary(), texts =>
        {
            var builder = new StringColumnBuilder("name");
            foreach (var text in texts) builder.Append(text);
            var column = builder.Build();

            Assert.Equal(texts, Enumerable.Range(0, column.Count).Select(row => column[row]));
            Assert.Equal(texts.Where(text => text is not null).Distinct(), Enumerable.Range(0, column.Dictionary.Count).Select(column.Dictionary.Text));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_hundred_thousand_texts_keep_their_codes()
    {
        var builder = new StringColumnBuilder("name");
        for (var i = 0; i < 200_000; i++) builder.Append($"text number {i % 100_000}");
        var column = builder.Build();

        Assert.Equal(100_000, column.Dictionary.Count);
        Assert.All(Enumerable.Range(0, 200_000), row => Assert.Equal(row % 100_000, column.Codes[row]));
        Assert.Equal("text number 99999", column[199_999]);
    }

    [Fact]
    public void More_rows_than_a_segment_stay_in_order()
    {
        var builder = new ValueColumnBuilder<long>("x", expectedRows: 1000);
        var rows = Enumerable.Range(0, 600_000).Select(i => (long)i).ToArray();
        builder.Append(rows);

        Assert.Equal(rows, builder.Build().Values.ToArray());
    }

    [Fact]
    public void Lists_and_structs_hold_what_was_appended()
    {
        var builder = (ListColumnBuilder)ColumnBuilder.For(new("shots", ColumnType.List(ColumnType.Struct([new("x", ColumnType.Double), new("who", ColumnType.String)]))));
        var shot = (StructColumnBuilder)builder.Elements;
        ((ValueColumnBuilder<double>)shot.Fields[0]).Append([1.5, 2.5]);
        ((StringColumnBuilder)shot.Fields[1]).Append("ann");
        shot.Fields[1].AppendNull();
        shot.Append(2);
        shot.AppendNull();
        builder.Append(2);
        builder.AppendNull();
        builder.Append(1);
        var column = builder.Build();

        Assert.Equal([0, 2, 2, 3], column.Offsets.ToArray());
        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(column.IsNull));
        var shots = Assert.IsType<StructColumn>(column.Elements);
        Assert.Equal([1.5, 2.5, null], Enumerable.Range(0, 3).Select(((ValueColumn<double>)shots["x"]).At));
        Assert.Equal(["ann", null, null], Enumerable.Range(0, 3).Select(row => ((StringColumn)shots["who"])[row]));
        Assert.True(shots.IsNull(2));
        Assert.Equal("STRUCT(x DOUBLE, who VARCHAR)[]", column.Type.ToString());
    }

    [Fact]
    public void Half_a_surrogate_pair_is_no_text()
    {
        var builder = new StringColumnBuilder("name");
        builder.Append("fine");

        Assert.Equal("row 1 of column `name` is no text: half of a surrogate pair stands at character 2", Assert.Throws<BuildException>(() => builder.Append("ab\ud800")).Message);
    }
}
