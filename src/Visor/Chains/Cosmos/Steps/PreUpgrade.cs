using System.Globalization;
using Microsoft.Extensions.Logging;
using Visor.Chains.Cosmos.Layout;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Processes;

namespace Visor.Chains.Cosmos.Steps;

/// <summary>
/// <c>NEW pre-upgrade</c>, run once before the first start of a release: 0 and 1 (it knows no such command) go on, 30 forbids the start, 31 asks to be tried again. Every other end counts as
/// success, as with Cosmovisor, and is told.
/// </summary>
internal sealed class PreUpgrade(CosmosContext context, LaunchTools tools, TimeProvider time)
{
    public const string Name = "pre-upgrade";

    private const int Unknown = 1;
    private const int Refuses = 30;
    private const int TryAgain = 31;

    private static readonly TimeSpan Timeout = TimeSpan.FromHours(6);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="binary">Of the new release.</param>
    /// <returns>Why it must not be started; null: it may.</returns>
    public async Task<LaunchPlan?> Run(UpgradePlan plan, string binary, CancellationToken cancellation)
    {
        if (tools.Steps.Of(plan, Name) == StepProgress.Done)
            return null;
        tools.Steps.Begin(plan, Name);
        for (var attempt = 0; ; attempt++)
        {
            ChildResult result;
            try
            {
                result = await tools.Commands.Run(binary, [Name], [], ReleaseVariables.Of(Path.GetDirectoryName(Path.GetDirectoryName(binary)!)!, context), Timeout, cancellation);
            }
            catch (SpawnException e)
            {
                return new LaunchPlan.Unknown(e.Message);
            }

            var said = PlainText.Excerpt($"{result.Output} {result.Error}".Trim(), 200);
            switch (result.Exit)
            {
                case { Code: 0 or Unknown }:
                    tools.Steps.Finish(plan, Name);
                    return null;
                case { Code: Refuses }:
                    return Refused($"`{binary} pre-upgrade` forbids the start of {plan.Tag} (exit code 30): {said}");
                case { Code: TryAgain } when attempt < context.Settings.PreUpgradeMaxRetries:
                    tools.Log.LogWarning("`{Binary} pre-upgrade` asks to be tried again (exit code 31): {Said}", binary, said);
                    await Task.Delay(Pause, time, cancellation);
                    break;
                case { Code: TryAgain }:
                    return Refused(string.Create(CultureInfo.InvariantCulture, $"`{binary} pre-upgrade` asks to be tried again (exit code 31) after {attempt + 1} times (DAEMON_PREUPGRADE_MAX_RETRIES = {context.Settings.PreUpgradeMaxRetries}): {said}"));
                case { Code: not null } other:
                    tools.Log.LogWarning("`{Binary} pre-upgrade` ended with {Exit}, which has no meaning; {Tag} is started all the same: {Said}", binary, other, plan.Tag, said);
                    tools.Steps.Finish(plan, Name);
                    return null;
                default:
                    return new LaunchPlan.Unknown($"`{binary} pre-upgrade` did not come to its end ({result.Exit?.ToString() ?? "6 h are over"}): {said}");
            }
        }
    }

    private static LaunchPlan.Refused Refused(string why) => new(new Failure($"{why}; look into its log, and start Visor again when the cause is mended", ExitCodes.Failed));
}
