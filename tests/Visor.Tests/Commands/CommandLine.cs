using Visor.Chains;
using Visor.Commands;
using Visor.Model;
using Visor.Tests.Chains.Vega;

namespace Visor.Tests.Commands;

/// <summary>Runs a command line within the test's own process.</summary>
internal static class CommandLine
{
    /// <param name="packageHome">Stands for that of the package, which this machine may have.</param>
    /// <returns>Exit code and what was written; of a failure its message.</returns>
    public static async Task<(int ExitCode, string Text)> Run(string arguments, string? visorHome = null, string packageHome = "/nowhere/visor", string? visorConfig = null)
    {
        return await Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), visorHome, packageHome, visorConfig);
    }

    /// <summary>The same with words that may hold blanks, or nothing.</summary>
    public static async Task<(int ExitCode, string Text)> Run(string[] arguments, string? visorHome = null, string packageHome = "/nowhere/visor", string? visorConfig = null)
    {
        await using var output = new StringWriter();
        try
        {
            var code = await VisorCommand.Invoke(
                arguments, output, output, name => name is "VISOR_HOME" ? visorHome : name is "VISOR_CONFIG" ? visorConfig : null, new ChainFamilies(VegaNode.Chain), packageHome);
            return (code, output.ToString().ReplaceLineEndings("\n"));
        }
        catch (VisorException e)
        {
            return (e.ExitCode, e.Message);
        }
    }
}
