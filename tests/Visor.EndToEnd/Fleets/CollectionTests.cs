using System.Security.Cryptography;
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
    public async Task A_release_with_an_address_is_fetched_once_and_nothing_but_what_its_digest_says_is_kept()
    {
        await Install();
        var release = _folder.Write("vega.zip", "a release");
        var inventory = _folder.Write("inventory.yml", "visor: { hosts: { down: { ansible_host: 127.0.0.1, ansible_port: 1 }, left-out: {} } }\n");
        var digest = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(release, TestContext.Current.CancellationToken)));

        (await Stage(digest)).ShouldContain("changed=2 ");
        (await Stage(digest)).ShouldContain("changed=0 ");
        (await Stage(new string('0', 64))).ShouldContain("failed=1 ");
        Directory.GetFiles(_folder.In(".cache", "visor-releases")).Select(Path.GetFileName).ShouldBe([$"{digest}-vega.zip"]);

        async Task<string> Stage(string sha256)
        {
            string[] words = ["visor.fleet.stage", "-i", inventory, "--limit", "down", "-e", "visor_release=v1", "-e", $"visor_release_url=file://{release}", "-e", $"visor_release_sha256={sha256}"];
            await using var playbook = TestProcess.Start("ansible-playbook", words, Environment);
            await playbook.WaitForExit();
            return playbook.Output;
        }
    }

    [Fact]
    public async Task The_linter_of_Ansible_has_nothing_to_say()
    {
        Requirement.Program("ansible-lint");
        await Install();

        await using var lint = TestProcess.Start(
            "ansible-lint", ["--offline", "--strict", "--nocolor", "--profile", "production"], Environment, _folder.In("installed", "ansible_collections", "visor", "fleet"));
        (await lint.WaitForExit(TimeSpan.FromMinutes(3))).ShouldBe(0, lint.Output);
        lint.Output.ShouldContain("0 failure(s), 0 warning(s)");
    }

    private Dictionary<string, string?> Environment => new(StringComparer.Ordinal) { ["HOME"] = _folder.Path, ["ANSIBLE_COLLECTIONS_PATH"] = _folder.In("installed"), ["ANSIBLE_NOCOLOR"] = "1" };

    private async Task Install()
    {
        (await TestProcess.Run(Build, _folder.Path, "1.2.3")).ExitCode.ShouldBe(0);
        await using var install = TestProcess.Start("ansible-galaxy", ["collection", "install", _folder.In("visor-fleet-1.2.3.tar.gz"), "-p", _folder.In("installed")], Environment);
        (await install.WaitForExit()).ShouldBe(0, install.Output);
    }
}
