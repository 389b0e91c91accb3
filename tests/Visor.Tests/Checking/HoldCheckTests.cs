using Shouldly;
using Visor.Checking;
using Visor.Model;
using Visor.Status.Reading;
using Visor.Tests.Home;
using Visor.Tests.Status;
using Xunit;

namespace Visor.Tests.Checking;

[Edge]
public sealed class HoldCheckTests : IDisposable
{
    private readonly HomeFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(null, "the next upgrade will wait at its block: not tonight")]
    [InlineData("staged", "the next upgrade will wait at its block: not tonight")]
    [InlineData("due", "the upgrade to v0.76.0 is due and waits at block 1034000; the node misses every block: not tonight")]
    [InlineData("held", "the upgrade to v0.76.0 is due and waits at block 1034000; the node misses every block: not tonight")]
    public void What_a_hold_comes_to_depends_on_whether_the_upgrade_is_due(string? state, string told)
    {
        _home.Write("hold", "not tonight\n");

        HoldCheck.Check(_home.Paths, Reading(state)).ShouldBe(Finding.Warning("hold", told, $"`visor resume --home {_home.Paths.Root}` ends the hold"));
    }

    [Fact]
    public void Where_there_is_none_all_is_well() => HoldCheck.Check(_home.Paths, Reading("due")).ShouldBe(Finding.Ok("hold", "none"));

    private static StatusSnapshot Reading(string? state) => new(
        Samples.Ready with { Upgrade = state is null ? null : Samples.Plan(state, reason: null) }, Problem: null, VisorLives: true, [], Hold: null);
}
