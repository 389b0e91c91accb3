using System.Reflection;

namespace Visor.Testing.Processes;

/// <summary>An executable that is driven as a program: what was built beside an assembly, or what the environment names (a published one).</summary>
internal static class BuiltProgram
{
    /// <param name="variable">Of the environment.</param>
    /// <param name="metadata">Keys of the assembly's metadata that hold paths of what was built: what was built last counts.</param>
    /// <exception cref="FileNotFoundException">None is there.</exception>
    public static string Find(Assembly assembly, string variable, params IReadOnlyList<string> metadata)
    {
        string[] paths = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named
            ? [Path.GetFullPath(named)]
            : [.. metadata.Select(key => Path.GetFullPath(ValueOf(assembly, key)))];
        return paths.Where(File.Exists).MaxBy(BuiltAt) ?? throw new FileNotFoundException($"{paths[^1]} is missing: build the solution with `dotnet build`");
    }

    // Beside an executable that only starts a runtime lies the code.
    private static DateTime BuiltAt(string path) => File.GetLastWriteTimeUtc(File.Exists(path + ".dll") ? path + ".dll" : path);

    private static string ValueOf(Assembly assembly, string key) =>
        assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => string.Equals(a.Key, key, StringComparison.Ordinal)).Value!;
}
