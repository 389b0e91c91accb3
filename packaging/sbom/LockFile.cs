using System.Text.Json;

namespace Visor.Sbom;

/// <summary>The packages of a <c>packages.lock.json</c> for one runtime.</summary>
internal static class LockFile
{
    public static IReadOnlyList<LockedPackage> Read(string path, string runtime)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return
        [
            .. document.RootElement.GetProperty("dependencies").EnumerateObject()
                .Where(target => !target.Name.Contains('/', StringComparison.Ordinal) || target.Name.EndsWith('/' + runtime, StringComparison.Ordinal))
                .SelectMany(target => target.Value.EnumerateObject())
                .Select(package => new LockedPackage(package.Name, package.Value.GetProperty("resolved").GetString()!, package.Value.GetProperty("contentHash").GetString()!))
                .Distinct(),
        ];
    }
}
