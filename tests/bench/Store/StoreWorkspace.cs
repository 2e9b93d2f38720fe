namespace Levain.Bench;

/// <summary>The workspace of the store suite: one model reads a folder of the workspace, the other the snapshot that was taken of it.</summary>
internal static class StoreWorkspace
{
    public const string FolderModel = "folder-reader", SnapshotModel = "snapshot-reader", Tree = "tree";

    public static GeneratedWorkspace Create(string source, string root) => GeneratedWorkspace.Create(source, root,
    [
        (FolderModel, "FolderReader", Source("FolderReader", $"Workspace<Files>(\"data/{Tree}\")")),
        (SnapshotModel, "SnapshotReader", Source("SnapshotReader", $"Snapshot<Files>(\"{Tree}\")")),
    ]);

    public static string TreeOf(GeneratedWorkspace workspace) => Path.Combine(workspace.Root, "data", Tree);

    private static string Source(string name, string artifact) => $$"""
        namespace {{name}};

        public sealed class ReaderPipeline : Pipeline
        {
            public override IEnumerable<Stage> Compose(BuildProfile profile) =>
                profile.IsSample ? [] : [new CountFiles { Data = Artifact.{{artifact}} }];
        }

        public sealed record CountFiles : Stage<Text>
        {
            public required Artifact<Files> Data { get; init; }

            protected override async Task<Text> RunAsync(StageContext context) => new($"{(await context.ReadAsync(Data)).Names.Count}");
        }

        """;
}
