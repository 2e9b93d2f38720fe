using System.Diagnostics;
using Levain.Collection;
using Levain.Store;

namespace Levain.Tests.Collection;

/// <summary>Eight processes write, look up and read while a collection without grace runs again and again: none loses what it was told it has.</summary>
public sealed class BesideWritersTests(ITestOutputHelper output) : IDisposable
{
    private readonly CollectedStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public void Nobody_loses_what_he_was_told_he_has()
    {
        var rounds = Environment.GetEnvironmentVariable("LEVAIN_SOAK") == "1" ? 200 : 12;
        var users = new List<Process>();
        var (started, collections, freed) = (0, 0, 0L);
        while (started < 16 || users.Count > 0)
        {
            // Always eight, until sixteen have come and gone: what those who went had made is dead.
            while (users.Count < 8 && started < 16) users.Add(Store.ChildProcess.Start(["use", store.Path(".levain"), store.Path("scratch"), $"{rounds + (started++ % 4) * 4}"]));
            freed += store.Collect().Bytes;
            collections++;
            foreach (var user in users.Where(user => user.HasExited).ToList())
            {
                Assert.Equal("kept all\n", user.StandardOutput.ReadToEnd());
                users.Remove(user);
            }
        }

        output.WriteLine($"{started} processes, {collections} collections, {freed} bytes freed");
        Assert.True(freed > 0 && collections > 3);
        store.Collect();
        Assert.Empty(store.Files(".levain/objects"));
        Assert.Empty(store.Files(".levain/packs"));
        Assert.Empty(store.Files(".levain/actions"));
    }
}
