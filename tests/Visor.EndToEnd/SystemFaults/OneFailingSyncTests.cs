using Visor.EndToEnd.Faults;
using Visor.EndToEnd.Harness.Tracing;
using Xunit;

namespace Visor.EndToEnd.SystemFaults;

public sealed class OneFailingSyncTests
{
    [Fact]
    public async Task Whichever_fsync_fails_the_node_is_upgraded_once_and_alone()
    {
        using var tracer = await Tracer.Compile();
        await StruckPoints.EndWellWithOneFailingSync(tracer);
    }
}
