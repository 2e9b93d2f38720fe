using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Levain.Images.Tests;

public sealed class ManifestTests
{
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000001";
    private const string Config = "\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"sha256:" + Zeros + "\",\"size\":2}";

    private static readonly string[] Odd = ["", "\"", "\\", "\n\0\u001f", "é", "🏒", "\u2028", "</script>", "a/b", "ячмень"];

    [Fact]
    public void What_is_written_reads_back_and_is_written_the_same_again() => Check.QuickThrowOnFailure(Prop.ForAll(Manifests(), manifest =>
    {
        var once = manifest.ToBytes();
        var again = ImageManifest.Parse(once);
        return again.ToBytes().AsSpan().SequenceEqual(once) && again.Annotations.Equals(manifest.Annotations) && again.Layers.SequenceEqual(manifest.Layers);
    }));

    [Fact]
    public void The_text_of_a_manifest_is_what_the_specification_says_and_no_more()
    {
        var manifest = new ImageManifest { Config = new Descriptor(MediaTypes.Empty, Digest.Parse("sha256:" + Zeros), 2), Layers = [], Annotations = Annotations.None.With("b", "2").With("a", "1") };

        Assert.Equal("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\"sha256:"
            + Zeros + "\",\"size\":2},\"layers\":[],\"annotations\":{\"a\":\"1\",\"b\":\"2\"}}", Encoding.UTF8.GetString(manifest.ToBytes()));
    }

    [Theory]
    [InlineData("", "no document")]
    [InlineData("[]", "no object")]
    [InlineData("{\"schemaVersion\":1," + Config + ",\"layers\":[]}", "an old version")]
    [InlineData("{" + Config + ",\"layers\":[]}", "no version")]
    [InlineData("{\"schemaVersion\":2,\"layers\":[]}", "no config")]
    [InlineData("{\"schemaVersion\":2," + Config + "}", "no layers")]
    [InlineData("{\"schemaVersion\":2," + Config + ",\"layers\":{}}", "layers are no list")]
    [InlineData("{\"schemaVersion\":2," + Config + ",\"layers\":[1]}", "a layer is no object")]
    [InlineData("{\"schemaVersion\":2," + Config + ",\"layers\":[],\"manifests\":[]}", "an index and an image in one")]
    [InlineData("{\"schemaVersion\":2," + Config + "," + Config + ",\"layers\":[]}", "two configs: each reader takes another")]
    [InlineData("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\"," + Config + ",\"layers\":[]}", "it says it is an index")]
    [InlineData("{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a/b\",\"digest\":\"md5:00\",\"size\":2},\"layers\":[]}", "a weak digest")]
    [InlineData("{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a/b\",\"digest\":\"sha256:../../etc/passwd\",\"size\":2},\"layers\":[]}", "a digest that is a path")]
    [InlineData("{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a/b\",\"digest\":\"sha256:" + Zeros + "\",\"size\":-1},\"layers\":[]}", "a size below zero")]
    [InlineData("{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a/b\",\"digest\":\"sha256:" + Zeros + "\",\"size\":1e99},\"layers\":[]}", "a size that no number holds")]
    [InlineData("{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a b\",\"digest\":\"sha256:" + Zeros + "\",\"size\":1},\"layers\":[]}", "a media type with a blank")]
    [InlineData("{\"schemaVersion\":2," + Config + ",\"layers\":[],\"annotations\":{\"a\":1}}", "an annotation that is no text")]
    [InlineData("{\"schemaVersion\":2," + Config + ",\"layers\":[],\"annotations\":{\"a\":\"\\ud800\"}}", "half a surrogate pair")]
    [InlineData("{\"schemaVersion\":2," + Config + ",\"layers\":[],\"x\":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}", "too deep")]
    public void What_is_no_manifest_is_refused(string text, string because)
    {
        var error = Record.Exception(() => ImageManifest.Parse(Encoding.UTF8.GetBytes(text)));

        Assert.True(error is OciFormatException, because);
    }

    [Fact]
    public void Too_many_layers_are_refused()
    {
        var layer = "{\"mediaType\":\"a/b\",\"digest\":\"sha256:" + Zeros + "\",\"size\":1}";
        var text = $"{{\"schemaVersion\":2,{Config},\"layers\":[{string.Join(',', Enumerable.Repeat(layer, OciLimits.Items + 1))}]}}";

        Assert.Contains("more than 4096 items", Assert.Throws<OciFormatException>(() => ImageManifest.Parse(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_bytes_are_changed_reading_ends_with_a_manifest_or_a_sentence()
    {
        var good = new ImageManifest { Config = Descriptor.Of(MediaTypes.Config, "{}"u8), Layers = [Descriptor.Of(MediaTypes.GzipLayer, "x"u8)], Annotations = Annotations.None.With("a", "é") }.ToBytes();
        var random = new Random(11);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = (byte[])good.Clone();
            for (var change = 0; change <= i % 3; change++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);

            var error = Record.Exception(() => ImageManifest.Parse(bytes.AsMemory(0, i % 5 == 0 ? random.Next(bytes.Length) : bytes.Length)));

            Assert.True(error is null or OciFormatException, error?.ToString());
        }
    }

    [Fact]
    public void A_config_reads_back_with_all_that_it_says()
    {
        var config = new ImageConfig
        {
            Platform = new Platform("linux", "arm64", "v8"), User = "1000", ExposedPorts = ["8080/tcp"], Environment = ["A=1", "B=é"], Entrypoint = ["/a"], Command = ["b"],
            Volumes = ["/data"], WorkingFolder = "/w", StopSignal = "SIGTERM", Labels = Annotations.None.With("x", "y"), DiffIds = [Samples.SomeDigest],
        };

        var again = ImageConfig.Parse(config.ToBytes());

        Assert.Equivalent(config, again, strict: true);
        Assert.Equal(config.ToBytes(), again.ToBytes());
    }

    [Fact]
    public void A_variable_that_is_set_again_is_there_once() =>
        Assert.Equal(["B=1", "A=2"], new ImageConfig { Environment = ["A=1", "B=1"] }.WithVariable("A", "2").Environment);

    [Fact]
    public void An_index_gives_the_manifest_of_a_platform_and_names_those_that_there_are()
    {
        var amd = Descriptor.Of(MediaTypes.Manifest, "a"u8) with { Platform = Platform.LinuxAmd64 };
        var arm = Descriptor.Of(MediaTypes.Manifest, "b"u8) with { Platform = new Platform("linux", "arm64", "v8") };
        var index = ImageIndex.Parse(new ImageIndex { Manifests = [amd, arm] }.ToBytes());

        Assert.Equal(arm, index.For(Platform.LinuxArm64));
        Assert.Contains("`linux/amd64`", Assert.Throws<OciFormatException>(() => index.For(Platform.Parse("linux/s390x"))).Hint, StringComparison.Ordinal);
    }

    private static Arbitrary<ImageManifest> Manifests()
    {
        var text = Gen.Elements(Odd).ListOf().Select(string.Concat);
        var annotations = Gen.Zip(text.Where(name => name.Length > 0), text).ListOf().Select(pairs => pairs.Aggregate(Annotations.None, (all, pair) => all.With(pair.Item1, pair.Item2)));
        var descriptor = Gen.Zip(text, annotations).Select(pair => Descriptor.Of(MediaTypes.GzipLayer, Encoding.UTF8.GetBytes(pair.Item1)) with { Annotations = pair.Item2 });
        return Gen.Zip(descriptor.ListOf(), annotations).Select(pair => new ImageManifest { Config = Descriptor.Of(MediaTypes.Config, "{}"u8), Layers = [.. pair.Item1], Annotations = pair.Item2 }).ToArbitrary();
    }
}
