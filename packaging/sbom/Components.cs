using System.Security.Cryptography;
using CycloneDX.Models;
using Hash = CycloneDX.Models.Hash;

namespace Visor.Sbom;

/// <summary>Components of CycloneDX.</summary>
internal static class Components
{
    public static Component Executable(PublishedProgram program) => new()
    {
        Type = Component.Classification.Application,
        BomRef = $"visor@{program.Version}-{program.Runtime}",
        Name = "visor",
        Version = program.Version,
        Licenses = Licence("Apache-2.0"),
        Hashes = [new Hash { Alg = Hash.HashAlgorithm.SHA_256, Content = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(program.Executable))) }],
        Properties =
        [
            new Property { Name = "visor:runtime", Value = program.Runtime },
            new Property { Name = "visor:built-by:sdk", Value = program.Sdk },
            new Property { Name = "visor:built-by:linker", Value = program.Linker },
        ],
    };

    public static Component Package(NuGetPackage package, Component.ComponentScope scope) => new()
    {
        Type = Component.Classification.Library,
        BomRef = package.Purl,
        Name = package.Id,
        Version = package.Version,
        Scope = scope,
        Purl = package.Purl,
        Licenses = package.Licence is null ? null : Licence(package.Licence),
        Hashes = [new Hash { Alg = Hash.HashAlgorithm.SHA_512, Content = package.Sha512 }],
    };

    public static Component Library(ForeignLibrary library) => new()
    {
        Type = Component.Classification.Library,
        BomRef = library.Name,
        Name = library.Name,
        Version = library.Version,
        Description = library.Description,
        Scope = Component.ComponentScope.Required,
        Licenses = Licence(library.Licence),
    };

    private static List<LicenseChoice> Licence(string expression) =>
        [expression.Contains(' ', StringComparison.Ordinal) ? new LicenseChoice { Expression = expression } : new LicenseChoice { License = new License { Id = expression } }];
}
