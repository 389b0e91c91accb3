using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Packaging;
using Xunit;

namespace Visor.EndToEnd.Fleets;

public sealed class CollectionTests : IDisposable
{
    private static readonly string Build = CleanRoot.InPackaging("ansible/build");

    private readonly TemporaryFolder _folder = new();

    public CollectionTests() => Requirement.Program("ansible-galaxy");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_same_checkout_gives_the_same_collection()
    {
        foreach (var into in new[] { "one", "two" })
            (await TestProcess.Run(Build, _folder.In("a b", into), "1.2.3")).ExitCode.ShouldBe(0);

        var name = "visor-fleet-1.2.3.tar.gz";
        (await File.ReadAllBytesAsync(_folder.In("a b", "two", name), TestContext.Current.CancellationToken))
            .ShouldBe(await File.ReadAllBytesAsync(_folder.In("a b", "one", name), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_its_arguments_it_says_how()
    {
        var (exitCode, output) = await TestProcess.Run(Build);

        exitCode.ShouldBe(64);
        output.ShouldContain("usage: packaging/ansible/build INTO [VERSION]");
    }

    [Fact]
    public async Task The_linter_of_Ansible_has_nothing_to_say()
    {
        Requirement.Program("ansible-lint");
        (await TestProcess.Run(Build, _folder.Path, "1.2.3")).ExitCode.ShouldBe(0);
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["HOME"] = _folder.Path, ["ANSIBLE_COLLECTIONS_PATH"] = _folder.In("installed") };
        await using var install = TestProcess.Start("ansible-galaxy", ["collection", "install", _folder.In("visor-fleet-1.2.3.tar.gz"), "-p", _folder.In("installed")], environment);
        (await install.WaitForExit()).ShouldBe(0, install.Output);

        await using var lint = TestProcess.Start(
            "ansible-lint", ["--offline", "--strict", "--nocolor", "--profile", "production"], environment, _folder.In("installed", "ansible_collections", "visor", "fleet"));
        (await lint.WaitForExit(TimeSpan.FromMinutes(3))).ShouldBe(0, lint.Output);
        lint.Output.ShouldContain("0 failure(s), 0 warning(s)");
    }
}
