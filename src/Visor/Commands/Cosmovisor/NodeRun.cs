using System.Collections;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Visor.Chains.Cosmos;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Chains.Cosmos.Layout;
using Visor.Home;
using Visor.Logging;
using Visor.Model;
using Visor.Users;

namespace Visor.Commands.Cosmovisor;

/// <summary>What <c>cosmovisor run</c> is to Visor: a node of a Cosmovisor home is supervised, and every other command of its binary is only run.</summary>
internal sealed class NodeRun(CosmosFamily family, Func<string, string?> environment, TimeProvider time)
{
    /// <param name="arguments">Of the chain's binary.</param>
    /// <param name="configFile">Of <c>--cosmovisor-config</c>; null: none.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="VisorException">Nothing was started, for a reason the operator can mend.</exception>
    public async Task<int> Run(CosmovisorSettings settings, ImmutableArray<string> arguments, string? configFile)
    {
        var found = family.Find(settings.Home) ?? throw new VisorException(
            ExitCodes.Failed, $"there is no folder {settings.Root}; `visor cosmovisor init BINARY` makes it, or correct DAEMON_HOME");
        var home = ConfigOption.OfEnvironment(found, environment); // A relative path is one of whoever has called.
        Directory.SetCurrentDirectory(settings.Root); // As the node's, which paths in its arguments may be relative to.
        if (!NodeWord.Is(arguments.FirstOrDefault(word => !word.StartsWith('-'))))
            return await ChildCommand.Run(settings, home, arguments, environment, time);

        RefuseOtherHome(settings, arguments);
        OwnerSwitch.RequireToRun(home, $"visor cosmovisor run {string.Join(' ', arguments.Select(ShellWord.Quote))}");
        return await RunCommand.Run(() => home, LogFormat.Text, _ => CosmosFamily.Open(home, settings, arguments, environment), time, settings.DisableLogs ? LogLevel.Warning : LogLevel.Trace, () => Remember(settings, home, arguments, configFile));
    }

    // Cosmovisor would watch a folder that the node does not write to.
    private static void RefuseOtherHome(CosmovisorSettings settings, ImmutableArray<string> arguments)
    {
        if (FlagValue.Find(arguments, "--home") is { } given && !string.Equals(Path.TrimEndingDirectorySeparator(Path.GetFullPath(given)), settings.Home, StringComparison.Ordinal))
            throw new VisorException(ExitCodes.Failed, $"the node is told to use {given}, and DAEMON_HOME is {settings.Home}: Visor would watch a folder that the node does not use; correct one of them");
    }

    private static void Remember(CosmovisorSettings settings, VisorHome home, ImmutableArray<string> arguments, string? configFile)
    {
        var all = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(v => (Name: (string)v.Key, Value: (string?)v.Value ?? "")).ToList();
        var variables = all.Where(v => RunRecord.IsKept(v.Name, settings.Name)).ToImmutableDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);
        ImmutableArray<string> others = [.. all.Select(v => v.Name).Where(name => RunRecord.IsOfApp(name, settings.Name) && !variables.ContainsKey(name)).Order(StringComparer.Ordinal)];
        try
        {
            new RunRecord(arguments, variables, configFile is null ? null : Path.GetFullPath(configFile)) { Others = others }.Write(home.Private);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VisorException(ExitCodes.Failed, $"{home.Private} cannot be written: {PlainText.Clause(e)}; {AccessRemedy.For(home, home.Private, e)}");
        }
    }
}
