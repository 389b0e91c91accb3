using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Serving;
using Xunit;

namespace Visor.EndToEnd.SystemFaults;

public sealed class NoOpenSslTests
{
    // As on a machine without the package: what is in its place is no library.
    private const string Hide = """
        for file in /lib/*-linux-gnu*/libssl.so* /usr/lib/*-linux-gnu*/libssl.so* /lib64/libssl.so* /usr/lib64/libssl.so*; do
          if [ -e "$file" ]; then mount --bind /dev/null "$file"; fi
        done
        """;

    [Fact]
    public async Task On_a_machine_without_libssl_fetching_and_telling_fail_in_a_sentence_and_the_node_is_run_and_shown()
    {
        await using var node = await TestNode.Create(config: $"""
            {ServedNode.Listen}
            [autoInstall]
            enabled = true
            apiUrl = "https://127.0.0.1:1"
            [autoInstall.asset]
            name = "vega.zip"
            [[notifications]]
            url = "https://127.0.0.1:1/hook"

            """);
        var visor = node.Own(VisorProcess.StartAfter(Hide, ["run", "--home", node.Home]));
        await node.Ready(TestNode.Genesis);

        node.Network.UpgradeIn(1_000_000, "v0.2.0");
        (await node.WaitForUpgrade("v0.2.0", "notReady")).ShouldContain("nothing can be downloaded: OpenSSL is missing on this machine");
        (await visor.WaitForLine("notifications[0]")).ShouldContain("OpenSSL is missing on this machine");
        var page = await ServedNode.AddressOf(visor, 1);
        using var client = new HttpClient();
        (await client.GetStringAsync(page, TestContext.Current.CancellationToken)).ShouldContain("<style>");

        var check = VisorProcess.StartAfter(Hide, ["check", "--home", node.Home, "--release", "v0.2.0"]);
        await using (check)
        {
            (await check.WaitForExit()).ShouldBe(1, check.Output);
            check.Output.ShouldContain("apt install libssl3");
        }

        node.ShouldHaveStarted(TestNode.Genesis);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task On_a_machine_without_libssl_a_release_that_is_brought_in_a_file_is_refused_in_a_sentence()
    {
        await using var node = await TestNode.Create();
        var file = await node.Network.Install(node.In("..", "brought"), "v0.2.0");

        await using var stage = VisorProcess.StartAfter(Hide, ["stage", "v0.2.0", "--home", node.Home, "--from", file]);

        (await stage.WaitForExit()).ShouldBe(1, stage.Output);
        stage.Output.ShouldContain("v0.2.0 is NOT READY");
        stage.Output.ShouldContain("apt install libssl3");
        Directory.Exists(node.In("v0.2.0")).ShouldBeFalse();
    }
}
