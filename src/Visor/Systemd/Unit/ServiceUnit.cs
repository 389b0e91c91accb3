using System.Globalization;
using Visor.Model;

namespace Visor.Systemd.Unit;

/// <summary>The systemd unit that runs one home, systemd.service(5) and systemd.exec(5).</summary>
/// <param name="Program">Absolute path of the executable.</param>
/// <param name="Home">Absolute path of the home folder.</param>
/// <param name="User">Name or number of the user the node runs as.</param>
/// <param name="Grace">How long the node may take to stop.</param>
/// <param name="SocketPath">That the node is reached by; null: it needs none.</param>
internal sealed record ServiceUnit(string Program, string Home, string User, TimeSpan Grace, string? SocketPath)
{
    /// <summary>What ProtectSystem=full protects.</summary>
    private static readonly string[] ReadOnly = ["/usr/", "/boot/", "/efi/", "/etc/"];

    private const string Template = "Visor.Systemd.Unit.visor.service";

    public string Text()
    {
        using var stream = typeof(ServiceUnit).Assembly.GetManifestResourceStream(Template)
            ?? throw new InvalidOperationException($"the program was built without its resource {Template}");
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        foreach (var (name, value) in Values())
            text = text.Replace("{{" + name + "}}", value, StringComparison.Ordinal);
        return text;
    }

    private IEnumerable<(string Name, string Value)> Values()
    {
        var runtime = SocketPath is null ? null : RuntimeFolder.Find(SocketPath);

        // What comes from outside last, so that nothing in it is taken for a place to fill.
        yield return ("grace", Seconds(Grace));
        yield return ("stop-timeout", Seconds(StopSpan.OfVisor(Grace)));
        yield return ("runtime-directory", runtime is null ? "" : $"""

            # The folder of the core's socket, which an adopted node keeps.
            RuntimeDirectory={UnitWord.Quote(runtime)}
            RuntimeDirectoryPreserve=yes

            """);
        yield return ("capabilities", User is "root" or "0" ? "" : "CapabilityBoundingSet=\n");
        yield return ("user", User);
        yield return ("writable", ReadOnly.Any(folder => Home.StartsWith(folder, StringComparison.Ordinal)) ? $"ReadWritePaths={UnitWord.Quote(Home)}\n" : "");
        yield return ("start", $"{UnitWord.OfCommand(Program)} run --home {UnitWord.OfCommand(Home)}");

        // systemd takes no escapes here.
        yield return ("mounts", Home.AsSpan().ContainsAny('"', '\\') ? "" : $"RequiresMountsFor={UnitWord.Quote(Home)}\n");
        yield return ("home-value", UnitWord.FolderLine(Home));
        yield return ("description", UnitWord.FolderLine(PlainText.Excerpt(Home)));
        yield return ("home", PlainText.Excerpt(Home));
    }

    private static string Seconds(TimeSpan span) => Math.Ceiling(span.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
