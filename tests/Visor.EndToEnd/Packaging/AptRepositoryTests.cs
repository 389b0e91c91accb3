using Shouldly;
using Visor.EndToEnd.Systemd;
using Xunit;

namespace Visor.EndToEnd.Packaging;

/// <summary>The apt repository of a release, offered on loopback.</summary>
[Collection(SystemdMachine.OneAtATime)]
public sealed class AptRepositoryTests(CleanRoot root)
{
    private const string Published = "https://visor.example.org";

    // It fetches the lists of Debian.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_new_machine_installs_visor_as_the_documentation_says()
    {
        var path = await root.Path();
        if (!Directory.Exists(Path.Combine(CleanRoot.Packages, "apt")))
            Assert.Skip("VISOR_PACKAGES names no folder with an apt repository; packaging/release --apt-key KEY makes one");
        await using var server = await FileServer.On(CleanRoot.Packages);
        await using var machine = await SystemdMachine.On(path);
        await machine.Boot();
        machine.Write("/etc/apt/apt.conf.d/yes", "APT::Get::Assume-Yes \"true\";\n");

        var documented = await Example.First("docs/packages.md", "## From an apt repository");
        documented.ShouldContain(Published);
        machine.Write("/root/script", "set -e\n" + documented.Replace(Published, server.Address, StringComparison.Ordinal).Replace("sudo ", "", StringComparison.Ordinal));
        await Succeed("sh", "/root/script");

        var version = await machine.Succeed("dpkg-query", "--show", "--showformat=${Version}", "visor");
        Path.GetFileName(CleanRoot.Package("_amd64.deb")).ShouldBe($"visor_{version}_amd64.deb");
        (await machine.Succeed("visor", "version")).ShouldContain("visor v");

        await machine.Succeed("dpkg", "--add-architecture", "arm64");
        await Succeed("apt-get", "update");
        (await machine.Succeed("apt-cache", "policy", "visor:arm64")).ShouldContain(version);

        // A repository of somebody in between, who has changed a list but has not the key.
        var release = Path.Combine(CleanRoot.Packages, "apt", "dists", "stable", "InRelease");
        using var forged = new TemporaryFolder();
        forged.Write("apt/dists/stable/InRelease", (await File.ReadAllTextAsync(release, TestContext.Current.CancellationToken)).Replace("Suite: stable", "Suite: Stable", StringComparison.Ordinal));
        await using var forger = await FileServer.On(forged.Path);
        await machine.Succeed("sed", "-i", $"s|{server.Address}|{forger.Address}|", "/etc/apt/sources.list.d/visor.sources");
        var (exitCode, output) = await machine.DoPatiently(Patience, "apt-get", "update", "--error-on=any");
        exitCode.ShouldNotBe(0, output);
        output.ShouldContain("BADSIG");

        async Task Succeed(string program, params string[] args)
        {
            var (code, said) = await machine.DoPatiently(Patience, program, args);
            code.ShouldBe(0, said);
        }
    }
}
