using System.Collections.Immutable;
using Visor.Chains.Cosmos;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Model;

namespace Visor.Commands.Cosmovisor;

/// <summary>Visor in Cosmovisor's place: called by its name, or by <c>visor cosmovisor</c>.</summary>
internal static class CosmovisorEntry
{
    private const string Name = "cosmovisor";

    /// <param name="program">As it was called.</param>
    /// <returns>Cosmovisor's arguments; null: this is Visor itself.</returns>
    public static ImmutableArray<string>? Arguments(string program, string[] arguments) =>
        Path.GetFileName(program) is Name ? [.. arguments] : arguments is [Name, .. var rest] ? [.. rest] : null;

    public static async Task<int> Invoke(ImmutableArray<string> arguments, CosmosFamily family, TextWriter output, TextWriter error, Func<string, string?> environment)
    {
        var (rest, file) = ConfigArgument.TakeFrom(arguments is ["run", .. var behind] ? [.. behind] : arguments);
        var reading = new CosmovisorSettingsReader(environment, [], PathKinds.Of).Read(file is null ? null : CosmovisorConfigFile.Read(file));
        if (reading.Settings is not { } settings)
            throw new VisorException(ExitCodes.Failed, string.Join('\n', reading.Errors));
        return await new NodeRun(family, environment, TimeProvider.System).Run(settings, rest, file);
    }
}
