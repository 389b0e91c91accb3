namespace Visor.Sbom;

/// <summary>What comes in from elsewhere than a package of NuGet.</summary>
/// <param name="Licence">An SPDX expression.</param>
/// <param name="Version">Null: nothing tells it.</param>
internal sealed record ForeignLibrary(string Name, string? Version, string Licence, string Description)
{
    private static readonly string[] Own = ["libSystem.", "libRuntime.", "libeventpipe-", "libstandalonegc-"];

    /// <summary>What gcc adds to each executable.</summary>
    public static IEnumerable<ForeignLibrary> OfCompiler(string gcc, string glibc) =>
    [
        new("libgcc", gcc, "GPL-3.0-or-later WITH GCC-exception-3.1", "Helper functions that gcc links into each program"),
        new("glibc", glibc, "LGPL-2.1-or-later", "The start files of the C library (crt1.o, libc_nonshared.a); the library itself is the machine's"),
    ];

    /// <summary>The library of somebody else that a file of .NET's runtime is; null: the file is the runtime's own.</summary>
    /// <exception cref="ContentsException">It is not known what the file is.</exception>
    public static ForeignLibrary? In(string file) => file switch
    {
        "libz.a" => new("zlib-ng", Version: null, "Zlib", "Compression, built into the runtime of .NET"),
        "libbrotlicommon.a" or "libbrotlidec.a" or "libbrotlienc.a" => new("brotli", Version: null, "MIT", "Compression, built into the runtime of .NET"),
        "libstdc++compat.a" or "libaotminipal.a" or "libbootstrapper.o" => null,
        _ when file.EndsWith(".dll", StringComparison.Ordinal) => null,
        _ when Own.Any(own => file.StartsWith(own, StringComparison.Ordinal)) => null,
        _ => throw new ContentsException($"the runtime of .NET has a file {file} that is not known; find out whose library it is and add it to packaging/sbom/ForeignLibrary.cs"),
    };
}
