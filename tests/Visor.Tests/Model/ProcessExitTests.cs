using Shouldly;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Model;

[Pure]
public sealed class ProcessExitTests
{
    [Theory]
    [InlineData(0x0000, "exit 0")]
    [InlineData(0x0300, "exit 3")]
    [InlineData(0xFF00, "exit 255")]
    [InlineData(0x0009, "killed by SIGKILL")]
    [InlineData(0x000F, "killed by SIGTERM")]
    [InlineData(0x008B, "killed by SIGSEGV")] // with a core dump
    [InlineData(0x0028, "killed by signal 40")] // a real-time signal
    public void The_kernels_word_is_read(int status, string words) => ProcessExit.FromWaitStatus(status).ToString().ShouldBe(words);

    [Fact]
    public void What_nobody_saw_is_said_to_be_unknown() => ProcessExit.Unknown.ToString().ShouldBe("exited (status unavailable: not a child of this Visor)");
}
