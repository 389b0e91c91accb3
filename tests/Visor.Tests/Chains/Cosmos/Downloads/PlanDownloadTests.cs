using System.Security.Cryptography;
using System.Text;
using Shouldly;
using Visor.Releases.Downloads;
using Visor.Tests.Releases.Unpacking;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Downloads;

[Edge]
public sealed class PlanDownloadTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_binary_arrives_in_its_place_and_nothing_else_does()
    {
        await using var place = new DownloadPlace();
        var address = place.Serve("/gaiad-v2-linux", DownloadPlace.Program);

        var binary = await place.Get(DownloadPlace.Inline($"{address}?checksum={DownloadPlace.Sha256(DownloadPlace.Program)}"), demandChecksum: true);

        binary.ShouldBe(place.Binary);
        (await File.ReadAllBytesAsync(binary, Cancellation)).ShouldBe(DownloadPlace.Program);
        File.GetUnixFileMode(binary).ShouldBe((UnixFileMode)0b111_101_101);
        place.Files.ShouldBe(["v2/bin/gaiad"]);
        Directory.GetFileSystemEntries(place.Upgrades).ShouldBe([place.Folder]);
        place.Server.Requests.ShouldHaveSingleItem().ShouldStartWith("GET /gaiad-v2-linux HTTP/1.1\r\n");
    }

    [Theory]
    [InlineData("md5")]
    [InlineData("sha1")]
    [InlineData("sha256")]
    [InlineData("sha512")]
    public async Task Every_kind_of_checksum_is_compared(string type)
    {
        await using var place = new DownloadPlace();
        var address = place.Serve("/gaiad", DownloadPlace.Program);
        var sum = Sum(type, DownloadPlace.Program);

        (await place.Refusal(DownloadPlace.Inline($"{address}?checksum={type}:{sum.Replace('a', 'b').Replace('1', '2')}")))
            .ShouldBe($"{address} has the {type.ToUpperInvariant()} checksum {sum}, not {sum.Replace('a', 'b').Replace('1', '2')} as the plan says: it is damaged, "
                + "or somebody has changed it; nothing of it is used. Ask those who proposed the upgrade, or put a binary that you trust in its place yourself");
        place.Files.ShouldBeEmpty();
        Directory.Exists(place.Folder).ShouldBeFalse();
        await place.Get(DownloadPlace.Inline($"{address}?checksum={sum.ToUpperInvariant()}"));
    }

    [Fact]
    public async Task A_document_is_read_first_and_verified()
    {
        await using var place = new DownloadPlace();
        var binary = place.Serve("/gaiad", DownloadPlace.Program);
        var document = Encoding.UTF8.GetBytes($"\n{DownloadPlace.Inline($"{binary}?checksum={DownloadPlace.Sha256(DownloadPlace.Program)}")}\n");
        var reference = place.Serve("/binaries.json", document);

        (await place.Refusal(reference, demandChecksum: true)).ShouldContain("the document that the plan refers to");
        (await place.Refusal($"{reference}?checksum={DownloadPlace.Sha256([1])}")).ShouldContain("as the plan says: somebody has changed it;");
        place.Files.ShouldBeEmpty();
        await place.Get($"{reference}?checksum={DownloadPlace.Sha256(document)}", demandChecksum: true);
        place.Files.ShouldBe(["v2/bin/gaiad"]);
    }

    [Theory]
    [InlineData("<html>Sign in</html>", "names no binary: it is not JSON from line 1, byte 1 on")]
    [InlineData(" \n", "is blank, so it names no binary")]
    [InlineData("{}", "names no binary")]
    [InlineData("https://example.com/other.json", "names no binary: it is not JSON")]
    public async Task A_document_of_another_kind_is_refused(string text, string reason)
    {
        await using var place = new DownloadPlace();

        (await place.Refusal(place.Serve("/x", Encoding.UTF8.GetBytes(text)))).ShouldContain($"/x, to which the plan refers, {reason}");
    }

    [Fact]
    public async Task A_document_may_not_be_long()
    {
        await using var place = new DownloadPlace();
        place.Limits = DownloadLimits.Default with { DocumentBytes = 1000 };

        (await place.Refusal(place.Serve("/x", new byte[1001]))).ShouldContain("sends more than 1000 B, so it is no list of binaries;");
    }

    [Theory]
    [InlineData("", "the info of the plan is blank, so it names no binary; put the binary at ")]
    [InlineData("upgrade to v2", "the info of the plan names no binary: it is not JSON from line 1, byte 1 on; put the binary at ")]
    [InlineData("[]", "the info of the plan names no binary: it is a list, not an object with binaries; put the binary at ")]
    [InlineData("{}", "the info of the plan names no binary; put the binary at ")]
    [InlineData("{\"binaries\":{\"plan9/mips\":\"https://example.com/x\"}}", "the plan names a binary for plan9/mips only, not for ")]
    [InlineData("/etc/passwd", "the address of the document that the plan refers to, \"/etc/passwd\", does not begin with https:// or http://, and Visor downloads from nowhere else; put")]
    [InlineData("file:///etc/passwd", "the address of the document that the plan refers to, \"file:///…\", does not begin with")]
    [InlineData("{\"binaries\":{\"any\":\"git::https://example.com/r.git\"}}", "the address of the binary of the plan, \"git::https://example.com/…\", does not begin with")]
    [InlineData("{\"binaries\":{\"any\":\"https://user:secret@example.com/a\"}}", "the address of the binary of the plan, \"…@example.com/a\", contains a user or a password,")]
    [InlineData("{\"binaries\":{\"any\":\"https://example.com/a?checksum=blake3:00\"}}", "the address of the binary of the plan, https://example.com/a, has a checksum of the unknown type 'blake3';")]
    public async Task What_names_no_binary_is_told(string info, string beginning)
    {
        await using var place = new DownloadPlace();

        var message = await place.Refusal(info);

        message.ShouldStartWith(beginning);
        message.ShouldContain($"put the binary at {place.Binary} yourself");
        message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Without_a_checksum_it_is_refused_where_one_is_demanded()
    {
        await using var place = new DownloadPlace();
        var info = DownloadPlace.Inline(place.Serve("/gaiad", DownloadPlace.Program));

        (await place.Refusal(info, demandChecksum: true)).ShouldContain("has no checksum, and without one Visor downloads nothing to this node; put the binary at ");
        place.Server.Requests.ShouldBeEmpty();
        await place.Get(info);
    }

    [Fact]
    public async Task A_list_of_checksums_is_asked_for_the_file()
    {
        await using var place = new DownloadPlace();
        var address = place.Serve("/dir/gaiad", DownloadPlace.Program);
        var sum = Sum("sha256", DownloadPlace.Program);
        var good = place.Serve("/SUMS", Encoding.UTF8.GetBytes($"{Sum("sha256", [1])}  other\n{sum}  gaiad\n"));
        var none = place.Serve("/NONE", Encoding.UTF8.GetBytes($"{sum}  other\n"));

        (await place.Refusal(DownloadPlace.Inline($"{address}?checksum=file:{none}"))).ShouldContain($"{none} has no checksum of {address};");
        (await place.Refusal(DownloadPlace.Inline($"{address}?checksum=file:{good}"), demandChecksum: true)).ShouldContain("comes unencrypted");
        await place.Get(DownloadPlace.Inline($"{address}?checksum=file:{good}"));
        place.Files.ShouldBe(["v2/bin/gaiad"]);
    }

    [Fact]
    public async Task What_is_there_already_stays_and_nobody_is_asked()
    {
        await using var place = new DownloadPlace();
        Directory.CreateDirectory(Path.GetDirectoryName(place.Binary)!);
        await File.WriteAllTextAsync(place.Binary, "mine", Cancellation);

        (await place.Get(DownloadPlace.Inline(place.Serve("/gaiad", DownloadPlace.Program)))).ShouldBe(place.Binary);

        (await File.ReadAllTextAsync(place.Binary, Cancellation)).ShouldBe("mine");
        place.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Into_a_folder_that_an_operator_has_made_the_binary_comes_last()
    {
        await using var place = new DownloadPlace();
        Directory.CreateDirectory(place["lib"]);
        await File.WriteAllTextAsync(place["lib/libwasmvm.so"], "mine", Cancellation);
        var zip = new RawZip().Program("gaiad").Add("libwasmvm.so", "theirs").Add("libother.so", "theirs").Build();

        await place.Get(DownloadPlace.Inline(place.Serve("/x", zip)));

        place.Files.ShouldBe(["v2/bin/gaiad", "v2/lib/libother.so", "v2/lib/libwasmvm.so"]);
        (await File.ReadAllTextAsync(place["lib/libwasmvm.so"], Cancellation)).ShouldBe("mine");
    }

    [Fact]
    public async Task What_an_earlier_attempt_has_left_is_no_obstacle()
    {
        await using var place = new DownloadPlace();
        var left = Path.Combine(place.Upgrades, ".visor-download-v2", "content", "bin");
        Directory.CreateDirectory(left);
        await File.WriteAllTextAsync(Path.Combine(left, "gaiad"), "half", Cancellation);

        await place.Get(DownloadPlace.Inline(place.Serve("/gaiad", DownloadPlace.Program)));

        place.Files.ShouldBe(["v2/bin/gaiad"]);
    }

    [Fact]
    public async Task What_breaks_off_is_taken_up_where_it_ended()
    {
        await using var place = new DownloadPlace();
        var content = DownloadPlace.Program;
        var tries = 0;
        var address = place.Serve("/gaiad", async e =>
        {
            var isRest = ++tries > 1;
            await e.Send(isRest
                ? $"HTTP/1.1 206 Partial Content\r\nETag: \"a\"\r\nContent-Range: bytes 50-{content.Length - 1}/{content.Length}\r\nContent-Length: {content.Length - 50}\r\n\r\n"
                : $"HTTP/1.1 200 OK\r\nETag: \"a\"\r\nContent-Length: {content.Length}\r\n\r\n");
            await e.Send(isRest ? content[50..] : content[..50]);
            e.Close();
        });

        await place.Get(DownloadPlace.Inline($"{address}?checksum={DownloadPlace.Sha256(content)}"));

        place.Server.Requests.Last().ShouldContain("Range: bytes=50-\r\n");
        place.Server.Requests.Last().ShouldContain("If-Range: \"a\"\r\n");
    }

    [Fact]
    public async Task Where_the_rest_is_not_to_be_had_it_begins_anew()
    {
        await using var place = new DownloadPlace();
        var content = DownloadPlace.Program;
        var tries = 0;
        var address = place.Serve("/gaiad", async e =>
        {
            if (++tries == 2)
            {
                await e.Send("HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\n\r\n");
                return;
            }

            await e.Send($"HTTP/1.1 200 OK\r\nETag: \"{tries}\"\r\nContent-Length: {content.Length}\r\n\r\n");
            await e.Send(tries == 1 ? content[..50] : content);
            e.Close();
        });

        await place.Get(DownloadPlace.Inline($"{address}?checksum={DownloadPlace.Sha256(content)}"));

        tries.ShouldBe(3);
    }

    [Fact]
    public async Task A_server_that_always_gives_a_part_is_refused()
    {
        await using var place = new DownloadPlace();
        var address = place.Serve("/gaiad", e => e.Send("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 5-5/9\r\nContent-Length: 1\r\n\r\nx"));

        (await place.Refusal(DownloadPlace.Inline(address))).ShouldContain("sends a part where the whole was asked for");
    }

    [Fact]
    public async Task A_server_that_keeps_failing_is_given_up()
    {
        await using var place = new DownloadPlace();
        var address = place.Serve("/gaiad", e => e.Respond("502 Bad Gateway", ""));

        (await place.Refusal(DownloadPlace.Inline(address))).ShouldBe(
            $"{address} answered with HTTP 502 (5 failures in a row); check the network and the proxy, or wait until the server has recovered");
        place.Server.Requests.Count.ShouldBe(5);
        place.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_there_is_told_at_once()
    {
        await using var place = new DownloadPlace();

        (await place.Refusal(DownloadPlace.Inline(place.Server.Url("/gone").AbsoluteUri))).ShouldEndWith(
            "/gone answered with HTTP 404, so there is nothing; the address stands in the plan of the upgrade, so ask those who proposed it, or put the binary in its place yourself");
        place.Server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_than_a_binary_has_is_cut_off(bool withLength)
    {
        await using var place = new DownloadPlace();
        place.Limits = DownloadLimits.Default with { Bytes = 1000 };
        var address = place.Serve("/gaiad", async e =>
        {
            await e.Send(withLength ? "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n" : "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            await e.Send(new byte[1001]);
            e.Close();
        });

        (await place.Refusal(DownloadPlace.Inline(address))).ShouldContain("sends more than 1000 B, which no binary has;");
        place.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task There_is_an_end_to_a_download_that_does_not_end()
    {
        await using var place = new DownloadPlace();
        var asked = new TaskCompletionSource();
        var address = place.Serve("/gaiad", async e =>
        {
            await e.Send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx");
            asked.TrySetResult();
            await e.Hang();
        });

        var getting = place.Refusal(DownloadPlace.Inline(address));
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        place.Time.PassSilence();

        (await getting).ShouldContain("did not end within 120 min;");
        place.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_redirect_is_followed()
    {
        await using var place = new DownloadPlace();
        var target = place.Serve("/real", DownloadPlace.Program);
        var address = place.Serve("/gaiad", e => e.Send($"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n"));

        await place.Get(DownloadPlace.Inline(address));

        place.Files.ShouldBe(["v2/bin/gaiad"]);
    }

    [Fact]
    public async Task A_redirect_to_a_file_is_not()
    {
        await using var place = new DownloadPlace();
        var address = place.Serve("/gaiad", e => e.Send("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"));

        (await place.Refusal(DownloadPlace.Inline(address))).ShouldContain("redirects to something that is neither https:// nor http://; the address stands in the plan");
    }

    [Fact]
    public async Task What_cannot_be_written_is_told()
    {
        await using var place = new DownloadPlace();
        await File.WriteAllTextAsync(place.Upgrades, "", Cancellation);

        var message = await place.Refusal(DownloadPlace.Inline(place.Serve("/gaiad", DownloadPlace.Program)));

        message.ShouldStartWith($"the download to {place.Folder} failed: ");
        message.ShouldContain($"make {place.Upgrades} writable for Visor's user");
    }

    private static string Sum(string type, byte[] content) =>
        Convert.ToHexStringLower(CryptographicOperations.HashData(new HashAlgorithmName(type.ToUpperInvariant()), content));

    [Fact]
    public async Task With_keys_of_a_publisher_nothing_that_a_plan_names_is_downloaded()
    {
        await using var place = new DownloadPlace { DemandsSignature = true };

        (await place.Refusal(DownloadPlace.Inline(place.Serve("/gaiad", DownloadPlace.Program)))).ShouldContain(
            "is not downloaded: `[autoInstall.signature]` demands a signature, which nothing has that a plan names; get the release and its signature from its publisher, and place them with `visor stage NAME --from FILE`");

        place.Server.Requests.ShouldBeEmpty();
        place.Files.ShouldBeEmpty();
    }
}
