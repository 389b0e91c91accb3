using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Staging;

public sealed class HostileTagTests
{
    private static readonly string VeryLong = "v" + new string('1', 10_000);

    public static TheoryData<string> Tags { get; } =
    [
        "../evil", "v1/../../evil", "..", "/evil", "current", "genesis", "hold", "config.toml", ".visor", "-rf", "v1 evil", "v1%2f..%2fevil",
        "v1\nevil", "v1\u001b[31mevil", "v1\u202eevil", VeryLong,
    ];

    [Theory]
    [MemberData(nameof(Tags))]
    public async Task A_tag_that_can_be_no_release_asks_the_server_for_nothing(string tag)
    {
        await using var fetching = await FetchingNode.Create();
        var node = fetching.Node;
        await fetching.Publish();
        var visor = await node.RunUntilReady();
        var files = Files(node);

        node.Network.UpgradeIn(FetchingNode.FarAhead, tag);

        var alert = (await node.WaitForStatus(s => s.Alert is not null, "an alert")).Alert!;
        alert.ShouldContain("which cannot be a release tag");
        alert.ShouldContain("the node stays on its release; ask the network which release is meant");
        var line = await visor.WaitForLine("which cannot be a release tag");
        (alert + line).ShouldNotContain(c => char.IsControl(c) || c == '\u202e');
        line.Length.ShouldBeLessThan(1000);
        fetching.Server.Requests.ShouldBeEmpty();
        Files(node).ShouldBe(files);
        fetching.ShouldBeUntouched(visor);

        node.Network.UpgradeIn(40, FetchingNode.Next);
        await fetching.Upgraded(visor);
    }

    private static List<string> Files(TestNode node) =>
        [.. Directory.GetFileSystemEntries(node.Home).Concat(Directory.GetFileSystemEntries(node.In("genesis"))).Order(StringComparer.Ordinal)];
}
