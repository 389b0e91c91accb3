using System.Text.Json;
using Shouldly;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Model;

[Pure]
public sealed class UtcTimeTests
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new UtcTimeJson() } };

    private static readonly DateTimeOffset Noon = new DateTimeOffset(2026, 3, 1, 14, 0, 0, TimeSpan.FromHours(2)).AddMilliseconds(125);

    [Fact]
    public void Everybody_reads_universal_time_to_the_second()
    {
        UtcTime.Format(Noon).ShouldBe("2026-03-01T12:00:00Z");
        JsonSerializer.Serialize(Noon, Options).ShouldBe("\"2026-03-01T12:00:00Z\"");
    }

    [Fact]
    public void A_log_line_has_milliseconds() => UtcTime.Precise(Noon).ShouldBe("2026-03-01T12:00:00.125Z");

    [Theory]
    [InlineData("2026-03-01T12:00:00Z")]
    [InlineData("2026-03-01T12:00:00+00:00")]
    [InlineData("2026-03-01T12:00:00.0000000+00:00")]
    public void What_an_earlier_Visor_has_written_is_read(string written) =>
        JsonSerializer.Deserialize<DateTimeOffset>($"\"{written}\"", Options).ShouldBe(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
}
