using Levain.Remotes;

namespace Levain.Tests.Remotes;

/// <summary>What a machine found damaged on a remote its next push writes again, though it is there and has the right size.</summary>
public sealed class HealingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("levain-remote-").FullName;
    private readonly Clone first, second, third;

    public HealingTests()
    {
        var location = RemoteLocation.Parse(folder, inCi: false, "/");
        (first, second, third) = (new Clone(location), new Clone(location), new Clone(location));
    }

    [Theory]
    [InlineData("cas", "a pack, an object, whatever holds bytes")]
    [InlineData("ac", "a record of an action, a list of packs")]
    public async Task What_was_found_damaged_is_written_again(string damaged, string why)
    {
        await first.BuildAsync(new SharedPipeline());
        await first.PushAsync();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, damaged), "*", SearchOption.AllDirectories)) Store.TemporaryFolder.Flip(path, (int)new FileInfo(path).Length / 2);
        second.TakeLockOf(first);
        var pulled = await second.PullAsync();
        await second.BuildAsync(new SharedPipeline());

        var pushed = await second.PushAsync();
        var again = await second.PushAsync();

        Assert.True(pulled.Any(row => row.State == TransferState.Missing), why);
        Assert.True(pushed.Sum(row => row.Bytes) > 0, why);
        Assert.All(again, row => Assert.Equal(TransferState.There, row.State));
        third.TakeLockOf(first);
        Assert.All(await third.PullAsync(), row => Assert.Equal(TransferState.Moved, row.State));
    }

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
        third.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
