using System.Globalization;
using Levain.Testing;

namespace Levain.Learning.Tests;

/// <summary>Every learner makes the same bytes under all that may be different where it runs.</summary>
public sealed class SameLearnersTests(ITestOutputHelper output)
{
    // What no variable of the runtime changes, the other process changes itself when this one asks for it: nothing else runs there.
    private const string Asked = "LEVAIN_TEST_ELSEWHERE";

    public static TheoryData<string, string, string> Elsewhere => new()
    {
        { "DOTNET_EnableAVX512", "0", "512 False" },
        { "DOTNET_EnableAVX2", "0", "256 False" },
        { "DOTNET_EnableHWIntrinsic", "0", "128 False" },
        { "DOTNET_TieredCompilation", "0", "vectors" },
        { "DOTNET_TieredPGO", "0", "vectors" },
        { "DOTNET_ReadyToRun", "0", "vectors" },
        { "DOTNET_gcServer", "1", "vectors" },
        { "DOTNET_PROCESSOR_COUNT", "1", "processors: 1," },
        { "DOTNET_PROCESSOR_COUNT", "7", "processors: 7," },
        { "GLIBC_TUNABLES", "glibc.cpu.hwcaps=-FMA,-AVX2", "vectors" },
        { "TZ", "Asia/Kathmandu", "+05:45" },
        { "LC_ALL", "tr_TR.UTF-8", "vectors" },
        { Asked, "culture", "~1,5" },
        { Asked, "folder", "folder: /;" },
    };

    public static TheoryData<string> Learners => [.. SameLearners.All.Keys];

    [Theory]
    [MemberData(nameof(Learners))]
    public void The_number_of_threads_changes_nothing(string learner)
    {
        var one = SameLearners.Digest(learner, threads: 1);

        foreach (var threads in new[] { 2, 3, 8 }) Assert.Equal(one, SameLearners.Digest(learner, threads));
    }

    [Fact]
    public void All_digests()
    {
        var asked = Environment.GetEnvironmentVariable(Asked);
        if (asked == "folder") Environment.CurrentDirectory = "/";
        if (asked == "culture") CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = Foreign();
        output.WriteLine($"{TestElsewhere.Vectors}, processors: {Environment.ProcessorCount}, folder: {Environment.CurrentDirectory}; {TimeZoneInfo.Local.BaseUtcOffset:hh\\:mm}, {DateTimeOffset.Now:zzz}, {(-1.5).ToString(CultureInfo.CurrentCulture)}");

        var digests = Digests();

        foreach (var line in digests) output.WriteLine(line);
        Assert.Equal(digests.Count, digests.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public async Task The_digests_are_the_same_elsewhere(string variable, string value, string seen)
    {
        var text = await TestElsewhere.RunAsync(typeof(SameLearnersTests), nameof(All_digests), variable, value, TestContext.Current.CancellationToken);

        Assert.Contains(seen, text, StringComparison.Ordinal);
        Assert.All(Digests(), line => Assert.Contains(line, text, StringComparison.Ordinal));
    }

    private static List<string> Digests() => [.. SameLearners.All.Keys.Select(learner => $"{learner}: {SameLearners.Digest(learner, threads: 2)}")];

    // Made by hand, since the tests run without the cultures of the system.
    private static CultureInfo Foreign()
    {
        var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (foreign.NumberFormat.NumberDecimalSeparator, foreign.NumberFormat.NumberGroupSeparator, foreign.NumberFormat.NegativeSign) = (",", ".", "~");
        return foreign;
    }
}
