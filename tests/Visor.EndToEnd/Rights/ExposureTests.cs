using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Rights;

/// <summary>Secrets that every user of the machine may read are told, with the command that closes them.</summary>
public sealed class ExposureTests
{
    private const string Secrets = """
        [autoInstall]
        enabled = true
        tokenFile = "token"
        asset.name = "vega.zip"
        [[notifications]]
        url = "http://127.0.0.1:1/SECRET"
        """;

    [Fact]
    public async Task A_check_and_a_run_name_what_all_may_read_and_how_it_is_closed()
    {
        await using var node = await TestNode.Create(config: Secrets);
        Directory.CreateDirectory(node.NodeHome);
        node.Write("token", "SECRET");
        foreach (var folder in new[] { node.Home, Path.GetDirectoryName(node.Home)! })
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute);
        foreach (var file in new[] { "token", "config.toml" })
            File.SetUnixFileMode(node.In(file), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        string[] remedies = [$"chmod o-r {node.In("config.toml")}", $"chmod o-r {node.In("token")}"];

        var check = (await node.Do("check")).Output;
        var visor = await node.RunUntilReady();
        await node.StopCleanly(visor);

        foreach (var (said, remedy) in remedies.SelectMany(remedy => new[] { (check, remedy), (visor.Output, remedy) }))
            said.ShouldContain(remedy);
        (check + visor.Output).ShouldNotContain("SECRET", Case.Sensitive);
        foreach (var file in new[] { "token", "config.toml" })
            File.SetUnixFileMode(node.In(file), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await node.Do("check")).Output.ShouldNotContain("chmod");
    }
}
