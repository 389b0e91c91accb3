using Visor.Commands;
using Visor.Model;
using Visor.Tests.Chains.Vega;

namespace Visor.Tests.Commands;

/// <summary>Runs a command line within the test's own process.</summary>
internal static class CommandLine
{
    /// <returns>Exit code and what was written; of a failure its message.</returns>
    public static async Task<(int ExitCode, string Text)> Run(string arguments, string? visorHome = null)
    {
        await using var output = new StringWriter();
        try
        {
            var code = await VisorCommand.Invoke(
                arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), output, output, name => name is "VISOR_HOME" ? visorHome : null, VegaNode.Chain);
            return (code, output.ToString().ReplaceLineEndings("\n"));
        }
        catch (VisorException e)
        {
            return (e.ExitCode, e.Message);
        }
    }
}
