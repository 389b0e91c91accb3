using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Packaging;

public sealed class ReleaseScriptTests : IDisposable
{
    private static readonly string Script = CleanRoot.InPackaging("release");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_same_executable_gives_the_same_packages_from_any_folder()
    {
        Requirement.Program("dpkg-deb");
        Directory.CreateDirectory(_folder.In("a b", "one"));
        await Make("one");
        await Make("two");

        (await File.ReadAllTextAsync(_folder.In("a b", "two", "SHA256SUMS"), TestContext.Current.CancellationToken))
            .ShouldBe(await File.ReadAllTextAsync(_folder.In("a b", "one", "SHA256SUMS"), TestContext.Current.CancellationToken));
        Directory.GetFiles(_folder.In("a b", "one")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(["SHA256SUMS", "visor-1.2.3-rc.1-linux-x64.tar.gz", "visor_1.2.3~rc.1_amd64.deb"]);
    }

    [Fact]
    public async Task Signed_sums_are_verified_as_the_documentation_says()
    {
        Requirement.Program("dpkg-deb");
        Requirement.Program("ssh-keygen");
        var key = _folder.In("key");
        (await TestProcess.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)).ExitCode.ShouldBe(0);
        Directory.CreateDirectory(_folder.In("a b"));
        await Make("one", "--sign-with", key);

        var documented = await Example.First("docs/packages.md", "# Packages");
        documented.ShouldContain("ssh-keygen -Y verify");
        (await Verify()).ExitCode.ShouldBe(0, (await Verify()).Output);
        await File.AppendAllTextAsync(_folder.In("a b", "one", "SHA256SUMS"), "\n", TestContext.Current.CancellationToken);
        (await Verify()).ExitCode.ShouldNotBe(0);

        Task<(int ExitCode, string Output)> Verify() => TestProcess.Run("sh", "-ec", $"cd '{_folder.In("a b", "one")}'\n{documented}");
    }

    [Fact]
    public async Task What_is_missing_is_said_before_anything_is_made()
    {
        // Nothing but what the shell itself needs to begin.
        foreach (var tool in new[] { "dirname", "uname", "bash", "sed" })
            File.CreateSymbolicLink(_folder.In(tool), $"/usr/bin/{tool}");
        await using var script = TestProcess.Start("/bin/bash", [Script], new Dictionary<string, string?>(StringComparer.Ordinal) { ["PATH"] = _folder.Path });

        (await script.WaitForExit()).ShouldBe(69, script.Output);
        foreach (var tool in new[] { "tar", "gzip", "dpkg-deb", "dotnet" })
            script.Output.ShouldContain($"needs {(tool is "dotnet" ? "the .NET 10 SDK" : tool)}");
    }

    [Theory]
    [InlineData("--nonsense", "unexpected argument '--nonsense'")]
    [InlineData("--visor", "--visor needs a value")]
    [InlineData("sbom --visor /bin/true", "what is in the executable of --visor is not known here")]
    [InlineData("apt", "name a key of gpg with --apt-key")]
    public async Task A_wrong_argument_is_a_usage_error(string arguments, string message)
    {
        var (exitCode, output) = await TestProcess.Run(Script, arguments.Split(' '));
        exitCode.ShouldBe(64);
        output.ShouldContain(message);
    }

    private async Task Make(string into, params string[] options)
    {
        // Any small executable will do: what is packed is not run but for its unit.
        var visor = _folder.Write("a b/visor", $"#!/bin/sh\nexec '{Programs.Visor}' \"$@\"\n");
        File.SetUnixFileMode(visor, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var script = TestProcess.Start(Script, ["packages", "--visor", visor, "--version", "1.2.3-rc.1", "--into", into, .. options], environment: null, _folder.In("a b"));
        (await script.WaitForExit()).ShouldBe(0, script.Output);
    }
}
