using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Chains.Cosmos.Downloads;
using Visor.Chains.Cosmos.PlanInfos;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;

namespace Visor.Commands.Cosmovisor;

/// <summary><c>prepare-upgrade</c>: downloads the binary of the plan that the network has agreed on, into the folder where it will be looked for.</summary>
internal sealed class UpgradePreparation(CosmovisorSettings settings, TextWriter output, CosmovisorSeams seams)
{
    /// <exception cref="VisorException">Its folder cannot be told.</exception>
    /// <exception cref="ReleaseException">The binary is not to be had.</exception>
    public async Task Run(CancellationToken cancellation)
    {
        if (await seams.CurrentPlan(settings, cancellation) is not { } plan)
        {
            await output.WriteLineAsync("The network has planned no upgrade.");
            return;
        }

        var name = PlainText.Excerpt(plan.Name.Text, 60);
        await output.WriteLineAsync($"The network has planned {name} at height {plan.Height}.");
        if (UpgradeFolder.Problem(plan.Name, !settings.DisableRecase) is { } problem)
            throw new VisorException(ExitCodes.Failed, problem);
        seams.ActAsOwner(settings);
        var folder = Path.Combine(settings.Root, "upgrades", plan.Name.FolderName(!settings.DisableRecase));
        var place = settings.BinaryIn(folder);
        if (File.Exists(place))
        {
            await output.WriteLineAsync($"Its binary is there already: {place}.");
            return;
        }

        var demandsChecksum = settings.MustHaveChecksum || seams.DemandsChecksum(settings);
        var binary = await new PlanDownload(seams.Downloads).Download(PlanInfoParser.Parse(plan.Info), folder, settings.Name, demandsChecksum, cancellation);
        await output.WriteLineAsync($"Its binary is {binary}.");
    }
}
