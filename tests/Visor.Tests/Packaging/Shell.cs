using System.Diagnostics;
using Shouldly;
using Xunit;

namespace Visor.Tests.Packaging;

/// <summary>A shell that people complete command lines in.</summary>
internal static class Shell
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <returns>The lines it has written.</returns>
    public static async Task<string[]> Run(string shell, params string[] args)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, shell))))
            Assert.Skip($"{shell} is not installed");
        using var process = Process.Start(new ProcessStartInfo(shell, args) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false })!;
        process.StandardInput.Close();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        (await error).ShouldBeEmpty();
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
