namespace Visor.Commands;

internal static class VersionCommand
{
    public static string Version => "v0.1.0";
}
