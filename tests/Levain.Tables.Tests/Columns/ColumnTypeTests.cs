namespace Levain.Tables.Tests.Columns;

public class ColumnTypeTests
{
    public static TheoryData<string, ColumnType> Names => new()
    {
        { "BOOLEAN", ColumnType.Bool },
        { "INTEGER", ColumnType.Int32 },
        { "BIGINT", ColumnType.Int64 },
        { "FLOAT", ColumnType.Float },
        { "DOUBLE", ColumnType.Double },
        { "DECIMAL(18,3)", ColumnType.Decimal(18, 3) },
        { "VARCHAR", ColumnType.String },
        { "DATE", ColumnType.Date },
        { "TIMESTAMP", ColumnType.Timestamp },
        { "TIMESTAMP WITH TIME ZONE", ColumnType.TimestampTz },
        { "DOUBLE[][]", ColumnType.List(ColumnType.List(ColumnType.Double)) },
        { "STRUCT(x DOUBLE, \"end\" INTEGER, \"a \"\"b\"\"\" VARCHAR)", ColumnType.Struct([new("x", ColumnType.Double), new("end", ColumnType.Int32), new("a \"b\"", ColumnType.String)]) },
    };

    [Theory, MemberData(nameof(Names))]
    public void A_type_is_written_as_in_SQL(string name, ColumnType type) => Assert.Equal(name, type.ToString());

    [Fact]
    public void Types_made_of_the_same_parts_are_equal()
    {
        static ColumnType Made(string field) => ColumnType.List(ColumnType.Struct([new(field, ColumnType.Decimal(10, 2))]));

        Assert.Equal(Made("x"), Made("x"));
        Assert.Equal(Made("x").GetHashCode(), Made("x").GetHashCode());
        Assert.NotEqual(Made("x"), Made("y"));
        Assert.NotEqual(ColumnType.Decimal(10, 2), ColumnType.Decimal(10, 3));
    }

    [Theory]
    [InlineData(0, 0, "no digit")]
    [InlineData(39, 0, "more than 128 bits hold")]
    [InlineData(5, 6, "more behind the point than there are")]
    [InlineData(5, -1, "less than none behind the point")]
    public void A_decimal_that_cannot_be_is_refused(int precision, int scale, string reason)
    {
        var error = Assert.Throws<BuildException>(() => ColumnType.Decimal(precision, scale));
        Assert.True(error.Message.Contains($"{precision} digits", StringComparison.Ordinal), reason);
    }

    [Theory]
    [InlineData(0, "1970-01-01 00:00:00")]
    [InlineData(-1, "1969-12-31 23:59:59.999999")]
    [InlineData(1_719_400_000_120_000, "2024-06-26 11:06:40.12")]
    [InlineData(long.MaxValue, "9223372036854775807 µs")]
    public void A_timestamp_is_written_the_same_everywhere(long microseconds, string text) => Assert.Equal(text, new Timestamp(microseconds).ToString());

    [Fact]
    public void A_timestamp_comes_back_from_a_date_and_time()
    {
        var before = new DateTime(1969, 12, 31, 23, 59, 59).AddTicks(9_999_990);
        Assert.Equal(new Timestamp(-1), Timestamp.From(before));
        Assert.Equal(before, Timestamp.From(before).ToDateTime());
        Assert.Equal(new Timestamp(0), Timestamp.From(new DateTimeOffset(1970, 1, 1, 2, 0, 0, TimeSpan.FromHours(2))));
    }
}
