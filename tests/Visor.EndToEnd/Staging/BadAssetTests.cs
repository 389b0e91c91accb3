using System.Text;
using Visor.SimulatedGitHub.Archives;
using Xunit;

namespace Visor.EndToEnd.Staging;

public sealed class BadAssetTests
{
    [Fact]
    public Task Another_version_in_the_asset_is_refused() => Refusal.Of(
        fetching => fetching.Publish(binary: "v9.9.9"),
        "vega-linux-amd64.zip of v0.2.0 contains v9.9.9, not v0.2.0", "tell its publisher");

    [Theory]
    [InlineData("version-exit=3", "failed (exit 3)")]
    [InlineData("version-garbage", "is it the node's binary?")]
    public Task A_binary_that_does_not_tell_its_version_is_refused(string misbehaviour, string told) => Refusal.Of(
        async fetching => fetching.Publish(
            FetchingNode.Next, ReleaseArchive.Zip(ArchiveEntry.File("vega", await fetching.Binary(FetchingNode.Next, misbehaviour)))),
        "version --output json`", told);

    [Fact]
    public Task A_text_in_place_of_the_binary_is_refused() => Refusal.Of(
        Zip("vega", "version https://git-lfs.github.com/spec/v1\n"),
        "its file 'vega' is not a program for Linux, it begins with 'version https", "set binaryName in [autoInstall.asset] to the path of the binary inside it");

    [Fact]
    public Task A_program_for_another_system_is_refused() => Refusal.Of(
        Zip("vega", "MZ and so on, as programs for Windows begin"), "is not a program for Linux but for Windows", "choose the asset for this machine");

    [Fact]
    public Task A_program_for_another_processor_is_refused() => Refusal.Of(
        ReleaseArchive.Zip(ArchiveEntry.File("vega", Elf(machine: ElfOfAnother()))), "is a program for", "but this machine is", "with name in [autoInstall.asset] or with --from");

    [Fact]
    public Task A_program_that_ends_in_its_header_is_refused() => Refusal.Of(
        ReleaseArchive.Zip(ArchiveEntry.File("vega", Elf(machine: ElfOfThis()))),
        "vega is not a program for this machine", "check that it was built for this operating system and architecture");

    [Fact]
    public Task An_archive_without_the_binary_is_told_with_what_is_in_it() => Refusal.Of(
        Zip("readme.md", "Hello."), "it contains no file 'vega', only 'readme.md'", "set binaryName in [autoInstall.asset]");

    [Fact]
    public async Task An_archive_in_the_archive_is_told_with_what_helps()
    {
        await Refusal.Of(
            async fetching => fetching.Publish(FetchingNode.Next, ReleaseArchive.Zip(ArchiveEntry.File(FetchingNode.AssetName, await fetching.Zip()))),
            $"its file '{FetchingNode.AssetName}' is itself an archive", "have it published without the outer one", $"visor stage {FetchingNode.Next} --from FILE --home ");
    }

    [Fact]
    public Task An_archive_that_ends_early_is_refused() => Refusal.Of(
        async fetching => fetching.Publish(FetchingNode.Next, (await fetching.Zip(padding: FetchingNode.Large))[..500_000]),
        "the asset 'vega-linux-amd64.zip' is damaged", "download it again");

    [Fact]
    public Task A_page_published_as_the_asset_is_refused() => Refusal.Of(
        "<html>Not found</html>"u8.ToArray(), "or a program but a page; it begins with '<html>Not found</html>'", "it may come from a proxy or a login page");

    [Fact]
    public Task An_asset_without_content_is_refused() => Refusal.Of([], "has no content", "upload it again");

    private static byte[] Zip(string name, string content) => ReleaseArchive.Zip(ArchiveEntry.File(name, Encoding.UTF8.GetBytes(content)));

    /// <summary>Of a little-endian program of 64 bits, its header and nothing else (elf(5)).</summary>
    private static byte[] Elf(byte machine) =>
        [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, machine, 0, .. new byte[44]];

    private static bool IsAmd64 => System.Runtime.InteropServices.RuntimeInformation.OSArchitecture is System.Runtime.InteropServices.Architecture.X64;

    // EM_X86_64 and EM_AARCH64.
    private static byte ElfOfThis() => IsAmd64 ? (byte)62 : (byte)183;

    private static byte ElfOfAnother() => IsAmd64 ? (byte)183 : (byte)62;
}
