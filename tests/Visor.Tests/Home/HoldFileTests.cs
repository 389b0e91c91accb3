using Shouldly;
using Visor.Home;
using Visor.Model;
using Visor.Platform;
using Xunit;

namespace Visor.Tests.Home;

[Edge]
public sealed class HoldFileTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly HomeFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Without_the_file_nothing_is_held() => Read().ShouldBeNull();

    [Theory]
    [InlineData("", "no reason given")]
    [InlineData(" \n", "no reason given")]
    [InlineData("maintenance until noon\n", "maintenance until noon")]
    [InlineData("two\nlines\u001b[31m", "two lines?[31m")]
    public void Its_text_is_the_reason_in_one_line(string text, string reason)
    {
        _home.Write("hold", text);

        Read().ShouldBe(reason);
    }

    [Fact]
    public void What_a_link_leads_to_that_was_laid_where_the_file_is_made_stays_as_it_is()
    {
        var others = _home.Write("others", "not to be touched");
        File.CreateSymbolicLink(_home[$"hold.{Environment.ProcessId}.new"], others);
        File.CreateSymbolicLink(_home["hold"], others);

        new HoldFile(_home.Paths).Write(new OperatorHold("waiting", "alice (uid 1000)", Noon));

        File.ReadAllText(others).ShouldBe("not to be touched");
        new FileInfo(_home["hold"]).LinkTarget.ShouldBeNull();
        Read().ShouldBe("waiting");
    }

    [Fact]
    public void Of_a_long_text_the_beginning_is_the_reason()
    {
        _home.Write("hold", new string('x', 1_000_000));

        Read().ShouldBe(new string('x', 200) + "…");
    }

    [Fact]
    public void A_folder_of_that_name_holds_as_well()
    {
        Directory.CreateDirectory(_home["hold"]);

        Read().ShouldBe("its reason is not readable");
    }

    [Fact]
    public void What_visor_hold_has_written_tells_who_and_since_when()
    {
        var order = new OperatorHold("waiting for the team at noon", "root (uid 0), logged in as alice at home (uid 1000)", Noon);

        new HoldFile(_home.Paths).Write(order);

        Look().ShouldBe(order);
        File.ReadAllText(_home["hold"]).ShouldBe("waiting for the team at noon\n-- set by root (uid 0), logged in as alice at home (uid 1000) at 2026-03-04T12:00:00Z\n");
    }

    [Theory]
    [InlineData("", "no reason given")]
    [InlineData("maintenance\n", "maintenance")]
    [InlineData("maintenance\n-- set by alice at noon\n", "maintenance -- set by alice at noon")]
    [InlineData("-- set by alice at 2026-03-04T12:00:00Z\n", "-- set by alice at 2026-03-04T12:00:00Z")]
    public void Of_a_file_made_by_hand_its_owner_has_set_it_when_it_was_written(string text, string reason)
    {
        _home.Write("hold", text);
        File.SetLastWriteTimeUtc(_home["hold"], Noon.UtcDateTime);

        Look().ShouldBe(new OperatorHold(reason, $"user {Native.EffectiveUser()}", Noon));
    }

    private OperatorHold? Look() => new HoldFile(_home.Paths).Look(uid => $"user {uid}");

    private string? Read() => new HoldFile(_home.Paths).Read();
}
