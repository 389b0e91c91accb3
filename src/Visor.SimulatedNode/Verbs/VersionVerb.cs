using System.Text.Json;
using Visor.SimulatedNode.Misbehaving;

namespace Visor.SimulatedNode.Verbs;

/// <summary><c>vega version --output json</c></summary>
internal static class VersionVerb
{
    private const string Hash = "5e1f00dca7c0de5e1f00dca7c0de5e1f00dca7c0";

    public static int Run(Invocation invocation)
    {
        var asked = new Misbehaviours(invocation.Misbehaviours, role: null);
        if (asked.Value("version-exit") is { } code)
        {
            Console.Error.WriteLine("Error: this binary cannot tell its version");
            return Misbehaviours.Number(code);
        }

        if (asked.Has("version-hang"))
            Thread.Sleep(Timeout.Infinite); // Until the caller loses patience, which is what is tested.
        var version = asked.Value("version-lie") ?? invocation.Release;
        if (asked.Has("version-garbage"))
            Console.WriteLine("this is \u0007not JSON");
        else if (string.Equals(invocation.Option("--output"), "json", StringComparison.Ordinal))
            Console.WriteLine($$"""{"version":"{{JsonEncodedText.Encode(version)}}","hash":"{{Hash}}"}""");
        else
            Console.WriteLine($"Vega CLI {version} ({Hash})");
        return 0;
    }
}
