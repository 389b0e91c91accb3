using Shouldly;
using Visor.Configuration;
using Visor.Model.Events;
using Visor.Tests.Chains.Vega;
using Xunit;

namespace Visor.Tests.Configuration;

[Pure]
public sealed class NotificationsReaderTests
{
    [Fact]
    public void Each_table_is_a_target_of_its_own()
    {
        var targets = Read("""
            [[notifications]]
            url = "https://hooks.slack.com/services/T/B/secret"
            format = "slack"
            events = ["due", "failed"]
            [[notifications]]
            url = "http://127.0.0.1:9000/"
            """).Value!.Notifications.All;

        targets.Length.ShouldBe(2);
        targets[0].ShouldBe(new NotificationTarget(
            new Uri("https://hooks.slack.com/services/T/B/secret"), NotificationFormat.Slack, [EventKind.Due, EventKind.Failed]));
        targets[1].Format.ShouldBe(NotificationFormat.Json);
        targets[1].Events.ShouldBe(EventKinds.All);
    }

    [Fact]
    public void A_list_of_inline_tables_is_the_same() =>
        Read("""notifications = [{ url = "https://example.com/a" }]""").Value!.Notifications.All.Length.ShouldBe(1);

    [Fact]
    public void A_changed_password_is_a_change() =>
        Read("[[notifications]]\nurl = \"https://u:a@example.com/\"").Value.ShouldNotBe(Read("[[notifications]]\nurl = \"https://u:b@example.com/\"").Value);

    [Theory]
    [InlineData("[[notifications]]\nformat = \"slack\"", "config.toml:1:3: notifications[0].url: is missing; give the address")]
    [InlineData("[[notifications]]\nurl = \"hooks.slack.com/secret\"", "config.toml:2:1: notifications[0].url: must be an address that begins with https:// or http://")]
    [InlineData("[[notifications]]\nurl = \"https://e.com\"\nformat = \"slak\"", "config.toml:3:1: notifications[0].format: must be \"json\", \"slack\" or \"discord\"; did you mean \"slack\"?")]
    [InlineData("[[notifications]]\nurl = \"https://e.com\"\nevents = [\"notredy\"]", "config.toml:3:1: notifications[0].events: item 1 of the list is not an event; did you mean \"notReady\"?")]
    [InlineData("[[notifications]]\nurl = \"https://e.com\"\nevents = []", "config.toml:3:1: notifications[0].events: is empty")]
    [InlineData("[notifications]\nurl = \"https://e.com\"", "config.toml:1:2: notifications: may occur several times; write it as [[notifications]]")]
    [InlineData("notifications = \"https://e.com\"", "config.toml:1:17: notifications: must be tables, not a text; write [[notifications]] above the keys of each")]
    [InlineData("[[notifications]]\nurl = \"https://e.com\"\n[notifications.x]\ny = 1\n[[notifications]]\nurl = \"no\"", "config.toml:6:1: notifications[1].url: must be an address")]
    public void What_is_wrong_is_told_with_its_place(string text, string told)
    {
        var reading = Read(text);

        reading.Value.ShouldBeNull();
        reading.Errors.Select(e => e.ToString()).ShouldContain(e => e.StartsWith(told, StringComparison.Ordinal), string.Join('\n', reading.Errors));
    }

    [Fact]
    public void The_address_is_never_shown()
    {
        var reading = Read("""
            [[notifications]]
            url = "ftp://example.com/SECRET"
            [[notifications]]
            url = "https://example.com/SECRET"
            format = "SECRE"
            """);

        reading.Problems.ShouldAllBe(p => !p.ToString().Contains("SECRET"));
        new NotificationTarget(new Uri("https://u:SECRET@example.com/SECRET?SECRET"), NotificationFormat.Json, []).ToString().ShouldBe("https://example.com/…");
    }

    private static ConfigurationReading<VisorConfig> Read(string text) => VisorConfigReader.Read(text, "config.toml", VegaNode.Chain.Defaults);
}
