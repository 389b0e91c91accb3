using Visor.Chains;
using Visor.Configuration;
using Visor.Home;

namespace Visor.Commands.Offline;

/// <summary>How long a node is given to stop, also where the configuration that says so is broken.</summary>
internal static class StopTimeout
{
    /// <returns><c>stopSignalTimeoutSeconds</c>, or its default with a warning.</returns>
    public static TimeSpan Read(VisorHome home, Chain chain, CommandConsole output)
    {
        var reading = VisorConfigReader.Read(home.Config, chain.Defaults);
        if (reading.Value is { } config)
            return config.StopSignalTimeout;
        var standard = chain.Defaults.Config.StopSignalTimeout;
        foreach (var error in reading.Errors)
            output.Warn(error.ToString());
        output.Warn($"{home.Config} cannot be used, so stopSignalTimeoutSeconds has its default of {standard.TotalSeconds:0} s");
        return standard;
    }
}
