using System.Globalization;
using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;
using Visor.Processes;

namespace Visor.Chains.Cosmos.Steps;

/// <summary>The operator's script, <c>COSMOVISOR_CUSTOM_PREUPGRADE</c>: run with the upgrade's name and height in DAEMON_HOME. It must end with 0.</summary>
internal sealed class CustomScript(CosmosContext context, CommandRunner commands)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromDays(1);

    public async Task<StepOutcome> Run(UpgradeInfo plan, CancellationToken cancellation)
    {
        var script = Path.Combine(context.Settings.Root, context.Settings.CustomPreUpgrade);
        try
        {
            if (!File.Exists(script))
                return Failed(script, "it does not exist; put it there");
            // As Cosmovisor does. One that is executable may belong to another user.
            if (File.GetUnixFileMode(script) is var mode && !mode.HasFlag(UnixFileMode.UserExecute))
                File.SetUnixFileMode(script, mode | UnixFileMode.UserExecute);
            var result = await commands.Run(
                "/bin/sh", ["-c", "cd \"$1\" && shift && exec \"$@\"", "sh", context.Settings.Home, script, plan.Name.Text, plan.Height.ToString(CultureInfo.InvariantCulture)], [], context.Inherited, Timeout, cancellation);
            var said = PlainText.Excerpt($"{result.Output} {result.Error}".Trim(), 300);
            return result.Succeeded ? new StepOutcome.Done(said.Length > 0 ? said : null) : Failed(script, result.Exit is { } exit ? $"it failed ({exit}): {said}" : "it did not end within a day");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SpawnException)
        {
            return Failed(script, PlainText.Clause(e));
        }
    }

    private static StepOutcome.Failed Failed(string script, string why) => new($"{script} (COSMOVISOR_CUSTOM_PREUPGRADE) has not prepared the upgrade: {why}; correct it, then `visor resume` runs it again");
}
