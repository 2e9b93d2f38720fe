namespace Levain.Launching;

/// <summary>Compiles the units that changed and switches them in: one that has finished its folder is renamed, so a running host never loses a file.</summary>
internal sealed class Compilation(string root, Hosts hosts, DotNet dotnet, Ahead ahead)
{
    private readonly Inputs inputs = new(root);
    private readonly string folder = Path.Combine(root, ".levain", "build");

    public void Run()
    {
        if (IsCurrent()) return;
        if (!Ahead.Modes.Contains(Ahead.Mode)) throw new StopException($"LEVAIN_READYTORUN is `{Ahead.Mode}`: it may be now, background or off");

        Directory.CreateDirectory(hosts.Folder);
        Directory.CreateDirectory(folder);
        using (FileLock.Take(root, "compile", "another build is compiling the host: waiting for it…"))
        {
            if (!hosts.IsCurrent(inputs.States())) CompileUntilStill();
        }

        // Without the lock: whoever compiles ahead of time takes it to switch.
        if (Ahead.Mode == "now" && hosts.JustInTime.Any()) ahead.RunNow();
    }

    private bool IsCurrent() => hosts.IsCurrent(inputs.States()) && (Ahead.Mode != "now" || !hosts.JustInTime.Any());

    private void CompileUntilStill()
    {
        for (var round = 0; round < 4; round++)
        {
            var before = inputs.States();
            var contents = inputs.Read();
            var units = Unit.All(contents);
            var missing = units.Where(IsMissing).ToList();
            var isRestored = missing.Count > 0 && Compile(missing, contents);

            // A file that moved while the compiler ran: nobody knows which of its contents was compiled. Restore may have written lock files for it.
            var after = inputs.States();
            if (after != before && inputs.Read() is var now && now.ToString() != contents.ToString())
            {
                if (!isRestored || now.WithoutLocks() != contents.WithoutLocks())
                {
                    Console.Error.WriteLine("sources changed while they were compiled: once more…");
                    continue;
                }

                units = Unit.All(now);
                Write("restored", now.Packages());
                Write("source", now.Digest("src/") + "\n");
            }

            Publish(units, after);
            return;
        }

        throw new StopException("sources keep changing while they are compiled: run again when they are at rest");
    }

    private bool IsMissing(Unit unit)
    {
        var broken = Broken(unit);
        if (Directory.Exists(broken) && !new CompilerLog(Path.Combine(broken, "build.log")).IsFinal) Directory.Delete(broken, recursive: true);
        return !hosts.Holds(unit) && !Directory.Exists(broken);
    }

    /// <returns>Whether packages were restored.</returns>
    private bool Compile(List<Unit> missing, Contents contents)
    {
        dotnet.WantSdk();
        Console.Error.WriteLine(hosts.IsThere ? $"compiling {string.Join(", ", missing.Select(unit => unit.Name))}…" : "compiling the host (first run: about 20 s)…");
        hosts.DeleteTemporary();
        Write("wanted", string.Concat(missing.Select(unit => unit.Project + "\n")));
        foreach (var mark in missing.Select(Mark).Where(File.Exists))
            File.Delete(mark);

        // With the assemblies of src/ in place a model is compiled without a look at them.
        var source = contents.Digest("src/") + "\n";
        var (isHost, needsRestore) = (missing[0].IsHost, NeedsRestore(missing, contents));
        List<string> arguments = [];
        if (missing.Count > 1) arguments.Add("-m");
        if (!isHost && Read("source") == source) arguments.Add("-p:ModelsOnly=true");
        Write("source", "");

        var log = MSBuild(needsRestore ? [.. arguments, "-restore"] : arguments);
        // Packages may have gone from the cache since they were restored.
        if (!needsRestore && (log.Has("NETSDK") || log.Has("NU") || log.Has("MSB")))
        {
            needsRestore = true;
            log = MSBuild([.. arguments, "-restore"]);
        }

        if (isHost && !File.Exists(Mark(missing[0]))) throw new StopException("the host does not compile:\n" + log.Summary(root));

        Write("source", source);
        if (!log.Has("NU")) Write("restored", contents.Packages());
        return needsRestore;
    }

    private CompilerLog MSBuild(List<string> arguments)
    {
        dotnet.Compile("build/compile/Compile.proj", ".levain/build/log", arguments);
        return new CompilerLog(Path.Combine(folder, "log"));
    }

    private bool NeedsRestore(List<Unit> missing, Contents contents) =>
        Read("restored") != contents.Packages() || missing.Any(unit => !File.Exists(Path.Combine(folder, "obj", unit.Folder, "project.assets.json")));

    private void Publish(IReadOnlyList<Unit> units, string states)
    {
        var next = "";
        foreach (var unit in units)
        {
            if (!hosts.Holds(unit) && !Directory.Exists(Broken(unit))) Publish(unit);
            next += hosts.Holds(unit) ? unit.Line(hosts.Best(unit.Id)) : $"broken\t{unit.Name}\t{unit.Id}.broken/build.log\n";
        }

        var isFinal = units.All(unit => hosts.Holds(unit) || new CompilerLog(Path.Combine(Broken(unit), "build.log")).IsFinal);
        hosts.Switch(next, isFinal ? states : null);
        ahead.MayTryAgain();
        hosts.Clean();
    }

    private void Publish(Unit unit)
    {
        var temporary = hosts.In("tmp." + unit.Id);
        Directory.CreateDirectory(temporary);
        if (File.Exists(Mark(unit)))
        {
            Folders.Copy(Path.Combine(folder, "bin", unit.Folder), temporary);
            File.WriteAllText(Path.Combine(temporary, "in-use"), "");
            Renames.Folder(temporary, hosts.In(unit.Id + ".jit"));
            return;
        }

        var log = Path.Combine(temporary, "build.log");
        File.WriteAllLines(log, new CompilerLog(Path.Combine(folder, "log")).About(Path.GetFullPath(Path.Combine(root, unit.Project))));
        Console.Error.WriteLine($"model `{unit.Name}` does not compile:\n{new CompilerLog(log).Summary(root)}");
        Renames.Folder(temporary, Broken(unit));
    }

    private string Broken(Unit unit) => hosts.In(unit.Id + ".broken");

    // Left by Compiled.targets.
    private string Mark(Unit unit) => Path.Combine(folder, "obj", unit.Folder, "compiled");

    private string Read(string name) => File.Exists(Path.Combine(folder, name)) ? File.ReadAllText(Path.Combine(folder, name)) : "";

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
}
