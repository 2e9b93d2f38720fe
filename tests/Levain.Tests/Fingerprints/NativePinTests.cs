using System.Runtime.Loader;
using Levain.Fingerprints;

namespace Levain.Tests.Fingerprints;

public sealed class NativePinTests : IDisposable
{
    private const string Calls = """
        public sealed record A : Stage<Text> { protected override Task<Text> RunAsync(StageContext context) => Task.FromResult(new Text(H.Do())); }
        static class H { [DllImport("mine")] static extern int f(); public static string Do() => f().ToString(); }
        """;

    private static readonly Digest First = Digest.Of("first"), Second = Digest.Of("second");

    private readonly SourceCode code = new();

    public void Dispose() => code.Dispose();

    [Fact]
    public void A_pinned_library_counts_by_its_pin_without_a_file()
    {
        var fingerprint = Of("linux-x64", Pin("linux-x64", First.ToString()));

        Assert.Equal([("mine", First)], fingerprint.NativeLibraries);
    }

    [Fact]
    public void The_file_of_a_pinned_library_does_not_count()
    {
        var before = Of("linux-x64", Pin("linux-x64", First.ToString()));
        File.WriteAllText(Path.Combine(code.Folder, "libmine.so"), "whatever lies there");

        Assert.Equal(before.Digest, Of("linux-x64", Pin("linux-x64", First.ToString())).Digest);
    }

    [Fact]
    public void Another_pin_is_another_key() =>
        Assert.NotEqual(Of("linux-x64", Pin("linux-x64", First.ToString())).Digest, Of("linux-x64", Pin("linux-x64", Second.ToString())).Digest);

    [Theory]
    [InlineData("linux-x64", "first")]
    [InlineData("osx-arm64", "second")]
    [InlineData("win-x64", null)]
    public void Each_platform_has_its_pin(string platform, string? pinned)
    {
        File.WriteAllText(Path.Combine(code.Folder, "libmine.so"), "the file");

        var fingerprint = Of(platform, Pin("linux-x64", First.ToString()) + Pin("osx-arm64", Second.ToString()));

        Assert.Equal([("mine", Digest.Of(pinned ?? "the file"))], fingerprint.NativeLibraries);
    }

    [Fact]
    public void This_platform_is_named_without_its_distribution() =>
        Assert.Matches("^(linux|osx|win)-(x64|arm64)$", NativePin.Platform);

    [Fact]
    public void A_pin_holds_for_another_assembly_that_calls_the_same_library()
    {
        var library = code.Compile("Library", [("L.cs", $"{Pin("linux-x64", First.ToString())} public static class L {{ [DllImport(\"mine\")] static extern int g(); public static int Do() => g(); }}")]);
        code.Compile("Model", [("Model.cs", Calls.Replace("=> f()", "=> L.Do().ToString() + f()", StringComparison.Ordinal))], references: [library]);

        Assert.Equal([("mine", First)], Fingerprint("linux-x64").NativeLibraries);
    }

    [Fact]
    public void Two_assemblies_that_pin_a_library_differently_are_refused()
    {
        var library = code.Compile("Library", [("L.cs", $"{Pin("linux-x64", First.ToString())} public static class L {{ [DllImport(\"mine\")] static extern int g(); public static int Do() => g(); }}")]);
        code.Compile("Model", [("Model.cs", Pin("linux-x64", Second.ToString()) + Calls.Replace("=> f()", "=> L.Do().ToString() + f()", StringComparison.Ordinal))], references: [library]);

        var error = Assert.Throws<BuildException>(() => Fingerprint("linux-x64"));

        Assert.Equal("the assemblies `Model` and `Library` pin native library `mine` for linux-x64 to different digests", error.Message);
    }

    [Theory]
    [InlineData("sha256:12", "too short")]
    [InlineData("", "empty")]
    [InlineData("SHA256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855", "upper case")]
    public void A_pin_that_is_no_digest_is_refused(string value, string why)
    {
        var error = Assert.Throws<BuildException>(() => Of("linux-x64", Pin("linux-x64", value)));

        Assert.True(error.Message == $"the assembly `Model` pins native library `mine` for linux-x64 to `{value}`, which is no digest", why);
    }

    [Fact]
    public void A_library_pinned_twice_in_one_assembly_is_refused()
    {
        var error = Assert.Throws<BuildException>(() => Of("linux-x64", Pin("linux-x64", First.ToString()) + Pin("linux-x64", Second.ToString())));

        Assert.Equal($"the assembly `Model` pins native library `mine` for linux-x64 twice, to {First.Brief} and {Second.Brief}", error.Message);
    }

    [Theory]
    [InlineData("linux-x64", true)]
    [InlineData("osx-arm64", false)]
    public void A_cached_fingerprint_stands_on_its_platform_when_the_library_arrives(string platform, bool stands)
    {
        var path = code.Compile("Model", [("Model.cs", Pin("linux-x64", First.ToString()) + Pin("osx-arm64", Second.ToString()) + Calls)]);
        var context = new AssemblyLoadContext("model", isCollectible: true);
        var stage = context.LoadFromStream(new MemoryStream(File.ReadAllBytes(path))).GetType("A")!;
        var folder = Path.Combine(code.Folder, "cache");
        new CodeFingerprinter(code.Universe("linux-x64"), new FingerprintCache(folder)).Of(stage);
        File.WriteAllText(Path.Combine(code.Folder, "libmine.so"), "fetched");

        var found = new FingerprintCache(folder).Find(stage, [], code.Universe(platform), () => throw new InvalidOperationException());

        Assert.Equal(stands, found is not null);
        context.Unload();
    }

    private static string Pin(string platform, string value) => $"[assembly: System.Reflection.AssemblyMetadata(\"Levain.Native:mine:{platform}\", \"{value}\")]\n";

    private CodeFingerprint Of(string platform, string pins)
    {
        code.Compile("Model", [("Model.cs", pins + Calls)]);
        return Fingerprint(platform);
    }

    private CodeFingerprint Fingerprint(string platform) => new CodeFingerprinter(code.Universe(platform)).Of("Model", "A");
}
