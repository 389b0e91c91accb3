using Visor.Platform;

namespace Visor.Chains.Cosmos.PlanInfos;

/// <summary>The platform of a binary in Go's words.</summary>
internal static class GoPlatform
{
    /// <summary>This machine's, such as <c>linux/amd64</c>.</summary>
    public static string Own { get; } = PlatformAsset.Platform.Replace('-', '/');
}
