using System.Text;
using Shouldly;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Recovery.Mismatch;
using Visor.Tests.Chains.Vega;
using Xunit;

namespace Visor.Tests.Recovery.Mismatch;

[Pure]
public sealed class VersionMismatchTests
{
    private static readonly VisorHome Home = new("/srv/node");
    private static readonly ActiveRelease Active = new(new Release(ReleaseTag.Parse("v0.1.0"), "genesis"), ActivationHeight: 0, HasResponded: true);
    private static readonly ActiveRelease Agreed = Active with { Accepted = new UpgradePlan(ReleaseTag.Parse("v0.2.0"), 900) };
    private static readonly ActiveRelease Mixed = Active with { Companion = ReleaseTag.Parse("v0.1.1") };

    [Fact]
    public Task Another_binary_is_told_with_every_way_out()
    {
        var page = new StringBuilder();
        foreach (var (name, active) in new[] { ("nothing agreed", Active), ("v0.2.0 agreed", Agreed), ("a data node of its own version", Mixed) })
        {
            foreach (var (core, dataNode) in new[] { ("v0.1.0", null), ("v0.1.0", "v0.1.0"), ("v0.1.0", "v0.1.1"), ("v0.2.0", null), ("v0.2.0", "v0.2.0"), ("v0.1.0", "v0.2.0") })
            {
                var found = VegaNode.Versions(ReleaseTag.Parse(core), dataNode is null ? null : ReleaseTag.Parse(dataNode));
                page.Append($"# {name}; core {core}, data node {dataNode ?? "none"}\n{VersionMismatch.Find(active, found, JournalState.Empty with { Active = active }, Home) ?? "they agree"}\n\n");
            }
        }

        return GoldenFile.ShouldMatch(page.ToString(), "other-versions.txt");
    }

    [Fact]
    public void A_binary_from_before_the_last_upgrade_has_no_way_out_that_would_be_refused()
    {
        var history = JournalState.Replay([new JournalEntry.Selected("v0.1.0", "genesis", "first"), new JournalEntry.Activated("v0.2.0", "v0.2.0", 40)]);

        var told = VersionMismatch.Find(history.Active!, VegaNode.Versions(Active.Release.Tag), history, Home).ShouldNotBeNull();

        told.ShouldContain("the upgrade at block 40 was called off: visor switch v0.1.0 --abandon-upgrade --home /srv/node");
        told.ShouldNotContain("--keep-current");
    }

    [Fact]
    public void A_data_node_that_is_no_longer_in_the_set_contradicts_nothing() =>
        VersionMismatch.Between(Mixed, VegaNode.Versions(Active.Release.Tag)).ShouldBeNull();
}
