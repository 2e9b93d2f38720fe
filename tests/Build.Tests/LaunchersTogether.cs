namespace Levain.Build.Tests;

/// <summary>Tests of both launchers, one after the other, in one workspace: compiling it takes longer than most of them.</summary>
[CollectionDefinition]
public sealed class LaunchersTogether : ICollectionFixture<LauncherWorkspace>;
