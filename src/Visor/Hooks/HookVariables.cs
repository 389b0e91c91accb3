using System.Collections.Immutable;
using System.Globalization;
using Visor.Model.Events;

namespace Visor.Hooks;

/// <summary>An event as environment variables; what it does not have is not set.</summary>
internal static class HookVariables
{
    /// <param name="home">Absolute path of the home folder.</param>
    /// <param name="folder">Absolute path of the new release's folder; null: the event is about none.</param>
    public static ImmutableArray<string> Create(HookKind hook, VisorEvent happened, string home, string? folder)
    {
        var variables = ImmutableArray.CreateBuilder<string>();
        Add("HOOK", hook.Key());
        Add("EVENT", happened.Kind.Word());
        Add("HOME", home);
        Add("RELEASE", happened.Release);
        Add("TAG", happened.Tag);
        Add("HEIGHT", happened.Height?.ToString(CultureInfo.InvariantCulture));
        Add("FOLDER", folder);
        Add("REASON", happened.Reason);
        Add("DOWNTIME_MS", happened.Downtime?.TotalMs.ToString(CultureInfo.InvariantCulture));
        return variables.ToImmutable();

        void Add(string name, string? value)
        {
            if (value is not null)
                variables.Add($"VISOR_{name}={value}");
        }
    }
}
