using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Switching;

/// <summary>Where a running Visor hears a person's word: in whatever folder, and from nobody else.</summary>
public sealed class ControlSocketTests
{
    private const string Hotfix = "v0.1.1";

    /// <summary>unix(7) allows 107 bytes for the address of a socket.</summary>
    [Fact]
    public async Task In_a_home_whose_path_is_longer_than_an_address_may_be_a_word_is_heard_all_the_same()
    {
        await using var node = await TestNode.Create();
        await node.Prepare(Hotfix);
        var home = Path.Combine(Path.GetDirectoryName(node.Home)!, new string('h', 200));
        Directory.Move(node.Home, home);
        File.CreateSymbolicLink(node.Home, home); // The short way is the test's own.
        var visor = node.Own(VisorProcess.Run(home));
        await node.Ready(TestNode.Genesis);

        var word = node.Own(VisorProcess.Start(["switch", Hotfix, "--home", home]));

        (await word.WaitForExit()).ShouldBe(0, word.Output);
        word.Output.ShouldContain($"{Hotfix} answers: it is ready");
        visor.Output.ShouldNotContain("cannot be created");
        File.GetUnixFileMode(Path.Combine(home, ".visor", "control.sock")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        node.ShouldHaveStarted(TestNode.Genesis, Hotfix);
        await node.StopCleanly(visor);
        File.Exists(Path.Combine(home, ".visor", "control.sock")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_word_that_comes_while_a_Visor_begins_waits_until_it_is_heard()
    {
        await using var node = await TestNode.Create();
        await node.Prepare(Hotfix);
        await (await node.RunUntilReady()).Kill();

        // It has the home, and the socket where it hears words takes a second.
        var visor = node.RunTraced("bind:delay_enter=1000000");
        await visor.WaitForLine("is running and is adopted");
        var (exitCode, said) = await node.Do("switch", Hotfix);

        exitCode.ShouldBe(0, said);
        said.ShouldContain($"{Hotfix} answers: it is ready");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task Another_user_is_refused_by_the_kernel_and_by_Visor_where_somebody_has_opened_the_socket_to_all()
    {
        await OtherUser.Require();
        await using var node = await TestNode.Create();
        await node.Prepare(Hotfix);
        var visor = await node.RunUntilReady();
        foreach (var folder in new[] { Path.GetDirectoryName(node.Home)!, node.Home, node.In(".visor") })
            File.SetUnixFileMode(folder, (UnixFileMode)0b_111_101_101);

        await using (var kept = OtherUser.Start(node, "switch", Hotfix))
            (await kept.WaitForExit()).ShouldNotBe(0, kept.Output);
        visor.Output.ShouldNotContain("Refused a command");
        File.SetUnixFileMode(node.In(".visor", "control.sock"), (UnixFileMode)0b_110_110_110);
        await using (var refused = OtherUser.Start(node, "switch", Hotfix))
            (await refused.WaitForExit()).ShouldNotBe(0, refused.Output);

        (await visor.WaitForLine("Refused a command on")).ShouldContain($"from {OtherUser.Name} (uid {OtherUser.Number})");
        (await node.Do("switch", Hotfix)).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0, r.Output));
        node.ShouldHaveStarted(TestNode.Genesis, Hotfix);
        await node.StopCleanly(visor);
    }
}
