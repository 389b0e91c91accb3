using System.Security.Cryptography;
using CycloneDX;
using CycloneDX.Json;
using CycloneDX.Models;

namespace Visor.Sbom;

/// <summary>CycloneDX 1.6: what is in the program, and with the scope <c>excluded</c> what it was built with.</summary>
internal static class BillOfMaterials
{
    /// <returns>JSON, valid by the schema of CycloneDX; the same program gives the same.</returns>
    /// <exception cref="ContentsException">The packages are not those of the lock file.</exception>
    public static string Of(PublishedProgram program, Contents contents, IReadOnlyList<LockedPackage> locked, IReadOnlyList<ForeignLibrary> compiler)
    {
        var inside = contents.Files.Keys.Select(p => NuGetPackage.At(contents.Folder, p.Id, p.Version)).OrderBy(p => p.Purl, StringComparer.Ordinal).ToList();
        var built = locked.Select(p => NuGetPackage.At(contents.Folder, p.Id, p.Version)).OrderBy(p => p.Purl, StringComparer.Ordinal).ToList();
        ShouldBeLocked(built, locked);

        var foreign = contents.Files.Values.SelectMany(f => f).Select(ForeignLibrary.In).OfType<ForeignLibrary>().Distinct().Concat(compiler).ToList();
        var executable = Components.Executable(program);
        List<Component> components =
        [
            .. inside.Select(p => Components.Package(p, Component.ComponentScope.Required)),
            .. foreign.Select(Components.Library),
            .. built.Where(p => !inside.Contains(p)).Select(p => Components.Package(p, Component.ComponentScope.Excluded)),
        ];
        var text = Serializer.Serialize(new Bom
        {
            SpecVersion = SpecificationVersion.v1_6,
            SerialNumber = SerialNumber(executable),
            Version = 1,
            Metadata = new Metadata { Timestamp = program.Date.UtcDateTime, Component = executable },
            Components = components,
            Dependencies =
            [
                new Dependency { Ref = executable.BomRef, Dependencies = [.. components.Where(c => c.Scope is Component.ComponentScope.Required).Select(c => new Dependency { Ref = c.BomRef })] },
                .. components.Select(c => new Dependency { Ref = c.BomRef }),
            ],
        });
        var result = Validator.Validate(text, SpecificationVersion.v1_6);
        return result.Valid ? text : throw new ContentsException($"the bill of materials is not one by the schema of CycloneDX: {string.Join("; ", result.Messages)}");
    }

    private static void ShouldBeLocked(IReadOnlyList<NuGetPackage> built, IReadOnlyList<LockedPackage> locked)
    {
        foreach (var package in built)
        {
            var expected = locked.Single(l => string.Equals(l.Id, package.Id, StringComparison.OrdinalIgnoreCase)).ContentHash;
            if (!string.Equals(package.ContentHash, expected, StringComparison.Ordinal))
                throw new ContentsException($"NuGet's folder has a {package.Id} {package.Version} that is not the one of the lock file; delete it there and publish again");
        }
    }

    // RFC 9562, version 8: of the program, so that nobody needs a random one.
    private static string SerialNumber(Component executable)
    {
        var bytes = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(executable.Hashes[0].Content))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return $"urn:uuid:{new Guid(bytes, bigEndian: true)}";
    }
}
