using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Packaging;

/// <summary>What the packages contain, and what their bills of materials say of it.</summary>
public sealed partial class ContentsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("x64", "amd64", 62)]
    [InlineData("arm64", "arm64", 183)]
    public async Task Both_packages_have_the_same_program_for_their_machine_and_the_glibc_that_is_promised(string runtime, string architecture, byte machine)
    {
        var program = await Unpack(runtime, architecture);

        program[18].ShouldBe(machine); // elf(5), e_machine
        GlibcVersion().Matches(Encoding.Latin1.GetString(program))
            .Max(m => int.Parse(m.Groups["minor"].Value, CultureInfo.InvariantCulture)).ShouldBeLessThanOrEqualTo(34);
    }

    [Theory]
    [InlineData("x64", "amd64")]
    [InlineData("arm64", "arm64")]
    public async Task The_bill_of_materials_is_of_the_program_in_the_packages(string runtime, string architecture)
    {
        var program = await Unpack(runtime, architecture);
        using var bill = JsonDocument.Parse(await File.ReadAllBytesAsync(CleanRoot.Package($"-linux-{runtime}.cdx.json"), TestContext.Current.CancellationToken));
        string[] Components(string scope) =>
            [.. bill.RootElement.GetProperty("components").EnumerateArray().Where(c => c.GetProperty("scope").ValueEquals(scope)).Select(c => c.GetProperty("name").GetString()!)];

        bill.RootElement.GetProperty("specVersion").GetString().ShouldBe("1.6");
        bill.RootElement.GetProperty("metadata").GetProperty("component").GetProperty("hashes")[0].GetProperty("content").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(program)));
        Components("required").ShouldBe(
            [
                $"Microsoft.AspNetCore.App.Runtime.linux-{runtime}", $"Microsoft.NETCore.App.Runtime.NativeAOT.linux-{runtime}",
                "BouncyCastle.Cryptography", "System.CommandLine", "System.IO.Hashing", "Tomlyn", "brotli", "glibc", "libgcc", "zlib-ng",
            ],
            ignoreOrder: true);
        Components("excluded").ShouldContain("Microsoft.DotNet.ILCompiler", StringComparer.Ordinal);
    }

    /// <returns>The program, which both packages have.</returns>
    private async Task<byte[]> Unpack(string runtime, string architecture)
    {
        if (CleanRoot.Packages.Length == 0)
            Assert.Skip("VISOR_PACKAGES names no folder with packages; packaging/release makes them");
        Requirement.Program("dpkg-deb");
        Directory.CreateDirectory(_folder.In("deb"));
        Directory.CreateDirectory(_folder.In("tar"));
        (await TestProcess.Run("dpkg-deb", "--extract", CleanRoot.Package($"_{architecture}.deb"), _folder.In("deb"))).ExitCode.ShouldBe(0);
        (await TestProcess.Run("tar", "-C", _folder.In("tar"), "--strip-components=1", "-xzf", CleanRoot.Package($"-linux-{runtime}.tar.gz"))).ExitCode.ShouldBe(0);
        var program = await File.ReadAllBytesAsync(_folder.In("tar", "bin", "visor"), TestContext.Current.CancellationToken);
        (await File.ReadAllBytesAsync(_folder.In("deb", "usr", "bin", "visor"), TestContext.Current.CancellationToken)).ShouldBe(program);
        return program;
    }

    [GeneratedRegex(@"GLIBC_2\.(?<minor>\d+)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex GlibcVersion();
}
