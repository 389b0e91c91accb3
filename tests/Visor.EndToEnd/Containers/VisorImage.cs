using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Packaging;
using Xunit;

[assembly: AssemblyFixture(typeof(Visor.EndToEnd.Containers.VisorImage))]

namespace Visor.EndToEnd.Containers;

/// <summary>The image with the Visor under test, built once by <c>packaging/image</c>, when the first test asks for it.</summary>
public sealed class VisorImage : IAsyncDisposable
{
    /// <summary>Not that of the page, whose image is made of the package.</summary>
    internal const string Name = "localhost/visor-under-test";

    /// <summary>The base that its Containerfile names.</summary>
    private const string Base = "docker.io/library/debian:bookworm-slim";

    private readonly Lock _lock = new();
    private TemporaryFolder? _folder;
    private Task<Podman>? _podman;
    private Podman? _made;

    /// <summary>The podman that has the image; the test is skipped where there can be none.</summary>
    internal Task<Podman> Podman()
    {
        Requirement.Root();
        Requirement.Program("podman");
        Requirement.Program("runc");
        Requirement.Program("mmdebstrap");
        Requirement.NativeVisor();
        if (new[] { Programs.SimulatedNode, Programs.SimulatedCosmosNode }.Any(program => File.Exists(program + ".dll")))
            Assert.Skip("an image has no runtime for simulated nodes that are not compiled to machine code");
        lock (_lock)
            return _podman ??= Make();
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is null)
            return;
        if (_made is not null)
            await _made.End();
        await TestProcess.Run("rm", "-rf", _folder.In("storage"));
        _folder.Dispose();
    }

    private async Task<Podman> Make()
    {
        _folder = new TemporaryFolder();
        var podman = _made = new Podman(_folder.Path, [Path.GetDirectoryName(Programs.SimulatedNode)!]);
        var (exitCode, output) = await podman.Run(CleanRoot.InPackaging("image"), ["--visor", Programs.Visor, "--tag", Name]);
        exitCode.ShouldBe(0, output);
        output.ShouldContain(Name + "\n");

        // Where no registry was reached, what was made instead stands in for the next build.
        if ((await podman.Do("image", "exists", Base)).ExitCode != 0)
            await podman.Succeed("tag", "localhost/visor-base:bookworm", Base);
        return podman;
    }
}
