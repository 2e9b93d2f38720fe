using System.Runtime.Loader;
using Levain.Fingerprints;
using Levain.Planning;

namespace Levain.Tests.Fingerprints;

public sealed class FingerprintTests : IDisposable
{
    private const string Stage = """
        public sealed record A : Stage<Text> { protected override Task<Text> RunAsync(StageContext context) => Task.FromResult(new Text(H.Do())); }
        public sealed record B : Stage<Text> { protected override Task<Text> RunAsync(StageContext context) => Task.FromResult(new Text("b")); }

        """;

    private readonly SourceCode code = new();

    public void Dispose() => code.Dispose();

    [Theory]
    [InlineData("typeof(Other).GetMethod(\"X\")!.Name", "calls Type.GetMethod")]
    [InlineData("Type.GetType(\"Other\")!.Name", "calls Type.GetType")]
    [InlineData("Activator.CreateInstance(typeof(Other))!.ToString()!", "calls Activator.CreateInstance")]
    [InlineData("System.Reflection.Assembly.Load(\"Model\").ToString()", "calls Assembly.Load")]
    [InlineData("((dynamic)new Other()).X()", "calls ")]
    [InlineData("System.Text.Json.JsonSerializer.Serialize<object>(new Other())", "calls JsonSerializer.Serialize of a type that only the run knows")]
    [InlineData("Delegate.CreateDelegate(typeof(Func<string>), new Other(), \"X\").ToString()!", "calls Delegate.CreateDelegate")]
    public void Reflection_counts_the_whole_assembly_and_says_so(string call, string says)
    {
        Dictionary<string, CodeFingerprint> Of(string text) => SourceCode.Fingerprints($"{Stage} static class H {{ public static string Do() => {call}; }} class Other {{ public string X() => \"{text}\"; }}", "A", "B");

        var (before, after) = (Of("x"), Of("y"));

        Assert.StartsWith("Model: `H.Do()` ", Assert.Single(before["A"].WholeAssemblies), StringComparison.Ordinal);
        Assert.Contains(says, before["A"].WholeAssemblies[0], StringComparison.Ordinal);
        Assert.NotEqual(before["A"].Digest, after["A"].Digest);
        Assert.Equal(before["B"].Digest, after["B"].Digest);
    }

    [Theory]
    [InlineData("typeof(H).Assembly.GetManifestResourceStream(\"a.sql\")!.Length.ToString()", "a.sql", true)]
    [InlineData("typeof(H).Assembly.GetManifestResourceStream(\"a.sql\")!.Length.ToString()", "b.sql", false)]
    [InlineData("typeof(H).Assembly.GetManifestResourceStream(Environment.NewLine)!.Length.ToString()", "b.sql", true)]
    [InlineData("\"none\"", "a.sql", false)]
    public void An_embedded_resource_counts_where_it_is_read(string read, string edited, bool rebuilds)
    {
        Dictionary<string, CodeFingerprint> Of(byte content)
        {
            code.Compile("Model", [("Model.cs", $"{Stage} static class H {{ public static string Do() => {read}; }}")], new[] { "a.sql", "b.sql" }.Select(name => (name, new[] { name == edited ? content : (byte)7 })));
            return code.Fingerprints("A", "B");
        }

        var (before, after) = (Of(1), Of(2));

        Assert.Equal(rebuilds, before["A"].Digest != after["A"].Digest);
        Assert.Equal(before["B"].Digest, after["B"].Digest);
        Assert.Empty(before["A"].WholeAssemblies);
    }

    [Fact]
    public void A_package_counts_with_its_version_and_what_it_depends_on_where_it_is_reached()
    {
        var package = code.Compile("Package", [("P.cs", "public static class P { public static string X() => \"p\"; }")], own: false);
        code.Compile("Model", [("Model.cs", $"{Stage} static class H {{ public static string Do() => P.X(); }}")], references: [package]);
        Dictionary<string, CodeFingerprint> Of(string version, string deeper)
        {
            File.WriteAllText(Path.Combine(code.Folder, "Model.deps.json"), $$$"""
                {"targets":{".NETCoreApp,Version=v10.0":{"The.Package/{{{version}}}":{"dependencies":{"Deeper":"{{{deeper}}}"},"runtime":{"lib/net10.0/Package.dll":{} } },"Deeper/{{{deeper}}}":{} } },
                "libraries":{"The.Package/{{{version}}}":{"type":"package","sha512":"sha512-x"},"Deeper/{{{deeper}}}":{"type":"package","sha512":"sha512-y"} }}
                """);
            return code.Fingerprints("A", "B");
        }

        var first = Of("1.0.0", "2.0.0");
        Assert.Equal([("Deeper", "Deeper/2.0.0 sha512-y"), ("The.Package", "The.Package/1.0.0 sha512-x")], first["A"].Packages);
        Assert.Empty(first["B"].Packages);
        Assert.NotEqual(first["A"].Digest, Of("1.0.1", "2.0.0")["A"].Digest);
        Assert.NotEqual(first["A"].Digest, Of("1.0.0", "2.0.1")["A"].Digest);
        Assert.Equal(first["B"].Digest, Of("1.0.1", "2.0.1")["B"].Digest);
    }

    [Fact]
    public void A_library_of_ours_counts_by_the_members_that_are_reached_without_compiling_the_model_again()
    {
        string Library(int reached, int other, int chosen) => code.Compile("Library", [("L.cs", $$"""
            public static class L { public static string X() => Deeper() + new Impl<int>().Get(); static string Deeper() => "{{reached}}"; public static string Other() => "{{other}}"; }
            public interface IGet { int Get(); }
            public class Impl<T> : IGet { public virtual int Get() => {{chosen}}; }
            """)]);
        code.Compile("Model", [("Model.cs", $"{Stage} static class H {{ public static string Do() {{ IGet g = new Impl<string>(); return L.X() + g.Get(); }} }}")], references: [Library(1, 1, 1)]);
        var before = code.Fingerprints("A", "B");

        Library(1, 2, 1);
        Assert.Equal(before["A"].Digest, code.Fingerprints("A")["A"].Digest);
        Library(2, 1, 1);
        Assert.NotEqual(before["A"].Digest, code.Fingerprints("A")["A"].Digest);
        Library(1, 1, 2);
        Assert.NotEqual(before["A"].Digest, code.Fingerprints("A")["A"].Digest);
        Assert.Equal(before["B"].Digest, code.Fingerprints("B")["B"].Digest);
    }

    [Fact]
    public void A_missing_assembly_or_type_is_an_error_with_a_sentence()
    {
        code.Compile("Model", [("Model.cs", Edits.Harmless[0].Before)]);

        Assert.StartsWith("there is no assembly `Modle` in", Assert.Throws<BuildException>(() => new CodeFingerprinter(code.Universe()).Of("Modle", "A")).Message, StringComparison.Ordinal);
        Assert.Equal("the assembly `Model` has no type `C`", Assert.Throws<BuildException>(() => new CodeFingerprinter(code.Universe()).Of("Model", "C")).Message);
    }

    [Fact]
    public void A_moved_file_rebuilds_nothing_though_its_file_local_types_are_named_by_its_path()
    {
        const string Source = Stage + "file static class Local { public static string X() => new Func<string>(() => \"x\")(); } static class H { public static string Do() => Local.X(); }";
        code.Compile("Model", [("here/Model.cs", Source)]);
        var before = code.Fingerprints("A")["A"];
        code.Compile("Model", [("there/deeper/Model.cs", Source)]);

        Assert.Equal(before.Digest, code.Fingerprints("A")["A"].Digest);
    }

    [Fact]
    public void The_plumbing_of_the_engine_is_not_reached()
    {
        var reached = SourceCode.Fingerprints($$"""{{Stage}} static class H { public static string Do() => Digest.Of("x").Hex + new A().Name; }""", "A")["A"].Members.Select(member => member.Name);

        Assert.Equal(["Levain.Text.Load(Levain.ArtifactReader)", "Levain.Text.Save(Levain.ArtifactWriter)"],
            reached.Where(name => name.StartsWith("Levain.", StringComparison.Ordinal) && (name.Contains(".Load(", StringComparison.Ordinal) || name.Contains(".Save(", StringComparison.Ordinal))));
        Assert.DoesNotContain(reached, name => name.StartsWith("Levain.", StringComparison.Ordinal) && !name.StartsWith("Levain.Text.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Math.Exp(1).ToString()", false, true)]
    [InlineData("double.Pow(1, 2).ToString()", false, true)]
    [InlineData("Math.Sqrt(2).ToString()", false, false)]
    [InlineData("DateTime.Now.ToString()", true, false)]
    [InlineData("TimeZoneInfo.FindSystemTimeZoneById(\"UTC\").ToString()", true, false)]
    public void Time_zones_and_the_platforms_arithmetic_are_noted(string call, bool zones, bool math)
    {
        var fingerprint = SourceCode.Fingerprints($"{Stage} static class H {{ public static string Do() => {call}; }}", "A")["A"];

        Assert.Equal((zones, math), (fingerprint.UsesTimeZones, fingerprint.UsesPlatformMath));
    }

    [Fact]
    public void A_native_library_counts_by_its_bytes()
    {
        code.Compile("Model", [("Model.cs", $"{Stage} static partial class H {{ [DllImport(\"mine\")] static extern int f(); public static string Do() => f().ToString(); }}")]);
        var absent = code.Fingerprints("A")["A"];
        File.WriteAllText(Path.Combine(code.Folder, "libmine.so"), "one");
        var one = code.Fingerprints("A")["A"];
        File.WriteAllText(Path.Combine(code.Folder, "libmine.so"), "two");
        var two = code.Fingerprints("A")["A"];

        Assert.True(Assert.Single(absent.NativeLibraries).Digest.IsNone);
        Assert.Equal(("mine", Digest.Of("one")), Assert.Single(one.NativeLibraries));
        Assert.Equal(3, new HashSet<Digest> { absent.Digest, one.Digest, two.Digest }.Count);
    }

    [Fact]
    public void A_native_library_that_only_has_a_version_counts_too()
    {
        code.Compile("Model", [("Model.cs", $"{Stage} static partial class H {{ [DllImport(\"mine\")] static extern int f(); public static string Do() => f().ToString(); }}")]);
        File.WriteAllText(Path.Combine(code.Folder, "libmine.so.0"), "one");

        Assert.Equal(("mine", Digest.Of("one")), Assert.Single(code.Fingerprints("A")["A"].NativeLibraries));
    }

    [Fact]
    public void A_named_folder_comes_before_all_others()
    {
        var named = Directory.CreateDirectory(Path.Combine(code.Folder, "named")).FullName;
        File.WriteAllText(Path.Combine(code.Folder, "libmine.so"), "beside");
        File.WriteAllText(Path.Combine(named, "libmine.so.0"), "named");

        Assert.Equal(Path.Combine(named, "libmine.so.0"), NativeFiles.Find("mine", [code.Folder], named));
        Assert.Equal(Path.Combine(code.Folder, "libmine.so"), NativeFiles.Find("mine", [code.Folder], named: null));
    }

    [Fact]
    public void A_library_that_the_code_needs_and_nobody_installed_is_told_when_the_key_is_made()
    {
        var need = "[assembly: System.Reflection.AssemblyMetadata(\"Levain.Needs:mine\", \"the library Mine|apt-get install mine\")]\n";
        code.Compile("Model", [("Model.cs", need + $"{Stage} static partial class H {{ [DllImport(\"mine\")] static extern int f(); public static string Do() => f().ToString(); }}")]);

        var error = Assert.Throws<BuildException>(() => code.Fingerprints("A"));
        File.WriteAllText(Path.Combine(code.Folder, "libmine.so"), "installed");

        Assert.Equal(("the library Mine is not installed", "apt-get install mine"), (error.Message, error.Hint));
        Assert.Equal(("mine", Digest.Of("installed")), Assert.Single(code.Fingerprints("A")["A"].NativeLibraries));
    }

    [Fact]
    public void The_same_code_has_the_same_fingerprint_in_another_folder_and_on_another_thread()
    {
        code.Compile("Model", [("Model.cs", Edits.Harmless[8].After)]);
        using var other = new SourceCode();
        File.Copy(Path.Combine(code.Folder, "Model.dll"), Path.Combine(other.Folder, "Model.dll"));
        var expected = code.Fingerprints("A", "B");

        var prints = new Dictionary<string, CodeFingerprint>[4];
        var fingerprinter = new CodeFingerprinter(other.Universe());
        Parallel.For(0, prints.Length, i => prints[i] = new[] { "B", "A" }.ToDictionary(stage => stage, stage => fingerprinter.Of("Model", stage), StringComparer.Ordinal));

        Assert.All(prints, print => Assert.All(print, one => Assert.Equal(expected[one.Key].MembersDigest, one.Value.MembersDigest)));
        Assert.All(prints, print => Assert.All(print, one => Assert.Equal(expected[one.Key].Digest, one.Value.Digest)));
    }

    [Fact]
    public void Ready_to_run_code_has_the_fingerprint_of_what_it_was_compiled_from()
    {
        var tool = ReadyToRunCompiler.Find();
        if (tool is null) Assert.Skip("the ReadyToRun compiler can neither be found nor restored");
        var path = code.Compile("Model", [("Model.cs", Edits.Harmless[10].After)]);
        using var native = new SourceCode();
        var framework = System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory();
        var start = new System.Diagnostics.ProcessStartInfo(tool, [path, "-o", Path.Combine(native.Folder, "Model.dll"), "-r", framework + "*.dll", "-r", typeof(Stage).Assembly.Location, "--targetos", "linux", "--targetarch", "x64"])
        {
            RedirectStandardOutput = true,
        };
        using var process = System.Diagnostics.Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.True(process.ExitCode == 0, said);
        Assert.True(new FileInfo(Path.Combine(native.Folder, "Model.dll")).Length > new FileInfo(path).Length);
        var (plain, ready) = (code.Fingerprints("A", "B"), native.Fingerprints("A", "B"));
        Assert.Equal(plain["A"].Members, ready["A"].Members);
        Assert.Equal(plain["A"].Digest, ready["A"].Digest);
    }

    [Fact]
    public void Damaged_assemblies_are_refused_with_a_sentence_and_nothing_else()
    {
        var path = code.Compile("Model", [("Model.cs", Edits.Harmless[8].After)]);
        var good = File.ReadAllBytes(path);
        var random = new Random(17);
        var refused = 0;
        for (var i = 0; i < 300; i++)
        {
            var bad = (byte[])good.Clone();
            for (var flips = random.Next(1, 20); flips > 0; flips--) bad[random.Next(bad.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(path, i % 10 == 0 ? bad[..random.Next(bad.Length)] : bad);
            // A flip in a string or a constant is another program, and as good as any: then there is no exception.
            if (Record.Exception(() => code.Fingerprints("A", "B")) is { } error && Assert.IsType<BuildException>(error, exactMatch: false) is not null) refused++;
        }

        Assert.InRange(refused, 50, 300);
    }

    [Fact]
    public void The_members_read_what_they_write_and_the_difference_names_the_leaf()
    {
        IReadOnlyList<CodeMember> Of(int x) => SourceCode.Fingerprints($"{Stage} static class H {{ public static string Do() => Deeper(); static string Deeper() => \"{x}\"; }}", "A")["A"].Members;
        var (before, after) = (Of(1), Of(2));

        Assert.Equal(before, CodeMembers.Read(CodeMembers.Write(before)));
        Assert.Equal(["`H.Deeper()`: \"1\" became \"2\" (reached from `H.Do()` ← `A.RunAsync(Levain.StageContext)`)"], CodeDiff.Between(before, after));
        Assert.Equal("`H.Deeper()` is reached now (reached from `H.Do()` ← `A.RunAsync(Levain.StageContext)`)", Assert.Single(CodeDiff.Between([.. before.Where(one => one.Name != "H.Deeper()")], before)));
        Assert.Throws<BuildException>(() => CodeMembers.Read("{\"version\":1,\"members\":[[\"a\"]]}"u8));
        Assert.Throws<BuildException>(() => CodeMembers.Read("{\"version\":99,\"members\":[]}"u8));
    }

    [Fact]
    public void A_cached_fingerprint_stands_while_the_loaded_code_stands_and_a_rebuilt_library_is_refused()
    {
        var path = code.Compile("Model", [("Model.cs", Edits.Harmless[0].Before)]);
        var context = new AssemblyLoadContext("model", isCollectible: true);
        var stage = context.LoadFromStream(new MemoryStream(File.ReadAllBytes(path))).GetType("A")!;
        var folder = Path.Combine(code.Folder, "cache");
        var first = new CodeFingerprinter(code.Universe(), new FingerprintCache(folder)).Of(stage);

        code.Compile("Model", [("Model.cs", Edits.Reaching[0].After)]);
        var cached = new CodeFingerprinter(code.Universe(), new FingerprintCache(folder)).Of(stage);
        var refusal = Assert.Throws<BuildException>(() => new CodeFingerprinter(code.Universe()).Of(stage));

        Assert.Equal(first.Digest, cached.Digest);
        Assert.Equal(first.Members, cached.Members);
        Assert.Contains("`Model` was rebuilt while this build runs", refusal.Message, StringComparison.Ordinal);
        context.Unload();
    }

    [Fact]
    public void Twenty_stages_are_read_fast_and_found_in_the_cache_faster()
    {
        // Bounds are ten times what is measured (0.1 s and under 0.002 s): this test is about orders of magnitude, on a machine that others use too.
        var source = string.Concat(Enumerable.Range(0, 20).Select(i => $$"""
            public sealed record S{{i}} : Stage<Text>
            {
                protected override async Task<Text> RunAsync(StageContext context)
                {
                    var rows = Enumerable.Range(0, {{i}}).Where(x => x % 3 == {{i}}).Select(x => $"{x}:{H{{i}}.Twice(x)}").ToList();
                    await Task.Yield();
                    return new Text(string.Join('\n', rows) + (await context.ReadAsync(Artifact.Snapshot<Text>("x"))).Value);
                }
            }
            static class H{{i}} { public static int Twice(int x) { ArgumentOutOfRangeException.ThrowIfNegative(x); return x switch { 1 => 2, 2 => 4, _ => {{i}} }; } }

            """));
        var path = code.Compile("Model", [("Model.cs", source)]);
        var context = new AssemblyLoadContext("model", isCollectible: true);
        var model = context.LoadFromStream(new MemoryStream(File.ReadAllBytes(path)));
        var stages = Enumerable.Range(0, 20).Select(i => model.GetType($"S{i}")!).ToList();
        var folder = Path.Combine(code.Folder, "cache");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var cold = new CodeFingerprinter(code.Universe(), new FingerprintCache(folder));
        var first = stages.ConvertAll(stage => cold.Of(stage));
        var coldTime = watch.Elapsed;
        // Once before the clock starts: what is measured is the reading, not the compiling of the reader.
        _ = new CodeFingerprinter(code.Universe(), new FingerprintCache(folder)).Of(stages[0]);
        watch.Restart();
        var warm = new CodeFingerprinter(code.Universe(), new FingerprintCache(folder));
        var again = stages.ConvertAll(stage => warm.Of(stage));
        var warmTime = watch.Elapsed;
        TestContext.Current.TestOutputHelper?.WriteLine($"cold {coldTime.TotalMilliseconds:f1} ms, cached {warmTime.TotalMilliseconds:f1} ms");

        Assert.Equal(first.Select(one => one.Digest), again.Select(one => one.Digest));
        Assert.Equal(20, first.Select(one => one.Digest).Distinct().Count());
        Assert.InRange(coldTime, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.InRange(warmTime, TimeSpan.Zero, TimeSpan.FromSeconds(0.2));
        context.Unload();
    }

    [Fact]
    public void A_damaged_cache_is_a_miss()
    {
        var path = code.Compile("Model", [("Model.cs", Edits.Harmless[0].Before)]);
        var context = new AssemblyLoadContext("model", isCollectible: true);
        var stage = context.LoadFromStream(new MemoryStream(File.ReadAllBytes(path))).GetType("A")!;
        var folder = Path.Combine(code.Folder, "cache");
        var first = new CodeFingerprinter(code.Universe(), new FingerprintCache(folder)).Of(stage);
        var index = Path.Combine(folder, "Model.code");
        var bytes = File.ReadAllBytes(index);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(index, bytes);

        Assert.Equal(first.Digest, new CodeFingerprinter(code.Universe(), new FingerprintCache(folder)).Of(stage).Digest);
        context.Unload();
    }

    [Fact]
    public void An_object_of_a_third_assembly_in_an_option_counts_with_its_code()
    {
        var library = code.Compile("Library", [("L.cs", "public interface ILearner { int Fit(); } public sealed record A : Stage<Text> { public ILearner? Learner { get; init; } protected override Task<Text> RunAsync(StageContext context) => Task.FromResult(new Text(Learner!.Fit().ToString())); }")]);
        var folder = Path.Combine(code.Folder, "cache");
        (Digest With, Digest Without) Of(string fit)
        {
            var third = code.Compile("Third", [("T.cs", $"public sealed record Trees(int Depth) : ILearner {{ public int Fit() => {fit}; }}")], references: [library]);
            var context = new AssemblyLoadContext("model", isCollectible: true);
            var stage = (Stage)Activator.CreateInstance(context.LoadFromStream(new MemoryStream(File.ReadAllBytes(library))).GetType("A")!)!;
            var learner = Activator.CreateInstance(context.LoadFromStream(new MemoryStream(File.ReadAllBytes(third))).GetType("Trees")!, 3);
            var reader = new StageReader();
            Assert.Empty(reader.Read(stage).OptionTypes);
            stage.GetType().GetProperty("Learner")!.SetValue(stage, learner);
            var fingerprinter = new CodeFingerprinter(code.Universe(), new FingerprintCache(folder));
            var fingerprints = (fingerprinter.Of(stage.GetType(), reader.Read(stage).OptionTypes).Digest, fingerprinter.Of(stage.GetType()).Digest);
            context.Unload();
            return fingerprints;
        }

        var (before, after) = (Of("3"), Of("4"));

        Assert.NotEqual(before.With, after.With);
        Assert.Equal(before.Without, after.Without);
    }

    [Fact]
    public void A_native_library_of_the_same_size_and_time_is_seen_to_be_another()
    {
        var path = code.Compile("Model", [("Model.cs", $"{Stage} static partial class H {{ [DllImport(\"mine\")] static extern int f(); public static string Do() => f().ToString(); }}")]);
        var context = new AssemblyLoadContext("model", isCollectible: true);
        var stage = context.LoadFromStream(new MemoryStream(File.ReadAllBytes(path))).GetType("A")!;
        var (folder, native) = (Path.Combine(code.Folder, "cache"), Path.Combine(code.Folder, "libmine.so"));
        File.WriteAllText(native, "one");
        var time = File.GetLastWriteTimeUtc(native);
        var first = new CodeFingerprinter(code.Universe(), new FingerprintCache(folder)).Of(stage).Digest;
        File.WriteAllText(native + ".new", "two");
        File.SetLastWriteTimeUtc(native + ".new", time);
        File.Move(native + ".new", native, overwrite: true);

        Assert.NotEqual(first, new CodeFingerprinter(code.Universe(), new FingerprintCache(folder)).Of(stage).Digest);
        context.Unload();
    }

    [Theory]
    [InlineData("value + 1", "value + 2", "the stage of a part")]
    [InlineData("parts.Count", "parts.Count * 2", "the merge")]
    [InlineData("!file.EndsWith(\"md\")", "!file.EndsWith(\"txt\")", "the choice of the parts")]
    [InlineData("\"made \"", "\"Made \"", "how a part is saved")]
    public void A_stage_over_parts_counts_the_stage_of_each_part_and_the_merge(string code, string edited, string why)
    {
        const string Source = """
            public sealed record A : PartitionedStage<N, Text>
            {
                protected override Stage<N> StageOf(string name) => new P { Page = Tree.Part<Text>(name) };
                protected override IReadOnlyList<string> Divide(IReadOnlyList<string> files) => files.Where(file => !file.EndsWith("md")).ToList();
                protected override Task<Text> MergeAsync(IReadOnlyList<Artifact<N>> parts, StageContext context) => Task.FromResult(new Text((parts.Count).ToString()));
            }
            public sealed record P : Stage<N> { public required Artifact<Text> Page { get; init; } protected override Task<N> RunAsync(StageContext context) => Task.FromResult(new N(Add(3))); static int Add(int value) => value + 1; }
            public sealed record N(int Value) : IArtifact<N> { public void Save(ArtifactWriter output) => new Text("made " + Value).Save(output); public static N Load(ArtifactReader input) => new(3); }
            public sealed record B : Stage<Text> { protected override Task<Text> RunAsync(StageContext context) => Task.FromResult(new Text("b")); }
            """;

        var (before, after) = (SourceCode.Fingerprints(Source, "A", "B"), SourceCode.Fingerprints(Source.Replace(code, edited, StringComparison.Ordinal), "A", "B"));

        Assert.True(before["A"].Digest != after["A"].Digest, why);
        Assert.Equal(before["B"].Digest, after["B"].Digest);
        Assert.Empty(before["A"].WholeAssemblies);
    }
}
