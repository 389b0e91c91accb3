using System.IO.Compression;
using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.SimulatedGitHub.Archives;
using Xunit;

namespace Visor.EndToEnd.Staging;

public sealed class AssetShapeTests
{
    private const UnixFileMode NotExecutable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    [Fact]
    public Task A_tar_of_a_release_is_unpacked_whatever_its_name_ends_with() => Works(
        vega => ReleaseArchive.TarGz(ArchiveEntry.File("readme.md", [1]), ArchiveEntry.File("vega", vega)));

    [Fact]
    public Task An_archive_with_an_entry_twice_is_unpacked_if_both_are_the_same() => Works(vega => ReleaseArchive.TarGz(
        ArchiveEntry.Folder("docs/"), ArchiveEntry.Folder("docs/"), ArchiveEntry.File("LICENSE", [1]), ArchiveEntry.File("LICENSE", [1]),
        ArchiveEntry.File("vega", vega), ArchiveEntry.File("vega", vega)));

    [Fact]
    public Task A_bare_binary_becomes_the_binary_of_the_release() => Works(vega => vega);

    [Fact]
    public Task A_gzipped_binary_becomes_the_binary_of_the_release() => Works(Gzip);

    [Fact]
    public Task A_binary_that_is_not_executable_gets_its_bits() => Works(
        vega => ReleaseArchive.Zip(ArchiveEntry.File("vega", vega, NotExecutable)));

    [Fact]
    public async Task A_binary_lies_where_binaryName_says()
    {
        await using var fetching = await FetchingNode.Create();
        var vega = ArchiveEntry.File("vega/bin/vega", await fetching.Binary());
        fetching.Publish(FetchingNode.Next, ReleaseArchive.TarGz(ArchiveEntry.Folder("vega/"), vega, ArchiveEntry.SymbolicLink("latest", "vega/bin")));
        var config = await File.ReadAllTextAsync(fetching.Node.In("config.toml"), TestContext.Current.CancellationToken);
        fetching.Node.Write("config.toml", config.Replace("binaryName = \"vega\"", "binaryName = \"vega/bin/vega\"", StringComparison.Ordinal));

        await Upgrades(fetching);
        RunConfig(fetching.Node).ShouldContain("path = \"vega/bin/vega\"");
    }

    private static async Task Works(Func<byte[], byte[]> pack)
    {
        await using var fetching = await FetchingNode.Create();
        fetching.Publish(FetchingNode.Next, pack(await fetching.Binary()));
        await Upgrades(fetching);
        File.GetUnixFileMode(fetching.Node.In(FetchingNode.Next, "vega")).ShouldBe(ArchiveEntry.Executable);
    }

    private static async Task Upgrades(FetchingNode fetching)
    {
        var visor = await fetching.Node.RunUntilReady();
        fetching.Node.Network.UpgradeIn(40, FetchingNode.Next);
        await fetching.Upgraded(visor);
        visor.Lines.ShouldNotContain(l => l.Contains("NOT READY", StringComparison.Ordinal));
    }

    private static string RunConfig(TestNode node) => File.ReadAllText(node.In(FetchingNode.Next, "run-config.toml"));

    private static byte[] Gzip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            gzip.Write(content);
        return bytes.ToArray();
    }
}
