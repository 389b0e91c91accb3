using System.Globalization;
using Shouldly;

namespace Visor.EndToEnd.Containers;

/// <summary>A container of the image that runs on as long as its Visor does. Disposing removes it, whatever it does.</summary>
internal sealed class VisorContainer : IAsyncDisposable
{
    private readonly Podman _podman;

    private VisorContainer(Podman podman, string name) => (_podman, Name) = (podman, name);

    public string Name { get; }

    /// <param name="options">Of <c>podman run</c>.</param>
    /// <param name="command">Behind the entry point; empty: that of the image.</param>
    public static async Task<VisorContainer> Run(Podman podman, IEnumerable<string> options, params IEnumerable<string> command)
    {
        var container = new VisorContainer(podman, $"visor-{Guid.NewGuid():N}");
        await podman.Succeed(["run", "--detach", "--name", container.Name, .. options, VisorImage.Name, .. command]);
        return container;
    }

    /// <summary>Runs a program in it to its end.</summary>
    public Task<(int ExitCode, string Output)> Exec(params string[] words) => _podman.Do(["exec", Name, .. words]);

    /// <summary>Waits until <c>visor status</c> in it says that all is well.</summary>
    public Task<string> Well(string release) => Eventually.See(
        async () => await Exec("visor", "status") is { ExitCode: 0, Output: var output } && output.Contains($"{release} runs", StringComparison.Ordinal) ? output : null,
        () => $"{release} that is well in {Name}");

    /// <summary>Stops it as an engine does, which kills after the grace period.</summary>
    /// <returns>Its exit code; 137: it was killed.</returns>
    public async Task<int> Stop(int graceSeconds)
    {
        await _podman.Succeed("stop", "--time", graceSeconds.ToString(CultureInfo.InvariantCulture), Name);
        return await End();
    }

    public Task Signal(string signal) => _podman.Succeed("kill", "--signal", signal, Name);

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> End() => int.Parse(await _podman.Succeed("wait", Name), CultureInfo.InvariantCulture);

    public Task<string> Logs() => _podman.Succeed("logs", Name);

    public Task<string> WaitForLine(string part) => Eventually.See(
        async () => await Logs() is var logs && logs.Contains(part, StringComparison.Ordinal) ? logs : null, () => $"'{part}' in the log of {Name}");

    /// <summary>Of the machine, its first process.</summary>
    public async Task<string> Pid() => await _podman.Succeed("inspect", "--format", "{{.State.Pid}}", Name);

    public async ValueTask DisposeAsync() => (await _podman.Do("rm", "--force", "--time", "0", Name)).ExitCode.ShouldBe(0);
}
