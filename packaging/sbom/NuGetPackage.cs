using System.Text.Json;
using System.Xml.Linq;

namespace Visor.Sbom;

/// <summary>A package as it lies unpacked in NuGet's folder.</summary>
/// <param name="Licence">An SPDX expression; null: the package names none.</param>
/// <param name="Sha512">Of the file <c>.nupkg</c>, hexadecimal.</param>
/// <param name="ContentHash">As a lock file has it.</param>
internal sealed record NuGetPackage(string Id, string Version, string? Licence, string Sha512, string ContentHash)
{
    public string Purl => $"pkg:nuget/{Id}@{Version}";

    public static NuGetPackage At(string packages, string id, string version)
    {
        var name = id.ToLowerInvariant();
        var folder = Path.Combine(packages, name, version);
        var specification = XDocument.Load(Path.Combine(folder, name + ".nuspec")).Root!;
        var metadata = specification.Elements().Single(e => e.Name.LocalName is "metadata");
        using var kept = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, ".nupkg.metadata")));
        return new NuGetPackage(
            metadata.Elements().Single(e => e.Name.LocalName is "id").Value,
            version,
            metadata.Elements().FirstOrDefault(e => e.Name.LocalName is "license" && e.Attribute("type")?.Value is "expression")?.Value,
            Convert.ToHexStringLower(Convert.FromBase64String(File.ReadAllText(Path.Combine(folder, $"{name}.{version}.nupkg.sha512")))),
            kept.RootElement.GetProperty("contentHash").GetString()!);
    }
}
