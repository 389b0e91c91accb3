using Shouldly;
using Visor.Processes;
using Visor.Tests.Processes;
using Xunit;

namespace Visor.Tests.Packaging;

/// <summary>A program of the machine, such as a shell that people complete command lines in.</summary>
internal static class Shell
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <returns>The lines it has written.</returns>
    public static async Task<string[]> Run(string program, params string[] args)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"{program} is not installed");
        await using var children = new TestProcesses();
        var commands = new CommandRunner(children.Spawner, children.Children, TimeProvider.System);
        var result = await commands.Run(path, [.. args], [], [], Deadline, TestContext.Current.CancellationToken);
        result.Exit.ShouldNotBeNull($"{program} did not end within {Deadline}");
        result.Error.ShouldBeEmpty();
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
