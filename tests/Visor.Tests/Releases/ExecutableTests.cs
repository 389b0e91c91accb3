using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Model;
using Visor.Releases;
using Xunit;

namespace Visor.Tests.Releases;

[Edge]
public sealed class ExecutableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0b110_100_100, 0b111_101_101)]
    [InlineData(0b110_000_000, 0b111_000_000)]
    [InlineData(0b110_100_000, 0b111_101_000)]
    [InlineData(0b111_100_100, 0b111_100_100)]
    [InlineData(0b110_101_100, 0b110_101_100)]
    public void Who_may_read_a_binary_without_execute_bits_gets_them(int before, int after)
    {
        var file = _folder.Write("vega", "");
        File.SetUnixFileMode(file, (UnixFileMode)before);

        Executable.Ensure(new ProcessDefinition(VegaRoles.Core, file, [], "run-config.toml:2:8: vega.binary.path"));

        File.GetUnixFileMode(file).ShouldBe((UnixFileMode)after);
    }
}
