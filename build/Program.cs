// Stands in until the targets are here: shows what it was started with.
// LEVAIN_HOST holds the folder of all hosts, then what makes up this one: lines of words separated by tabs.
var lines = (Environment.GetEnvironmentVariable("LEVAIN_HOST") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
var leases = new List<IDisposable>();

// A shared lock on `in-use` keeps a folder from being cleaned away while this process may still load from it.
foreach (var line in lines.Skip(1))
{
    var words = line.Split('\t');
    var folder = Path.Combine(lines[0], words[^1].Split('/')[0]);
    if (words[0] != "broken")
        leases.Add(new FileStream(Path.Combine(folder, "in-use"), FileMode.Open, FileAccess.Read, FileShare.Read));
}

Console.WriteLine(string.Join('|', args));
foreach (var line in lines.Skip(1))
    Console.WriteLine(line);
Console.WriteLine(typeof(Levain.Digest).Assembly.ManifestModule.ModuleVersionId);

if (args is ["--wait", ..])
    Console.ReadLine();
leases.ForEach(lease => lease.Dispose());
return args is [.., "--exit", var code] ? int.Parse(code, System.Globalization.CultureInfo.InvariantCulture) : 0;
