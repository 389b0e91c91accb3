using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Logging;
using Xunit;

namespace Visor.Tests.Logging;

[Pure]
public sealed class FormatterTests
{
    private static readonly FakeTimeProvider Time = new(new DateTimeOffset(2026, 11, 22, 17, 0, 0, 5, TimeSpan.Zero));

    private static readonly LogContext Context = new() { Release = "v0.75.3" };

    [Theory]
    [InlineData(LogLevel.Critical, "fatal")]
    [InlineData(LogLevel.Error, "error")]
    [InlineData(LogLevel.Warning, "warn ")]
    [InlineData(LogLevel.Information, "info ")]
    [InlineData(LogLevel.Debug, "debug")]
    public void A_line_for_people_holds_time_level_release_and_message(LogLevel level, string word) =>
        Text(new LineFormatter(Context, underJournald: false, Time), level, "Asked to stop")
            .ShouldBe($"2026-11-22T17:00:00.005Z {word} v0.75.3 Asked to stop\n");

    [Theory]
    [InlineData(LogLevel.Critical, "<2>fatal")]
    [InlineData(LogLevel.Error, "<3>error")]
    [InlineData(LogLevel.Warning, "<4>warn ")]
    [InlineData(LogLevel.Information, "<6>info ")]
    [InlineData(LogLevel.Debug, "<7>debug")]
    public void Under_journald_the_level_is_a_prefix_and_the_time_is_journalds(LogLevel level, string start) =>
        Text(new LineFormatter(Context, underJournald: true, Time), level, "Asked to stop").ShouldBe($"{start} v0.75.3 Asked to stop\n");

    [Fact]
    public void For_machines_a_line_is_one_JSON_object() =>
        Text(new JsonLineFormatter(Context, Time), LogLevel.Warning, "two\nlines of \"text\"").ShouldBe(
            "{\"time\":\"2026-11-22T17:00:00.005Z\",\"level\":\"warn\",\"release\":\"v0.75.3\",\"message\":\"two\\nlines of \\u0022text\\u0022\"}\n");

    [Theory]
    [InlineData("one\ntwo")]
    [InlineData("one\r\ntwo")]
    [InlineData("one\u0085two")]
    [InlineData("one\u2028two")]
    public void A_message_of_several_lines_stays_one_line(string message)
    {
        Text(new LineFormatter(Context, underJournald: true, Time), LogLevel.Error, message).ShouldBe("<3>error v0.75.3 one | two\n");
        Text(new JsonLineFormatter(Context, Time), LogLevel.Error, message).Count(c => c == '\n').ShouldBe(1);
    }

    private static string Text(ConsoleFormatter formatter, LogLevel level, string message)
    {
        using var writer = new StringWriter();
        formatter.Write(new LogEntry<string>(level, "visor", default, message, null, (state, _) => state), null, writer);
        return writer.ToString();
    }
}
