using Visor.Home;
using Visor.Model;

namespace Visor.Checking;

/// <summary>The operator's veto.</summary>
internal static class HoldCheck
{
    public static Finding Check(VisorHome home) => new HoldFile(home) switch
    {
        var hold when hold.WhyUnknown() is { } unknown => Finding.Failure("hold", unknown, "run this as the user of the node's Visor"),
        var hold when hold.Read() is { } reason => Finding.Warning("hold", $"the next upgrade will wait at its block: {reason}", $"`visor resume --home {ShellWord.Quote(home.Root)}` ends the hold"),
        _ => Finding.Ok("hold", "none"),
    };
}
