using System.Diagnostics;
using System.Runtime.CompilerServices;
using Levain.Store;

namespace Levain.Tests.Store;

/// <summary>The test executable started again to do one thing in a process of its own.</summary>
internal static class ChildProcess
{
    private const string Variable = "LEVAIN_TEST_STORE_CHILD";

    private static string Executable => Path.Combine(AppContext.BaseDirectory, "Levain.Tests");

    /// <summary>Starts a child, behind <paramref name="wrapper"/> if there is one, such as <c>strace</c> with its options.</summary>
    public static Process Start(string[] command, params string[] wrapper)
    {
        string[] line = [.. wrapper, Executable];
        var start = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment[Variable] = string.Join('\n', command);
        return Process.Start(start)!;
    }

    /// <summary>Runs a child to its end and gives what it said.</summary>
    public static string Run(string[] command, params string[] wrapper)
    {
        using var process = Start(command, wrapper);
        process.StandardInput.Close();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return said;
    }

    // CA2255: a module initializer is meant for applications, and this is one: it turns the test runner into the child before it starts.
#pragma warning disable CA2255
    [ModuleInitializer]
    internal static void Initialize()
#pragma warning restore CA2255
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } command) return;
        try
        {
            Do(command.Split('\n'));
        }
        catch (BuildException error)
        {
            Console.WriteLine(error.Message);
        }

        Environment.Exit(0);
    }

    private static void Do(string[] command)
    {
        switch (command)
        {
            case ["put", var store, var text]:
                Console.WriteLine(new FileContentStore(StoreFolder.Open(store)).Put(System.Text.Encoding.UTF8.GetBytes(text)));
                break;
            case ["read", var store, var digest]:
                Console.WriteLine(new FileContentStore(StoreFolder.Open(store)).Read(Digest.Parse(digest)).Length);
                break;
            case ["use", var store, var scratch, var rounds]:
                Collection.StoreUser.Run(store, scratch, int.Parse(rounds, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ["pull", var store, var remote, var times, .. var trees]:
                Remotes.StorePuller.Run(store, remote, int.Parse(times, System.Globalization.CultureInfo.InvariantCulture), [.. trees.Select(tree => Content.Tree(Digest.Parse(tree)))]);
                break;
            case ["leave", var store]:
                var left = StoreFolder.Open(store).NewTemporary();
                File.WriteAllText(left, "left behind");
                Console.WriteLine(left);
                Console.In.ReadToEnd();
                break;
            case ["materialize", var store, .. var trees]:
                var content = new FileContentStore(StoreFolder.Open(store));
                var paths = trees.Select(tree => content.Materialize(Content.Tree(Digest.Parse(tree)))).ToList();
                foreach (var path in paths) path.Verify();
                Console.WriteLine("verified");
                break;
            case ["checkout", var store, var tree, var path, var mode]:
                new FileContentStore(StoreFolder.Open(store)).CheckOut(Content.Tree(Digest.Parse(tree)), path, Enum.Parse<CheckOutMode>(mode));
                Console.WriteLine("checked out");
                break;
            case ["write", var store, var scratch]:
                WriteForever(store, scratch);
                break;
            case ["same", var store]:
                for (var i = 0; i < 200; i++) new FileContentStore(StoreFolder.Open(store)).Put(System.Text.Encoding.UTF8.GetBytes($"object {i}"));
                break;
            case ["snapshot", var store, var path]:
                Console.WriteLine(new Snapshotter(StatCache.Load(StoreFolder.Open(store))).Take(path).Content);
                break;
            case ["hold", var path, var purpose]:
                using (ProcessLock.Acquire(path, purpose))
                {
                    Console.WriteLine("held");
                    Console.In.ReadToEnd();
                }

                break;
            case ["wait", var path]:
                Console.WriteLine(ComputedWhileWaiting(path));
                break;
            case ["count", var path, var counter, var times]:
                for (var i = int.Parse(times, System.Globalization.CultureInfo.InvariantCulture); i > 0; i--) CountUp(path, counter);
                break;
            default:
                Console.WriteLine("unknown command");
                break;
        }
    }

    private static int ComputedWhileWaiting(string path)
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        var before = Environment.CpuUsage.TotalTime;
        try
        {
            ProcessLock.Acquire(path, "wait", cancellation: cancellation.Token).Dispose();
            return -1;
        }
        catch (OperationCanceledException)
        {
            return (int)(Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        }
    }

    private static void CountUp(string path, string counter)
    {
        using var held = ProcessLock.Acquire(path, "count");
        var count = int.Parse(File.ReadAllText(counter), System.Globalization.CultureInfo.InvariantCulture);
        File.WriteAllText(counter, (count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static void WriteForever(string root, string scratch)
    {
        var folder = StoreFolder.Open(root);
        var store = new FileContentStore(folder);
        for (var i = 0; ; i++)
        {
            using var held = ProcessLock.Acquire(Path.Combine(folder.Locks, "writer"), "write");
            store.Put(System.Text.Encoding.UTF8.GetBytes($"{Environment.ProcessId} {i}"));
            var made = Path.Combine(scratch, $"{Environment.ProcessId}-{i}");
            Directory.CreateDirectory(Path.Combine(made, "below"));
            for (var j = 0; j < 5; j++) File.WriteAllText(Path.Combine(made, "below", $"{j}.txt"), $"{i} {j}");
            var tree = store.AddPath(made, Adding.Take);
            AtomicFile.Write(Path.Combine(scratch, "last"), System.Text.Encoding.ASCII.GetBytes(tree.ToString()), folder.NewTemporary());
            store.Materialize(tree).Verify();
            Console.WriteLine($"wrote {i}");
        }
    }
}
