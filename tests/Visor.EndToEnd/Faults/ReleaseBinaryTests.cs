using System.Text;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Faults;

/// <summary>What can be made to fail must not be what validators run.</summary>
public sealed class ReleaseBinaryTests
{
    private const string Variable = "VISOR_FAULT";

    [Fact]
    public void The_binary_under_test_knows_no_faults() => Mentions(Programs.Visor).ShouldBeFalse();

    [Fact]
    public void The_binary_that_can_be_made_to_fail_knows_them() => Mentions(Programs.FaultyVisor).ShouldBeTrue();

    [Fact]
    public async Task The_binary_under_test_does_not_heed_a_fault_that_is_asked_of_it()
    {
        await using var node = await TestNode.Create();
        var visor = node.Run(environment: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [Variable] = "intent:crash-before:1",
            [Variable + "_MARK"] = node.FaultMark,
        });

        await node.Ready(TestNode.Genesis);

        File.Exists(node.FaultMark).ShouldBeFalse();
        await node.StopCleanly(visor);
    }

    // Names stand in a binary in UTF-8, texts in UTF-16. What was not published has its code in a library beside it.
    private static bool Mentions(string program) =>
        new[] { program, program + ".dll" }.Where(File.Exists).Select(File.ReadAllBytes).Any(
            bytes => Holds(bytes, Encoding.UTF8.GetBytes(Variable)) || Holds(bytes, Encoding.Unicode.GetBytes(Variable)));

    private static bool Holds(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> text) => bytes.IndexOf(text) >= 0;
}
