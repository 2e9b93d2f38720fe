using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Levain.Tables.DuckDb;

namespace Levain.Tables.Tests.DuckDb;

public sealed class NativeLibraryTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("levain-native-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("linux-x64", "libduckdb.so")]
    [InlineData("osx-arm64", "libduckdb.dylib")]
    [InlineData("win-x64", "duckdb.dll")]
    public void A_library_is_called_as_its_platform_calls_libraries(string platform, string file) => Assert.Equal(file, Pin(platform: platform).File);

    [Fact]
    public void Each_platform_is_pinned_with_its_package()
    {
        var metadata = typeof(Table).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), false).Cast<System.Reflection.AssemblyMetadataAttribute>().ToList();
        string[] platforms = ["linux-x64", "linux-arm64", "osx-x64", "osx-arm64", "win-x64", "win-arm64"];

        Assert.All(platforms, platform => Assert.True(Digest.TryParse(metadata.Single(each => each.Key == $"Levain.Native:duckdb:{platform}").Value!, out _)));
        Assert.All(platforms, platform => Assert.Matches("^@duckdb/node-bindings-[a-z0-9]+-(x64|arm64)@1\\.5\\.5-r\\.5 sha512-.{86}==$", metadata.Single(each => each.Key == $"Levain.Package:duckdb:{platform}").Value));
    }

    [Fact]
    public void A_named_folder_is_the_only_one_that_is_looked_into()
    {
        var program = Directory.CreateDirectory(Path.Combine(folder, "program")).FullName;
        File.WriteAllText(Path.Combine(program, "libduckdb.so"), "beside the program");

        Assert.Equal(Path.Combine(program, "libduckdb.so"), NativeFolder.Find(Pin(), named: null, program));
        Assert.Null(NativeFolder.Find(Pin(), named: Path.Combine(folder, "other"), program));
    }

    [Fact]
    public void What_was_fetched_is_found_from_anywhere_in_the_workspace()
    {
        File.WriteAllText(Path.Combine(folder, "data.lock.json"), "{}");
        var kept = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, ".levain", "native", "duckdb-1-linux-x64")).FullName, "libduckdb.so");
        File.WriteAllText(kept, "library");

        Assert.Equal(kept, NativeFolder.Find(Pin(), named: null, Path.Combine(folder, "tests", "X", "bin")));
    }

    [Fact]
    public void The_package_is_unpacked_once_and_nothing_but_the_library_stays()
    {
        var npm = Npm(Package("library"), out var integrity);
        var target = Path.Combine(folder, "native", "duckdb");

        var path = new NativePackage(Pin(integrity), npm).FetchInto(target);

        Assert.Equal("library", File.ReadAllText(path));
        Assert.Equal(["libduckdb.so"], Directory.GetFiles(target).Select(Path.GetFileName));
        Assert.Equal(path, new NativePackage(Pin(integrity), "no-such-npm").FetchInto(target));
    }

    [Fact]
    public void A_package_with_another_hash_is_refused_and_nothing_of_it_stays()
    {
        var npm = Npm(Package("another library"), out _);
        var target = Path.Combine(folder, "native", "duckdb");

        var error = Assert.Throws<BuildException>(() => new NativePackage(Pin("sha512-wanted"), npm).FetchInto(target));

        Assert.Contains("not the pinned sha512-wanted", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder, "native"), "*.so", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetDirectories(Path.Combine(folder, "native")));
    }

    [Fact]
    public void Without_npm_the_error_says_what_to_do()
    {
        var error = Assert.Throws<BuildException>(() => new NativePackage(Pin(), "no-such-npm").FetchInto(Path.Combine(folder, "native", "duckdb")));

        Assert.Equal("`libduckdb.so` of `@duckdb/node-bindings-linux-x64@1` is not here, and npm, which fetches it, is not installed", error.Message);
        Assert.Contains("LEVAIN_NATIVE", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void What_npm_says_is_told()
    {
        var npm = Script("echo 'npm error 404 Not Found' >&2; exit 1");

        var error = Assert.Throws<BuildException>(() => new NativePackage(Pin(), npm).FetchInto(Path.Combine(folder, "native", "duckdb")));

        Assert.EndsWith("is not here, and npm could not fetch it (npm error 404 Not Found)", error.Message, StringComparison.Ordinal);
    }

    private static NativePin Pin(string integrity = "sha512-none", string platform = "linux-x64") => new("duckdb", platform, default, "@duckdb/node-bindings-linux-x64@1", integrity);

    private string Package(string library)
    {
        var path = Path.Combine(folder, "package.tgz");
        using var tar = new TarWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest), TarEntryFormat.Ustar);
        foreach (var (name, text) in new[] { ("package/package.json", "{}"), ("package/libduckdb.so", library) })
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)) });
        return path;
    }

    // Does what `npm pack … --pack-destination FOLDER` does.
    private string Npm(string package, out string integrity)
    {
        integrity = $"sha512-{Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(package)))}";
        return Script($"cp '{package}' \"$4/fetched.tgz\"");
    }

    private string Script(string commands)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the npm of this test is a shell script");
        var path = Path.Combine(folder, "npm");
        File.WriteAllText(path, $"#!/bin/sh\n{commands}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
