using Levain.Remotes;

namespace Levain.Images.Tests;

public sealed class FaultyRegistryTests : IDisposable
{
    private static readonly RegistryOptions Quick = new()
    {
        PieceBytes = 40_000,
        Parallel = 1,
        Patience = new RemotePatience { Attempts = 4, FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(20), Stall = TimeSpan.FromSeconds(20) },
    };

    private readonly TempFolder folder = new();
    private readonly FaultyRegistry registry = new();
    private readonly OciLayout layout;
    private readonly Descriptor image;

    public FaultyRegistryTests()
    {
        layout = OciLayout.At(folder.At("layout"));
        image = Image.Scratch(Platform.LinuxAmd64).With(layout.Add(new LayerContent().AddFile("model.json", Samples.Numbers(8000)))).Save(layout);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> PassingFaults => new()
    {
        { "HEAD", 429 }, { "POST", 429 }, { "PATCH", 500 }, { "PUT", 503 }, { "GET", 500 }, { "POST", 0 }, { "PATCH", 0 }, { "PUT", 0 }, { "GET", 0 },
    };

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task What_passes_is_waited_for(string method, int status)
    {
        registry.Faults = (asked, count) => asked == method && count == 1 ? new FaultyRegistry.Fault(status, Drop: status == 0, After: 1500) : null;

        var pulled = await PushAndPullAsync();

        Assert.Equal(image.Digest, pulled.Digest);
    }

    [Fact]
    public async Task A_broken_piece_is_continued_where_the_registry_says_that_it_has_got_to()
    {
        registry.Faults = (asked, count) => asked == "PATCH" && count == 2 ? new FaultyRegistry.Fault(Drop: true, After: 12_345) : null;
        using var client = new RegistryClient(registry.Host, options: Quick);

        var report = await client.PushAsync(layout, image, "a", "1", cancellation: Stop);

        // The session of the layer went on: one for it, one for the config.
        Assert.Equal(2, registry.Requests.Count(request => request.StartsWith("POST", StringComparison.Ordinal)));
        Assert.True(registry.Blobs.ContainsKey(ImageManifest.Parse(layout.Read(image, OciLimits.ManifestBytes)).Layers[0].Digest.ToString()));
        Assert.Equal(2, report.Sent);
    }

    [Fact]
    public async Task Who_asks_is_said_again_when_a_token_ends_in_the_middle()
    {
        registry.Faults = (asked, count) => (asked == "PATCH" && count == 2) || (asked == "HEAD" && count == 1) ? new FaultyRegistry.Fault(401) : null;

        var pulled = await PushAndPullAsync();

        Assert.Equal(image.Digest, pulled.Digest);
        Assert.InRange(registry.TokensGiven, 2, 3);
    }

    [Fact]
    public async Task One_who_is_never_let_in_is_told_so()
    {
        registry.Faults = (_, _) => new FaultyRegistry.Fault(401);
        using var client = new RegistryClient(registry.Host, RegistryCredentials.Password("me", "hunter2"), Quick);

        var error = await Assert.ThrowsAsync<RegistryException>(() => client.PushAsync(layout, image, "a", "1", cancellation: Stop));

        Assert.Contains("does not take our credentials", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(507)]
    [InlineData(413)]
    [InlineData(403)]
    public async Task What_does_not_pass_is_said_once_and_nothing_of_the_servers_words(int status)
    {
        registry.Faults = (asked, _) => asked is "PATCH" ? new FaultyRegistry.Fault(status) : null;
        using var client = new RegistryClient(registry.Host, options: Quick);

        var error = await Assert.ThrowsAsync<RegistryException>(() => client.PushAsync(layout, image, "a", "1", cancellation: Stop));

        Assert.Contains($"answered {status} (DENIED)", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        Assert.Single(registry.Requests, request => request.StartsWith("PATCH", StringComparison.Ordinal));
        Assert.Empty(registry.Manifests);
    }

    [Fact]
    public async Task A_registry_that_is_down_is_given_up()
    {
        registry.Faults = (_, _) => new FaultyRegistry.Fault(500);
        using var client = new RegistryClient(registry.Host, options: Quick);

        var error = await Assert.ThrowsAsync<RemoteException>(() => client.TagsAsync("a", Stop));

        Assert.Contains("answered 500 4 times", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_takes_bytes_for_others_is_not_believed()
    {
        registry.Faults = (asked, _) => asked == "PUT" ? new FaultyRegistry.Fault(Lie: true) : null;
        using var client = new RegistryClient(registry.Host, options: Quick);

        await Assert.ThrowsAsync<RegistryException>(() => client.PushAsync(layout, image, "a", "1", cancellation: Stop));

        Assert.Empty(registry.Manifests);
    }

    [Theory]
    [InlineData(1, "the manifest")]
    [InlineData(2, "the first blob")]
    [InlineData(3, "the second blob")]
    public async Task Wrong_bytes_are_refused_and_not_kept(int which, string because)
    {
        using var client = new RegistryClient(registry.Host, options: Quick);
        await client.PushAsync(layout, image, "a", "1", cancellation: Stop);
        var gets = 0;
        registry.Faults = (asked, _) => asked == "GET" && ++gets == which ? new FaultyRegistry.Fault(Lie: true) : null;
        var target = OciLayout.At(folder.At("pulled"));

        var error = await Record.ExceptionAsync(() => client.PullAsync(ImageReference.Parse($"{registry.Host}/a@{image.Digest}"), target, Stop));

        Assert.True(error is BuildException, because);
        Assert.False(target.Has(image.Digest));
        foreach (var path in Directory.EnumerateFiles(folder.At("pulled/blobs"), "*", SearchOption.AllDirectories)) Assert.Equal(Path.GetFileName(path), Digest.Of(File.ReadAllBytes(path)).Hex);
    }

    [Fact]
    public async Task A_layer_that_breaks_off_is_fetched_again()
    {
        using var client = new RegistryClient(registry.Host, options: Quick);
        await client.PushAsync(layout, image, "a", "1", cancellation: Stop);
        var gets = 0;
        registry.Faults = (asked, _) => asked == "GET" && ++gets == 3 ? new FaultyRegistry.Fault(Cut: true) : null;

        var pulled = await client.PullAsync(ImageReference.Parse($"{registry.Host}/a:1"), OciLayout.At(folder.At("pulled")), Stop);

        Assert.Equal(image.Digest, pulled.Digest);
    }

    [Fact]
    public async Task A_push_that_was_stopped_goes_on_with_what_is_missing()
    {
        using var client = new RegistryClient(registry.Host, options: Quick);
        registry.Faults = (asked, count) => asked == "PATCH" && count >= 2 ? new FaultyRegistry.Fault(403) : null;
        await Assert.ThrowsAsync<RegistryException>(() => client.PushAsync(layout, image, "a", "1", cancellation: Stop));
        registry.Faults = (_, _) => null;

        var report = await client.PushAsync(layout, image, "a", "1", cancellation: Stop);

        Assert.Equal((1, 1), (report.WereThere, report.Sent));
    }

    public void Dispose()
    {
        registry.Dispose();
        folder.Dispose();
    }

    private async Task<Descriptor> PushAndPullAsync()
    {
        using var client = new RegistryClient(registry.Host, options: Quick);
        await client.PushAsync(layout, image, "a", "1", cancellation: Stop);
        return await client.PullAsync(ImageReference.Parse($"{registry.Host}/a:1"), OciLayout.At(folder.At("pulled")), Stop);
    }
}
