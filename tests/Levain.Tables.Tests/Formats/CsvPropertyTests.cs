using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Levain.Tables.DuckDb;

namespace Levain.Tables.Tests.Formats;

public sealed class CsvPropertyTests : IDisposable
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    private readonly InputFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Any_text_is_cut_as_a_slow_reader_cuts_it_whatever_the_blocks_and_threads() =>
        Prop.ForAll(
            Gen.Elements("a", "1", ",", ",", "\"", "\"\"", "\n", "\n", "\r\n", "\r", "ä", " ").ListOf(60).Select(parts => string.Concat(parts)).ToArbitrary(),
            Gen.Choose(16, 80).ToArbitrary(),
            Gen.Choose(1, 4).ToArbitrary(),
            (text, block, threads) =>
            {
                var format = new CsvFormat { Header = false, Columns = [new("a", "VARCHAR"), new("b", "VARCHAR")], NullTexts = [] };
                var path = folder.Write("x.csv", text);
                var expected = SlowCsv.Rows(text, 2);

                string[]? found = null;
                try
                {
                    found = Rows.Of(format.Read(InputFiles.At(path), new(threads) { BlockSize = block }));
                }
                catch (BuildException)
                {
                }

                Assert.Equal(expected?.Select(row => string.Join("|", row)), found);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(20261121, 1));

    [Fact]
    public void Any_bytes_are_a_table_or_a_sentence() =>
        Prop.ForAll(
            Gen.Frequency((6, Gen.Elements<byte>([.. "a1,\"\n\r.-"u8])), (1, Gen.Choose(0, 255).Select(value => (byte)value))).ArrayOf().ToArbitrary(),
            Gen.Choose(16, 64).ToArbitrary(),
            (bytes, block) =>
            {
                var path = folder.Write("x.csv", bytes);
                try
                {
                    new CsvFormat().Read(InputFiles.At(path), new(2) { BlockSize = block });
                }
                catch (BuildException error)
                {
                    Assert.Contains("`x.csv`", error.Message, StringComparison.Ordinal);
                    Assert.DoesNotContain('\n', error.Message);
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(20261121, 3));

    [Fact]
    public void A_changed_file_is_a_table_or_a_sentence()
    {
        var random = new Random(17);
        var good = Encoding.UTF8.GetBytes($"name,x,day,at\n{string.Concat(Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"\"n\"\"{i}\",{i * 0.37},2026-01-{1 + i % 28:00},2026-01-01 10:00:{i % 60:00}\n")))}");
        for (var trial = 0; trial < 800; trial++)
        {
            var bytes = (byte[])good.Clone();
            for (var i = random.Next(1, 5); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0) bytes = bytes[..random.Next(bytes.Length)];
            var path = folder.Write("x.csv", bytes);
            try
            {
                new CsvFormat().Read(InputFiles.At(path), new(2) { BlockSize = 256 });
            }
            catch (BuildException)
            {
            }
        }
    }

    [Fact]
    public void A_table_that_was_written_reads_back_the_same()
    {
        using var session = DuckSession.Open();
        var table = session.ReadTable("""
            SELECT i AS id, CASE WHEN i % 5 = 0 THEN NULL ELSE i * 0.1 END AS x, i % 2 = 0 AS even, DATE '1999-12-30' + i::INTEGER AS day, TIMESTAMP '2026-01-01' + INTERVAL (i * 977) MILLISECOND AS at,
              TIMESTAMPTZ '2026-01-01 00:00:00Z' - INTERVAL (i) HOUR AS moment, (i * 37)::DECIMAL(12, 3) / 1000 AS price,
              [NULL, '', 'a,b', 'say "x"', E'two\nlines', E'cr\rlf', ' spaces ', 'plain', 'ünï', '""', 'NULL'][1 + i % 11] AS text
            FROM range(5000) t(i) ORDER BY i
            """);
        var path = folder.At("out.csv");
        table.WriteCsv(path);

        var again = Input.Read(path, new CsvFormat { Columns = [.. table.Schema.Fields.Select(field => new DeclaredColumn(field.Name, field.Type.ToString()))] }, threads: 2);

        Assert.Equal(Rows.Of(table), Rows.Of(again));
        Assert.Equal(table.Schema, again.Schema);
        Assert.Equal(["out.csv"], Directory.GetFiles(folder.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void Numbers_are_read_to_the_last_bit() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite).Select(value => value).ToArbitrary(), value =>
        {
            foreach (var text in (string[])[value.ToString("R", Plain), value.ToString("E17", Plain), value.ToString("F6", Plain)])
            {
                var read = Csv.CsvNumbers.TryDouble(Encoding.UTF8.GetBytes(text), (byte)'.', exact: false, out var found);
                Assert.True(read);
                Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, Plain)), BitConverter.DoubleToInt64Bits(found));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
}
