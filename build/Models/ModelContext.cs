using System.Reflection;
using System.Runtime.Loader;

namespace Levain.Host;

/// <summary>Loads the assembly of one model with its own packages. What the host has, such as Levain, is shared: a second copy of a type would be another type.</summary>
internal sealed class ModelContext(string assembly) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(assembly))
{
    private readonly string folder = Path.GetDirectoryName(assembly)!;

    protected override Assembly? Load(AssemblyName name)
    {
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, $"{name.Name}.dll"))) return null;
        var own = Path.Combine(folder, $"{name.Name}.dll");
        return File.Exists(own) ? LoadFromAssemblyPath(own) : null;
    }

    protected override nint LoadUnmanagedDll(string name)
    {
        foreach (var file in new[] { name, $"{name}.so", $"lib{name}.so", $"{name}.dll", $"lib{name}.dylib" })
            if (Path.Combine(folder, file) is var path && File.Exists(path)) return LoadUnmanagedDllFromPath(path);
        return 0;
    }
}
