using System.Runtime.InteropServices;
using Levain.Fingerprints;
using Levain.Testing;

namespace Levain.Learning.Tests.Series;

/// <summary>Forecasts of every kind under one digest, elsewhere too.</summary>
public sealed class SameForecastsEverywhereTests(ITestOutputHelper output)
{
    // What the other processes are compared with; made once.
    private static readonly Lazy<string> Here = new(() => DigestOfForecasts(threads: 2));

    [Fact]
    public void Repeated_forecasting_gives_the_same_digest()
    {
        output.WriteLine(TestElsewhere.Vectors);
        var digest = DigestOfForecasts(threads: 2);
        output.WriteLine(digest);
        Assert.Equal(digest, DigestOfForecasts(threads: 1));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0", "512 False")]
    [InlineData("DOTNET_EnableAVX2", "0", "256 False")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0", "128 False")]
    [InlineData("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-FMA,-AVX2", "vectors")]
    [InlineData("DOTNET_PROCESSOR_COUNT", "1", "vectors")]
    [InlineData("TZ", "Asia/Kathmandu", "vectors")]
    public async Task The_digest_is_the_same_in_another_process(string variable, string value, string seen)
    {
        var text = await TestElsewhere.RunAsync(typeof(SameForecastsEverywhereTests), nameof(Repeated_forecasting_gives_the_same_digest), variable, value, TestContext.Current.CancellationToken);

        Assert.Contains(seen, text, StringComparison.Ordinal);
        Assert.Contains(Here.Value, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(ForecastSeries))]
    [InlineData(typeof(Backtest))]
    public void The_key_has_what_the_stage_reaches_and_no_whole_assembly(Type stage) =>
        Assert.Empty(new CodeFingerprinter(new AssemblyUniverse([AppContext.BaseDirectory])).Of(stage).WholeAssemblies);

    private static string DigestOfForecasts(int threads)
    {
        using var all = new MemoryStream();
        foreach (var kind in Enum.GetValues<SeasonKind>())
        {
            // Two of the same dates, and one of others.
            TimeSeries[] series = [Simulated.Bending(new(1), 131, kind), Simulated.Bending(new(2), 131, kind), Simulated.Bending(new(3), 97, kind)];
            DateOnly[] dates = [series[0].DateAt(30), series[0].DateAt(90), series[0].DateAt(135)];
            var forecaster = new AdditiveForecaster
            {
                Seasonalities = [Seasonality.Yearly(6) with { Kind = kind }, new() { Name = "half-yearly", Period = Seasonality.Year / 2, Order = 2 }],
                Holidays = [new() { Name = "fair", Dates = dates, Before = 1, Kind = kind }],
            };
            foreach (var forecast in forecaster.Predict(series, 15, threads))
            {
                all.Write(MemoryMarshal.AsBytes(forecast.Mean));
                foreach (var level in forecast.Levels) all.Write(MemoryMarshal.AsBytes(forecast.Quantile(level)));
            }
        }

        return Digest.Of(all.ToArray()).ToString();
    }
}
