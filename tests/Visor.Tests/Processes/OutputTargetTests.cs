using Shouldly;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Pure]
public sealed class OutputTargetTests
{
    [Theory]
    [InlineData("/var/log/visor.log", null, "OfFile { Descriptor = /proc/self/fd/1 }")]
    [InlineData("/var/log/visor.log (deleted)", null, "OfFile { Descriptor = /proc/self/fd/1 }")]
    [InlineData("socket:[4711]", "8:4711", "Journald { }")]
    [InlineData("socket:[4712]", "8:4711", "Elsewhere { Where = a socket; look at its reader }")]
    [InlineData("socket:[4711]", null, "Elsewhere { Where = a socket; look at its reader }")]
    [InlineData("pipe:[4711]", "8:4711", "Elsewhere { Where = a pipe; look at its reader, such as `docker logs` }")]
    [InlineData("/dev/pts/3", null, "Elsewhere { Where = the terminal }")]
    [InlineData("/dev/null", null, "Elsewhere { Where = /dev/null }")]
    [InlineData(null, null, "Elsewhere { Where = where Visor's own goes }")]
    public void Where_a_stream_leads_to_is_told_by_its_link(string? link, string? journalStream, string target) =>
        OutputTarget.Of(link, "/proc/self/fd/1", journalStream).ToString().ShouldBe(target);
}
