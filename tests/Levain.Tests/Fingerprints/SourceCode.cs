using Levain.Fingerprints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Levain.Tests.Fingerprints;

/// <summary>Compiles C# in memory as the project does: Release, deterministic, with a fixed path map.</summary>
internal sealed class SourceCode : IDisposable
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading;
        global using System.Threading.Tasks; global using System.Runtime.CompilerServices; global using System.Runtime.InteropServices; global using Levain;
        [assembly: System.Reflection.AssemblyMetadata("Levain.Source", "own")]
        """;

    private static readonly Lazy<MetadataReference[]> Framework = new(() => [.. Directory.GetFiles(ReferencePack(), "*.dll").Select(file => MetadataReference.CreateFromFile(file))]);

    private readonly string root = Directory.CreateTempSubdirectory("levain-code-").FullName;

    public string Folder => root;

    /// <summary>Compiles the files into <paramref name="name"/>.dll and returns its path.</summary>
    public string Compile(string name, IEnumerable<(string Path, string Text)> files, IEnumerable<(string Name, byte[] Content)>? resources = null, IEnumerable<string>? references = null, bool own = true, Symbols symbols = Symbols.Embedded)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp14);
        var trees = files.Append(("Usings.cs", own ? Usings : Usings[..Usings.IndexOf("[assembly", StringComparison.Ordinal)]))
            .Select(file => CSharpSyntaxTree.ParseText(SourceText.From(file.Item2, System.Text.Encoding.UTF8), options, "/levain/" + file.Item1)).ToList();
        var compilation = CSharpCompilation.Create(name, trees,
            [.. Framework.Value, MetadataReference.CreateFromFile(typeof(Stage).Assembly.Location), .. (references ?? []).Select(file => MetadataReference.CreateFromFile(file))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, deterministic: true, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        var path = Path.Combine(root, name + ".dll");
        using var output = File.Create(path);
        using var beside = symbols == Symbols.Beside ? File.Create(Path.ChangeExtension(path, ".pdb")) : null;
        var result = compilation.Emit(output, beside, manifestResources: (resources ?? []).Select(one => new ResourceDescription(one.Name, () => new MemoryStream(one.Content), isPublic: true)),
            options: new EmitOptions(debugInformationFormat: symbols == Symbols.Embedded ? DebugInformationFormat.Embedded : DebugInformationFormat.PortablePdb, pdbFilePath: $"/levain/{name}.pdb"),
            embeddedTexts: symbols == Symbols.None ? null : trees.Select(tree => EmbeddedText.FromSource(tree.FilePath, tree.GetText())));
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error)));
        return path;
    }

    /// <param name="platform">For which pins of native libraries are read; null for this one.</param>
    public AssemblyUniverse Universe(string? platform = null) => new([root, Path.GetDirectoryName(typeof(Stage).Assembly.Location)!]) { Platform = platform ?? NativePin.Platform };

    public static Dictionary<string, CodeFingerprint> Fingerprints(string source, params string[] stages)
    {
        using var code = new SourceCode();
        code.Compile("Model", [("Model.cs", source)]);
        return code.Fingerprints(stages);
    }

    public Dictionary<string, CodeFingerprint> Fingerprints(params string[] stages)
    {
        var fingerprinter = new CodeFingerprinter(Universe());
        return stages.ToDictionary(stage => stage, stage => fingerprinter.Of("Model", stage), StringComparer.Ordinal);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static string ReferencePack()
    {
        var dotnet = Path.Combine(RuntimeEnvironmentFolder, "..", "..", "..");
        return Directory.GetDirectories(Path.Combine(dotnet, "packs", "Microsoft.NETCore.App.Ref")).Order(StringComparer.Ordinal).Select(pack => Path.Combine(pack, "ref", "net10.0")).Last(Directory.Exists);
    }

    private static string RuntimeEnvironmentFolder => System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory();
}

/// <summary>Where the compiler leaves what it knows of the source.</summary>
internal enum Symbols
{
    None,
    Embedded,
    Beside,
}
