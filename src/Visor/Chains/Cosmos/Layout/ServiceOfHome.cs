using System.Collections.Immutable;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Model;

namespace Visor.Chains.Cosmos.Layout;

/// <summary>The service of a home: Cosmovisor's command line and environment, as they are in force or were at the last start.</summary>
internal static class ServiceOfHome
{
    private const string StartVerb = "start";
    private const string HomeFlag = "--home";

    public static ServiceStart Start(CosmosContext context)
    {
        ImmutableArray<string> node = context.Arguments.IsEmpty ? [StartVerb] : context.Arguments;
        ImmutableArray<string> config = context.Settings.ConfigFile is { } file ? [ConfigArgument.Name, file] : [];
        ImmutableArray<string> home = FlagValue.Find(node, HomeFlag) is null ? [HomeFlag, context.Settings.Home] : [];
        return new ServiceStart(["cosmovisor", "run", .. config, .. node, .. home], Variables(context), Notice(context));
    }

    private static ImmutableArray<string> Variables(CosmosContext context)
    {
        if (!context.Inherited.IsEmpty)
            return context.Inherited;
        var required = new Dictionary<string, string>(StringComparer.Ordinal) { [CosmovisorVariables.Home] = context.Settings.Home, [CosmovisorVariables.Name] = context.Settings.Name };
        foreach (var name in CosmovisorVariables.All.Concat(RunRecord.OfApp(context.Settings.Name)))
        {
            if (context.Environment(name) is { Length: > 0 } value)
                required[name] = value;
        }

        return [.. required.Select(variable => $"{variable.Key}={variable.Value}")];
    }

    private static string? Notice(CosmosContext context) => context.Forgotten.IsEmpty
        ? null
        : $"the node was last started with {string.Join(", ", context.Forgotten.Select(name => PlainText.Excerpt(name, 60)))} too, whose values Visor does not keep; add them with Environment= or EnvironmentFile=";
}
