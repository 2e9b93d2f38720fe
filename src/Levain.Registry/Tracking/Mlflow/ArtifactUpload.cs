using System.Globalization;

namespace Levain.Registry.Tracking;

/// <summary>Sends files to a server that keeps artifacts itself (<c>mlflow-artifacts:</c>). Where they are kept elsewhere, nothing is sent.</summary>
internal sealed class ArtifactUpload(MlflowApi api, Uri address, long largest)
{
    private const string Proxy = "api/2.0/mlflow-artifacts/artifacts/";

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <param name="isNew">A run that has just been made has no files yet.</param>
    public async Task SendAsync(TrackedRun run, ServerRun target, bool isNew, List<string> notices, CancellationToken cancellation)
    {
        if (run.Artifacts.Count == 0) return;
        if (BaseOf(target.Artifacts) is not { } root)
        {
            notices.Add($"the artifacts of run `{run.Name}` were not sent: {api.Who} does not keep them itself");
            return;
        }

        var there = new Dictionary<string, IReadOnlyDictionary<string, long>>(StringComparer.Ordinal);
        foreach (var (name, file) in Files(run, notices))
        {
            var size = new FileInfo(file).Length;
            if (size > largest)
            {
                notices.Add(string.Create(CultureInfo.InvariantCulture, $"artifact `{name}` of run `{run.Name}` was not sent: it has {size} bytes, and may have {largest}"));
                continue;
            }

            if (!isNew && (await ListAsync(target.Id, FolderOf(name), there, cancellation).ConfigureAwait(false)).TryGetValue(name, out var old) && old == size) continue;
            var status = await api.PutFileAsync(new Uri(root, Escaped(name)), file, cancellation).ConfigureAwait(false);
            if (status is < 200 or >= 300) notices.Add(string.Create(CultureInfo.InvariantCulture, $"artifact `{name}` of run `{run.Name}` was not sent: {api.Who} answered {status}"));
        }
    }

    private static List<(string Name, string File)> Files(TrackedRun run, List<string> notices)
    {
        var names = MlflowNames.Of(run.Artifacts.Select(artifact => artifact.Name));
        var files = new List<(string, string)>();
        foreach (var artifact in run.Artifacts)
        {
            var name = names[artifact.Name];
            if (File.Exists(artifact.Path)) files.Add((name, artifact.Path));
            else if (Directory.Exists(artifact.Path))
                foreach (var file in Directory.EnumerateFiles(artifact.Path, "*", Everything).Order(StringComparer.Ordinal)) files.Add(($"{name}/{Path.GetRelativePath(artifact.Path, file).Replace('\\', '/')}", file));
            else notices.Add($"artifact `{artifact.Name}` of run `{run.Name}` is not there any more, and was not sent");
        }

        return files;
    }

    // Only to the server that we speak with: another would get our credentials, or files that it should not have.
    private Uri? BaseOf(string artifacts)
    {
        const string own = "mlflow-artifacts:";
        if (artifacts.StartsWith(own, StringComparison.Ordinal))
        {
            var path = artifacts[own.Length..];
            if (path.StartsWith("//", StringComparison.Ordinal))
            {
                var end = path.IndexOf('/', 2);
                if (end < 0 || (end > 2 && path[2..end] != address.Authority)) return null;
                path = path[end..];
            }

            return new Uri(address, $"{Proxy}{Escaped(path.Trim('/'))}/");
        }

        return Uri.TryCreate(artifacts.TrimEnd('/') + "/", UriKind.Absolute, out var direct) && direct.Scheme == address.Scheme && direct.Authority == address.Authority && direct.AbsolutePath.Contains(Proxy, StringComparison.Ordinal) ? direct : null;
    }

    private async Task<IReadOnlyDictionary<string, long>> ListAsync(string run, string folder, Dictionary<string, IReadOnlyDictionary<string, long>> known, CancellationToken cancellation)
    {
        if (known.TryGetValue(folder, out var sizes)) return sizes;
        RunEntry[] query = folder.Length == 0 ? [new("run_id", run)] : [new("run_id", run), new("path", folder)];
        var answer = await api.GetAsync("artifacts/list", query, cancellation).ConfigureAwait(false);
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        if (answer.IsGood)
            foreach (var file in MlflowAnswer.List(answer.Body, "files"))
                if (MlflowAnswer.Text(file, "file_size").Length > 0) found[MlflowAnswer.Text(file, "path")] = MlflowAnswer.Number(file, "file_size");
        return known[folder] = found;
    }

    private static string FolderOf(string name) => name.LastIndexOf('/') is var slash && slash > 0 ? name[..slash] : "";

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
