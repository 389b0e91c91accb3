using System.Text;
using Shouldly;
using Visor.Releases.Unpacking;
using Visor.Tests.Chains.Cosmos.Data;
using Visor.Tests.Releases.Unpacking;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Downloads;

[Edge]
public sealed class DownloadedArchiveTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Cases => [.. PlanInfoData.Of("archives").Select(c => c.GetProperty("case").GetString()!)];

    /// <summary>Each as a zip, a tar.gz and a tar archive: what counts is what is in it.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Each_layout_of_the_data_ends_where_it_belongs(string layout)
    {
        var entries = PlanInfoData.Case("archives", "case", layout).GetProperty("content").EnumerateArray().Select(e => e.GetString()!.Replace("NAME", "gaiad", StringComparison.Ordinal)).ToList();
        var isRefused = entries.Exists(e => e.Contains("..", StringComparison.Ordinal) || e.Contains("->", StringComparison.Ordinal));
        var archives = entries is ["<the file>"] ? [DownloadPlace.Program] : new[] { Zip(entries), Tar(entries), UnpackingPlace.Gzip(Tar(entries)) };
        foreach (var archive in archives)
        {
            await using var place = new DownloadPlace();
            var name = entries.Contains("injectived", StringComparer.Ordinal) ? "injectived" : "gaiad";
            var info = DownloadPlace.Inline(place.Serve("/a", archive));

            if (isRefused)
            {
                (await place.Refusal(info)).ShouldContain("/a cannot be used: its entry");
                place.Files.ShouldBeEmpty();
                continue;
            }

            if (name is "injectived")
            {
                // Called otherwise it would not be the one that is asked for; beside a library it is the only program all the same.
                await place.Get(info);
                place.Files.ShouldBe(["v2/bin/gaiad", "v2/lib/libwasmvm.x86_64.so"]);
                continue;
            }

            await place.Get(info);
            place.Files.ShouldBe(["v2/bin/gaiad"]);
            (await File.ReadAllBytesAsync(place.Binary, Cancellation)).ShouldBe(DownloadPlace.Program);
        }
    }

    [Fact]
    public async Task The_binary_in_bin_comes_before_one_at_the_top()
    {
        await using var place = new DownloadPlace();
        var other = DownloadPlace.Program.Append((byte)1).ToArray();
        var zip = new RawZip().Add("gaiad", other, RawZip.RegularFile | 0b111_101_101).Program("bin/gaiad").Build();

        await place.Get(DownloadPlace.Inline(place.Serve("/a.tar.gz", zip)));

        (await File.ReadAllBytesAsync(place.Binary, Cancellation)).ShouldBe(DownloadPlace.Program);
    }

    [Fact]
    public async Task Of_several_files_none_is_guessed()
    {
        await using var place = new DownloadPlace();
        var tar = new RawTar().Add("LICENSE", '0', "MIT").Program("build/gaiad-v2").Build();

        (await place.Refusal(DownloadPlace.Inline(place.Serve("/a", tar)))).ShouldContain(
            $"cannot be used: it contains neither bin/gaiad nor gaiad, but 'LICENSE', 'build/gaiad-v2'; put the binary at {place.Binary} yourself");
        place.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_folder_behind_two_slashes_counts()
    {
        await using var place = new DownloadPlace();
        var address = place.Serve("/a.tar.gz", new RawTar().Add("gaiad", '0', "not this").Program("v2/bin/gaiad").Add("v2/lib/libwasmvm.so", '0', "lib").Add("x/y", '0', "").Build());

        await place.Get(DownloadPlace.Inline($"{address}//v2"));

        place.Files.ShouldBe(["v2/bin/gaiad", "v2/lib/libwasmvm.so"]);
        place.Server.Requests.ShouldHaveSingleItem().ShouldStartWith("GET /a.tar.gz HTTP");
        await using var other = new DownloadPlace();
        (await other.Refusal(DownloadPlace.Inline($"{other.Serve("/a.zip", new RawZip().Program("gaiad").Build())}//src"))).ShouldContain("it contains no file in 'src'");
    }

    [Fact]
    public async Task The_lib_folder_of_an_archive_comes_with_the_binary()
    {
        await using var place = new DownloadPlace();
        var tar = new RawTar().Program("gaiad").Add("lib/libwasmvm.so.2", '0', "lib").Add("lib/libwasmvm.so", '2', link: "libwasmvm.so.2").Add("README.md", '0', "x").Build();

        await place.Get(DownloadPlace.Inline(place.Serve("/a", tar)));

        place.Files.ShouldBe(["v2/bin/gaiad", "v2/lib/libwasmvm.so", "v2/lib/libwasmvm.so.2"]);
        new FileInfo(place["lib/libwasmvm.so"]).LinkTarget.ShouldBe("libwasmvm.so.2");
    }

    [Fact]
    public async Task A_gzipped_program_is_one()
    {
        await using var place = new DownloadPlace();

        await place.Get(DownloadPlace.Inline(place.Serve("/gaiad.gz", UnpackingPlace.Gzip(DownloadPlace.Program))));

        (await File.ReadAllBytesAsync(place.Binary, Cancellation)).ShouldBe(DownloadPlace.Program);
    }

    [Fact]
    public async Task A_program_of_another_machine_is_refused()
    {
        await using var place = new DownloadPlace();
        var foreign = UnpackingPlace.Elf(new ElfMachine(243, 64));

        (await place.Refusal(DownloadPlace.Inline(place.Serve("/a", foreign)))).ShouldContain("is a program for riscv64, but this machine is ");
        (await place.Refusal(DownloadPlace.Inline(place.Serve("/b", new RawTar().Add("gaiad", '0', foreign).Build())))).ShouldContain("its file 'gaiad' is a program for riscv64");
        place.Files.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<html>", "it is not a program, or a zip, tar or tar.gz archive but a page; it begins with '<html>'")]
    [InlineData("MIT License", "it is not a program, or a zip, tar or tar.gz archive; it begins with 'MIT License'")]
    [InlineData("", "is damaged: it is empty")]
    public async Task What_is_no_program_is_refused(string content, string reason)
    {
        await using var place = new DownloadPlace();

        (await place.Refusal(DownloadPlace.Inline(place.Serve("/a", Encoding.UTF8.GetBytes(content))))).ShouldContain(reason);
        place.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_licence_called_like_the_binary_is_refused()
    {
        await using var place = new DownloadPlace();

        (await place.Refusal(DownloadPlace.Inline(place.Serve("/a", new RawTar().Add("gaiad", '0', "MIT License").Build()))))
            .ShouldContain("its file 'gaiad' is not a program for Linux; it begins with 'MIT License'; put the binary at");
    }

    [Fact]
    public async Task Zstandard_is_named_and_refused()
    {
        await using var place = new DownloadPlace();

        (await place.Refusal(DownloadPlace.Inline(place.Serve("/a.tar.zst", [0x28, 0xB5, 0x2F, 0xFD, 0, 0])))).ShouldContain("archive but a zstd file;");
    }

    private static byte[] Zip(List<string> entries)
    {
        var zip = new RawZip();
        foreach (var entry in entries)
        {
            if (entry.Split(" -> ") is [var link, var target])
                zip.Add(link, target, RawZip.Link | 0b111_111_111);
            else if (IsProgram(entry))
                zip.Program(entry);
            else
                zip.Add(entry, "text");
        }

        return zip.Build();
    }

    private static byte[] Tar(List<string> entries)
    {
        var tar = new RawTar();
        foreach (var entry in entries)
        {
            if (entry.Split(" -> ") is [var link, var target])
                tar.Add(link, '2', link: target);
            else if (IsProgram(entry))
                tar.Program(entry);
            else
                tar.Add(entry, '0', "text");
        }

        return tar.BuildPlain();
    }

    private static bool IsProgram(string entry) => entry.Contains("gaiad", StringComparison.Ordinal) || entry is "injectived";
}
