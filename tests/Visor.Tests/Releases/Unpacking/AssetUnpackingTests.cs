using System.Text;
using CsCheck;
using Shouldly;
using Visor.Model;
using Visor.Releases.Unpacking;
using Visor.Releases.Unpacking.Content;
using Visor.Tests.Packaging;
using Xunit;

namespace Visor.Tests.Releases.Unpacking;

[Edge]
public sealed class AssetUnpackingTests : IDisposable
{
    private readonly UnpackingPlace _place = new();

    [Fact]
    public async Task A_bare_program_is_moved_into_the_folder()
    {
        (await _place.Unpack(UnpackingPlace.Program(), "vega-linux-amd64")).ShouldBe("vega-linux-amd64");
        File.GetUnixFileMode(_place["vega-linux-amd64"]).ShouldBe((UnixFileMode)0b111_101_101);
        File.Exists(_place.Asset).ShouldBeFalse();
    }

    [Fact]
    public async Task A_script_is_a_program_and_gets_the_name_that_is_configured() =>
        (await _place.Unpack("#!/bin/sh\n"u8.ToArray(), "vega.sh", "bin/vega")).ShouldBe("bin/vega");

    [Theory]
    [InlineData("vega")]
    [InlineData("vega.zip")]
    [InlineData(null)]
    public async Task An_archive_in_the_archive_is_named_with_what_can_be_done_about_it(string? binaryName)
    {
        var inner = new RawZip().Program().Build();
        byte[][] inners = [inner, new RawTar().Program().Build(), [0xFD, .. "7zXZ\0"u8], [0x28, 0xB5, 0x2F, 0xFD, 0], [.. "BZh91AY"u8]];
        foreach (var content in inners)
        {
            using var place = new UnpackingPlace();
            var told = await place.Refusal(new RawZip().Add("vega.zip", content, RawZip.RegularFile).Build(), "vega.zip", binaryName);
            told.ShouldContain("its file 'vega.zip' is itself an archive");
            told.ShouldContain("visor stage TAG --from FILE");
            told.ShouldNotContain("binaryName");
        }
    }

    [Fact]
    public async Task An_archive_beside_the_program_is_not_taken_for_it() =>
        (await _place.Refusal(new RawZip().Add("docs.zip", new RawZip().Program().Build(), RawZip.RegularFile).Program("node").Build(), "vega.zip", "vega"))
            .ShouldContain("set binaryName in [autoInstall.asset] to the path of the binary inside it");

    [Theory]
    [InlineData("", "is not a program for Linux, it is empty; have the asset published again")]
    [InlineData("MZ...", "is not a program for Linux but for Windows; choose the asset for this machine")]
    public async Task What_is_no_program_for_this_machine_is_told_with_the_remedy_that_helps(string content, string told) =>
        (await _place.Refusal(new RawZip().Add("vega", content).Build())).ShouldContain(told);

    [Fact]
    public async Task A_compressed_program_is_unpacked()
    {
        (await _place.Unpack(UnpackingPlace.Gzip(UnpackingPlace.Program()), "vega.gz")).ShouldBe("vega");
        File.ReadAllBytes(_place["vega"]).ShouldBe(UnpackingPlace.Program());
        File.GetUnixFileMode(_place["vega"]).ShouldBe((UnixFileMode)0b111_101_101);
    }

    [Fact]
    public async Task A_gzip_file_of_several_members_is_unpacked_to_its_end()
    {
        byte[] program = [.. UnpackingPlace.Program(), .. new byte[100_000]];
        await _place.Unpack([.. UnpackingPlace.Gzip(program[..70_000]), .. UnpackingPlace.Gzip(program[70_000..])], "vega.gz");
        File.ReadAllBytes(_place["vega"]).ShouldBe(program);
    }

    [Fact]
    public void Compressed_content_of_any_length_comes_out_whole_and_its_cut_is_noticed() =>
        Gen.Byte.Array[1, 30_000].Sample(
            noise =>
            {
                // Noise does not shrink, so that ends fall everywhere between the buffers of 8 KiB.
                byte[] asset = UnpackingPlace.Gzip(noise);
                Read(asset).ShouldBe(noise);
                Should.Throw<UnpackException>(() => Read(asset[..^1])).Fault.ShouldBe(UnpackFault.Damaged);
            },
            iter: 200,
            threads: 1);

    [Fact]
    public void Compressed_content_comes_out_whole_wherever_its_end_falls_in_the_buffers_that_read_it()
    {
        var noise = new byte[8300];
        new Random(1).NextBytes(noise);
        var wrong = new List<string>();
        for (var length = 8100; length < noise.Length; length++)
        {
            byte[] asset = UnpackingPlace.Gzip(noise[..length]);
            try
            {
                Read(asset).ShouldBe(noise[..length]);
                Should.Throw<UnpackException>(() => Read(asset[..^1])).Fault.ShouldBe(UnpackFault.Damaged);
            }
            catch (Exception e) when (e is UnpackException or ShouldAssertException)
            {
                wrong.Add($"{length} bytes in {asset.Length}: {e.Message.ReplaceLineEndings(" ")}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_that_is_gone_is_a_failure_with_a_remedy()
    {
        Directory.Delete(_place.Target);
        await File.WriteAllBytesAsync(_place.Asset, new RawZip().Program().Build(), TestContext.Current.CancellationToken);
        (await Should.ThrowAsync<ReleaseException>(
            () => new AssetUnpacking().Unpack(_place.Asset, "vega.zip", null, _place.Target, TestContext.Current.CancellationToken)))
            .Message.ShouldStartWith("the asset 'vega.zip' cannot be unpacked: Could not find a part of the path");
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("<html>\e[2J", "or a program but a page; it begins with '<html>?[2J'")]
    [InlineData("{\"message\":\"Not Found\"}", "or a program but JSON; it begins with '{\"message\"")]
    [InlineData("BZh91AY", "but a bzip2 file")]
    [InlineData("hello", "it begins with 'hello'")]
    public async Task What_is_neither_archive_nor_program_is_refused_by_what_it_is(string text, string problem) =>
        (await _place.Refusal(Encoding.UTF8.GetBytes(text))).ShouldContain(problem);

    [Fact]
    public async Task A_compressed_page_is_refused_like_a_page() =>
        (await _place.Refusal(UnpackingPlace.Gzip("<html>"u8.ToArray()))).ShouldContain("or a program but a page");

    [Fact]
    public async Task A_program_for_another_machine_is_refused_with_both_names()
    {
        var own = ElfMachine.Own.ShouldNotBeNull();
        var other = own.Number == 183 ? new ElfMachine(62, 64) : new ElfMachine(183, 64);
        foreach (var asset in new[] { UnpackingPlace.Elf(other), new RawZip().Add("vega", UnpackingPlace.Elf(other), 0).Build() })
        {
            (await _place.Refusal(asset)).ShouldContain(
                $"is a program for {other}, but this machine is {own}; choose the asset for this machine");
        }
    }

    [Theory]
    [InlineData("MZ\u0090", "is not a program for Linux but for Windows")]
    [InlineData("text", "is not a program for Linux, it begins with 'text'")]
    [InlineData("", "is not a program for Linux, it is empty")]
    [InlineData("\u007fELF", "is a truncated ELF file")]
    public async Task A_binary_that_Linux_cannot_run_is_refused(string content, string problem) =>
        (await _place.Refusal(new RawZip().Add("vega", content).Build())).ShouldContain($"'vega' {problem}");

    [Theory]
    [InlineData("vega.zip", null, "vega")]
    [InlineData("data-node.tar.gz", null, "data-node")]
    [InlineData("other", "bin/tool", "bin/tool")]
    [InlineData("other", "./bin//tool", "bin/tool")]
    public async Task The_binary_is_what_is_named(string asset, string? binaryName, string binary) =>
        (await _place.Unpack(new RawZip().Program("vega").Program("data-node").Program("bin/tool").Build(), asset, binaryName)).ShouldBe(binary);

    [Fact]
    public async Task The_asset_name_itself_comes_first() =>
        (await _place.Unpack(new RawZip().Program("vega").Program("vega.zip").Build())).ShouldBe("vega.zip");

    [Fact]
    public async Task The_only_file_is_the_binary() =>
        (await _place.Unpack(new RawZip().Add("folder/", "").Program("folder/node").Build())).ShouldBe("folder/node");

    [Fact]
    public async Task A_binary_that_is_missing_is_answered_with_what_is_there()
    {
        var zip = new RawZip();
        for (var i = 0; i < 10; i++)
            zip.Program($"tool-{i}");
        (await _place.Refusal(zip.Build(), binaryName: "vega")).ShouldContain(
            "it contains no file 'vega', only 'tool-0', 'tool-1', 'tool-2', 'tool-3', 'tool-4', 'tool-5', 'tool-6', 'tool-7' and more; set binaryName");
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("folder")]
    public async Task A_link_to_no_file_is_no_binary(string target) =>
        (await _place.Refusal(new RawZip().Add("folder/", "").Add("vega", target, RawZip.Link).Build())).ShouldContain("'vega' is a link to nothing");

    [Fact]
    public async Task Links_in_a_circle_are_no_binary() =>
        (await _place.Refusal(new RawZip().Add("vega", "v", RawZip.Link).Add("v", "vega", RawZip.Link).Build())).ShouldContain("cannot be");

    [Fact]
    public void The_space_that_unpacking_needs_is_known_before()
    {
        Size(new RawZip().Add("a", new byte[3_000], 0).Add("b", new byte[4_000], 0).Build()).ShouldBe(7_000);
        Size(new RawTar().Add("a", '0', new byte[2_048]).Build()).ShouldBe(512 + 2_048 + 1_024);
        Size(UnpackingPlace.Program()).ShouldBe(0);
    }

    [Theory]
    [InlineData("tar", "-czf ../archive .")]
    [InlineData("zip", "-q -y -r ../archive.zip .")]
    public async Task What_the_tools_of_the_system_pack_is_unpacked(string tool, string arguments)
    {
        Assert.SkipUnless(File.Exists($"/usr/bin/{tool}") || File.Exists($"/bin/{tool}"), $"{tool} is not installed");
        using var folder = new TemporaryFolder();
        var binary = folder.Write("files/bin/vega", "#!/bin/sh\n");
        File.SetUnixFileMode(binary, (UnixFileMode)0b101_101_000);
        folder.Write($"files/{new string('f', 120)}/{new string('n', 120)}", "long");
        File.CreateSymbolicLink(folder["files/vega"], "bin/vega");
        await Shell.Run("sh", "-ec", $"cd '{folder["files"]}' && {tool} {arguments}");

        var archive = Directory.GetFiles(folder.Path).ShouldHaveSingleItem();
        (await _place.Unpack(await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken), "vega.zip")).ShouldBe("vega");

        File.GetUnixFileMode(_place["bin/vega"]).ShouldBe((UnixFileMode)0b101_101_000);
        File.ReadAllText(_place[$"{new string('f', 120)}/{new string('n', 120)}"]).ShouldBe("long");
    }

    public void Dispose() => _place.Dispose();

    private byte[] Read(byte[] gzip)
    {
        File.WriteAllBytes(_place.Asset, gzip);
        using var file = File.OpenHandle(_place.Asset);
        using var content = new GzipContent(file, 1 << 20, () => new InvalidOperationException());
        using var all = new MemoryStream();
        var buffer = new byte[5_000];
        for (var count = content.Read(buffer); count > 0; count = content.Read(buffer))
            all.Write(buffer, 0, count);
        return all.ToArray();
    }

    private long Size(byte[] asset)
    {
        File.WriteAllBytes(_place.Asset, asset);
        return new AssetUnpacking().UnpackedSize(_place.Asset, "vega.zip");
    }
}
