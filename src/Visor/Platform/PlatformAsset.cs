using System.Runtime.InteropServices;

namespace Visor.Platform;

/// <summary>What the asset of a release for this machine is usually called.</summary>
internal static class PlatformAsset
{
    /// <summary>Such as <c>vega-linux-amd64.zip</c>: operating system and architecture in Go's words, as the builds use them.</summary>
    public static string Name => $"vega-{OperatingSystemName}-{Architecture}.zip";

    private static string OperatingSystemName => OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "windows" : "linux";

    private static string Architecture => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.X86 => "386",
        var other => other.ToString().ToLowerInvariant(),
    };
}
