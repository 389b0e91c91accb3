using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Visor.Model;

namespace Visor.Systemd.Unit;

/// <summary>The systemd unit that runs one home, systemd.service(5) and systemd.exec(5).</summary>
/// <param name="Program">Absolute path of the executable.</param>
/// <param name="Words">Its arguments.</param>
/// <param name="Home">Absolute path of the home folder.</param>
/// <param name="User">Name or number of the user the node runs as.</param>
/// <param name="Grace">How long the node may take to stop.</param>
/// <param name="SocketPath">That the node is reached by; null: it needs none.</param>
internal sealed partial record ServiceUnit(string Program, ImmutableArray<string> Words, string Home, string User, TimeSpan Grace, string? SocketPath)
{
    /// <summary><c>NAME=value</c>, for the environment of the service.</summary>
    public ImmutableArray<string> Variables { get; init; } = [];

    /// <summary>Absolute path of the folder in which it is started; null: the home.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>What the file with Visor's settings is called.</summary>
    public string ConfigName { get; init; } = "config.toml";

    /// <summary>What ProtectSystem=full protects.</summary>
    private static readonly string[] ReadOnly = ["/usr/", "/boot/", "/efi/", "/etc/"];

    private const string Template = "Visor.Systemd.Unit.visor.service";

    public string Text()
    {
        using var stream = typeof(ServiceUnit).Assembly.GetManifestResourceStream(Template)
            ?? throw new InvalidOperationException($"the program was built without its resource {Template}");
        using var reader = new StreamReader(stream);
        var values = Values().ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal);

        // In one go, so that nothing that comes from outside is taken for a place to fill.
        return Place().Replace(reader.ReadToEnd(), place => values[place.Groups["name"].Value]);
    }

    private IEnumerable<(string Name, string Value)> Values()
    {
        var runtime = SocketPath is null ? null : RuntimeFolder.Find(SocketPath);

        yield return ("grace", Seconds(Grace));
        yield return ("stop-timeout", Seconds(StopSpan.OfVisor(Grace)));
        yield return ("runtime-directory", runtime is null ? "" : $"""

            # The folder of the node's socket, which an adopted node keeps.
            RuntimeDirectory={UnitWord.Quote(runtime)}
            RuntimeDirectoryPreserve=yes

            """);
        yield return ("capabilities", User is "root" or "0" ? "" : "CapabilityBoundingSet=\n");
        yield return ("user", User);
        yield return ("writable", ReadOnly.Any(folder => Home.StartsWith(folder, StringComparison.Ordinal)) ? $"ReadWritePaths={UnitWord.Quote(Home)}\n" : "");
        yield return ("config", ConfigName);
        yield return ("start", string.Join(' ', Words.Prepend(Program).Select(UnitWord.OfCommand)));
        yield return ("environment", string.Concat(Variables.Select(variable => $"Environment={UnitWord.Quote(variable)}\n")));

        // systemd takes no escapes here.
        yield return ("mounts", Home.AsSpan().ContainsAny('"', '\\') ? "" : $"RequiresMountsFor={UnitWord.Quote(Home)}\n");
        yield return ("home-value", UnitWord.FolderLine(WorkingFolder ?? Home));
        yield return ("description", UnitWord.FolderLine(PlainText.Excerpt(Home)));
        yield return ("home", PlainText.Excerpt(Home));
    }

    private static string Seconds(TimeSpan span) => Math.Ceiling(span.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{\{(?<name>[a-z-]+)\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
