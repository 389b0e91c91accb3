using System.Collections.Immutable;

namespace Visor.Chains.Cosmos.Layout;

/// <summary>What the processes of a release need in their environment.</summary>
internal static class ReleaseVariables
{
    private const string LibraryPath = "LD_LIBRARY_PATH";

    /// <summary>The same for whatever of a home is started by its supervisor, which may have another environment than the service.</summary>
    public static ImmutableArray<string> Of(string releaseFolder, CosmosContext context) => [.. context.Inherited, .. Of(releaseFolder, context.Environment)];

    /// <summary>A release with a folder <c>lib</c> finds its libraries there first (ld.so(8)).</summary>
    public static ImmutableArray<string> Of(string releaseFolder, Func<string, string?> environment) =>
        Path.Combine(releaseFolder, "lib") is var library && Directory.Exists(library)
            ? [$"{LibraryPath}={library}{(environment(LibraryPath) is { Length: > 0 } more ? $":{more}" : "")}"]
            : [];
}
