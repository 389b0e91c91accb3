using Visor.Home;

namespace Visor.Checking;

/// <summary>The operator's veto.</summary>
internal static class HoldCheck
{
    public static Finding Of(VisorHome home) => new HoldFile(home).Read() is { } reason
        ? Finding.Warning("hold", $"the next upgrade waits at its block: {reason}", $"`visor resume --home {home.Root}` ends it")
        : Finding.Ok("hold", "nothing is held");
}
