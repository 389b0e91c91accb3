using System.Runtime.InteropServices;

namespace Visor.Platform;

/// <summary>This machine, as the names of releases' assets spell it.</summary>
internal static class PlatformAsset
{
    /// <summary>Such as <c>linux-amd64</c>: operating system and architecture in Go's words (GOOS, GOARCH), as the builds use them.</summary>
    public static string Platform => $"{OperatingSystemName}-{Architecture}";

    public static string OperatingSystemName => OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "windows" : "linux";

    public static string Architecture => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.X86 => "386",
        var other => other.ToString().ToLowerInvariant(),
    };
}
