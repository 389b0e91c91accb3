using System.Text;
using System.Text.Json;
using Shouldly;
using Visor.Configuration;
using Visor.Model.Events;
using Visor.Notifications;
using Xunit;

namespace Visor.Tests.Notifications;

[Pure]
public sealed class NotificationBodyTests
{
    [Theory]
    [InlineData("Json", """{"event":"notReady","at":"2026-11-22T17:00:00Z","host":"node-1","release":"v0.1.0","tag":"v0.2.0","height":100,"reason":"no asset","by":null,"calledOff":null,"downtimeMs":null,"downtimeParts":null,"text":"v0.1.0: v0.2.0 for block 100 is NOT READY: no asset","health":null}""")]
    [InlineData("Slack", """{"text":"[node-1] v0.1.0: v0.2.0 for block 100 is NOT READY: no asset"}""")]
    [InlineData("Discord", """{"content":"\\[node-1\\] v0.1.0: v0.2.0 for block 100 is NOT READY: no asset","allowed_mentions":{"parse":[]}}""")]
    public void Each_format_is_what_its_receiver_documents(string format, string expected) =>
        Body(Enum.Parse<NotificationFormat>(format), "no asset").ShouldBe(expected);

    [Fact]
    public void What_a_server_has_said_makes_no_link_and_calls_nobody()
    {
        Text(NotificationFormat.Slack, "<!channel> & <http://evil|click>").ShouldEndWith("&lt;!channel&gt; &amp; &lt;http://evil|click&gt;");
        Text(NotificationFormat.Discord, "@everyone [click](http://evil) **bold**").ShouldEndWith(@"\@everyone \[click\]\(http://evil\) \*\*bold\*\*");
    }

    [Fact]
    public void Discord_gets_no_more_than_it_takes() => Text(NotificationFormat.Discord, new string('*', 5000)).Length.ShouldBeLessThanOrEqualTo(2000);

    private static string Text(NotificationFormat format, string reason)
    {
        using var json = JsonDocument.Parse(Body(format, reason));
        return json.RootElement.GetProperty(format == NotificationFormat.Slack ? "text" : "content").GetString()!;
    }

    private static string Body(NotificationFormat format, string reason) => Encoding.UTF8.GetString(NotificationBody.Format(
        format,
        new VisorEvent(EventKind.NotReady, new DateTimeOffset(2026, 11, 22, 17, 0, 0, TimeSpan.Zero), "v0.1.0", "v0.2.0", 100, reason),
        "node-1"));
}
