namespace Levain.Images.Tests;

public sealed class RealRegistryTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly OciLayout layout;

    public RealRegistryTests() => layout = OciLayout.At(folder.At("layout"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_image_that_was_pushed_is_pulled_with_every_byte()
    {
        using var registry = await DockerRegistry.StartAsync();
        using var client = registry.Client();
        var image = Samples.Scorer(layout);

        var report = await client.PushAsync(layout, image.Save(layout), "team/scorer", "1.0.0", cancellation: Stop);
        var pulled = await client.PullAsync(ImageReference.Parse($"{registry.Host}/team/scorer:1.0.0"), OciLayout.At(folder.At("pulled")), Stop);

        Assert.Equal((3, 0, 0), (report.Sent, report.Mounted, report.WereThere));
        Assert.Equal(image.Digest, pulled.Digest);
        Assert.Equal(image.Digest, Image.Read(OciLayout.Open(folder.At("pulled")), pulled).Digest);
        Assert.Equal(["1.0.0"], await client.TagsAsync("team/scorer", Stop));
        if (Tool.IsThere("skopeo")) Assert.Equal(image.Digest.ToString(), Tool.Run("skopeo", "inspect", "--tls-verify=false", "--format", "{{.Digest}}", $"docker://{registry.Host}/team/scorer:1.0.0").Trim());
    }

    [Fact]
    public async Task A_second_push_sends_nothing_and_a_new_model_only_its_layer()
    {
        using var registry = await DockerRegistry.StartAsync();
        using var client = registry.Client();
        await client.PushAsync(layout, Samples.Scorer(layout).Save(layout), "a", "1", cancellation: Stop);

        var again = await client.PushAsync(layout, Samples.Scorer(layout).Save(layout), "a", "1", cancellation: Stop);
        var other = Samples.Scorer(layout, "more trees");
        var changed = await client.PushAsync(layout, other.Save(layout), "a", "2", cancellation: Stop);

        Assert.Equal((0, 0L), (again.Sent, again.SentBytes));
        Assert.Equal((2, 1), (changed.Sent, changed.WereThere));
        Assert.Equal(other.Layers[1].Blob.Size + other.Manifest.Config.Size, changed.SentBytes);
    }

    [Fact]
    public async Task Layers_of_another_repository_are_mounted()
    {
        using var registry = await DockerRegistry.StartAsync();
        using var client = registry.Client();
        var saved = Samples.Scorer(layout).Save(layout);
        await client.PushAsync(layout, saved, "a", "1", cancellation: Stop);

        var report = await client.PushAsync(layout, saved, "b", "1", from: "a", Stop);

        Assert.Equal((0, 3, 0L), (report.Sent, report.Mounted, report.SentBytes));
    }

    [Fact]
    public async Task A_large_layer_goes_in_pieces()
    {
        using var registry = await DockerRegistry.StartAsync();
        using var client = registry.Client(options: new RegistryOptions { PieceBytes = 50_000 });
        var image = Image.Scratch(Platform.LinuxAmd64).With(layout.Add(new LayerContent().AddFile("model.json", Samples.Numbers(20_000))));
        Assert.True(image.Layers[0].Blob.Size > 3 * 50_000);

        await client.PushAsync(layout, image.Save(layout), "a", "1", cancellation: Stop);
        var pulled = await client.PullAsync(ImageReference.Parse($"{registry.Host}/a:1"), OciLayout.At(folder.At("pulled")), Stop);

        Assert.Equal(image.Digest, pulled.Digest);
    }

    [Theory]
    [InlineData(700)]
    [InlineData(60_000)]
    [InlineData(123_456)]
    public async Task A_connection_that_breaks_at_any_byte_is_made_again(int bytes)
    {
        using var registry = await DockerRegistry.StartAsync();
        using var frail = new FrailConnection(int.Parse(registry.Host[(registry.Host.IndexOf(':', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture));
        using var client = new RegistryClient(frail.Host, options: new RegistryOptions { PieceBytes = 50_000, Patience = new() { FirstPause = TimeSpan.FromMilliseconds(5) } });
        var image = Image.Scratch(Platform.LinuxAmd64).With(layout.Add(new LayerContent().AddFile("model.json", Samples.Numbers(20_000))));
        frail.BreakAfter(bytes);

        await client.PushAsync(layout, image.Save(layout), "a", "1", cancellation: Stop);
        var pulled = await client.PullAsync(ImageReference.Parse($"{frail.Host}/a:1"), OciLayout.At(folder.At("pulled")), Stop);

        Assert.Equal((1, image.Digest), (frail.Breaks, pulled.Digest));
    }

    [Fact]
    public async Task An_index_is_pushed_and_pulled_with_its_images()
    {
        using var registry = await DockerRegistry.StartAsync();
        using var client = registry.Client();
        var arm = Samples.Scorer(layout, platform: Platform.LinuxArm64);
        var index = Image.SaveIndex(layout, Samples.Scorer(layout), arm);

        await client.PushAsync(layout, index, "a", "1", cancellation: Stop);
        var pulled = await client.PullAsync(ImageReference.Parse($"{registry.Host}/a:1"), OciLayout.At(folder.At("pulled")), Stop);

        Assert.Equal(arm.Digest, Image.Read(OciLayout.Open(folder.At("pulled")), pulled, Platform.LinuxArm64).Digest);
    }

    [Fact]
    public async Task What_refers_to_an_image_is_found_though_the_registry_keeps_no_referrers()
    {
        using var registry = await DockerRegistry.StartAsync();
        using var client = registry.Client();
        var image = Samples.Scorer(layout).Save(layout);
        await client.PushAsync(layout, image, "a", "1", cancellation: Stop);
        foreach (var type in new[] { "application/vnd.example.bill", "application/vnd.example.signature" })
        {
            var about = new ImageManifest
            {
                ArtifactType = type, Config = layout.Put(MediaTypes.Empty, ImageManifest.EmptyConfig.Span), Layers = [layout.Put(type, System.Text.Encoding.ASCII.GetBytes(type))],
                Subject = new Descriptor(image.MediaType, image.Digest, image.Size),
            };
            await client.PushAsync(layout, layout.Put(MediaTypes.Manifest, about.ToBytes()), "a", cancellation: Stop);
        }

        Assert.Equal(2, (await client.ReferrersAsync("a", image.Digest, cancellation: Stop)).Count);
        Assert.Single(await client.ReferrersAsync("a", image.Digest, "application/vnd.example.bill", Stop));
        Assert.Empty(await client.ReferrersAsync("a", Samples.SomeDigest, cancellation: Stop));
    }

    [Fact]
    public async Task What_was_deleted_is_gone()
    {
        using var registry = await DockerRegistry.StartAsync();
        using var client = registry.Client();
        var image = Samples.Scorer(layout).Save(layout);
        await client.PushAsync(layout, image, "a", "1", cancellation: Stop);

        Assert.True(await client.DeleteAsync("a", image.Digest, Stop));
        Assert.Null(await client.FindAsync("a", "1", Stop));
        Assert.False(await client.DeleteAsync("a", image.Digest, Stop));
    }

    [Fact]
    public async Task A_password_opens_and_a_wrong_one_is_refused_without_being_said()
    {
        using var registry = await DockerRegistry.StartAsync("me", "right");
        var image = Samples.Scorer(layout).Save(layout);
        using (var client = registry.Client(RegistryCredentials.Password("me", "right"))) await client.PushAsync(layout, image, "a", "1", cancellation: Stop);

        foreach (var credentials in new[] { null, RegistryCredentials.Password("me", "hunter2") })
        {
            using var client = registry.Client(credentials);
            var error = await Assert.ThrowsAsync<RegistryException>(() => client.TagsAsync("a", Stop));
            Assert.Contains("docker login", error.Hint, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        }
    }

    public void Dispose() => folder.Dispose();
}
