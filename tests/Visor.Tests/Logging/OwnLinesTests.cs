using Shouldly;
using Visor.Logging;
using Xunit;

namespace Visor.Tests.Logging;

[Pure]
public sealed class OwnLinesTests
{
    [Theory]
    [InlineData("2026-11-22T16:00:00.000Z info  v0.75.3 Started the core, pid 812", true)]
    [InlineData("<3>error v0.75.3 Last output of the core (pid 812): panic", true)]
    [InlineData("""{"time":"2026-11-22T16:00:00+00:00","level":"error","release":"v0.75.3","message":"x"}""", true)]
    [InlineData("2026-11-22T16:00:00.000Z\tINFO\tblockchain\tabci", false)]
    [InlineData("""{"level":"info","ts":1669132800,"msg":"x"}""", false)]
    [InlineData("panic: runtime error", false)]
    [InlineData("", false)]
    public void Visors_own_lines_are_told_from_the_nodes(string line, bool isOwn) => OwnLines.Has(line).ShouldBe(isOwn);
}
