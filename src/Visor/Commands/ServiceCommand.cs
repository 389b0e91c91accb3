using System.CommandLine;
using Visor.Chains;
using Visor.Configuration;
using Visor.Home;
using Visor.Model;
using Visor.Systemd.Unit;
using Visor.Users;

namespace Visor.Commands;

/// <summary><c>visor service print</c>: the systemd unit of one home.</summary>
internal static class ServiceCommand
{
    private const string Example = "visor service print --home /var/lib/visor | sudo tee /etc/systemd/system/visor.service";

    public static Command Create(HomeOption home)
    {
        var user = new Option<string?>("--user") { Description = "The user that the node runs as. Default: the owner of the home folder.", HelpName = "NAME" };
        var print = new Verb("print", "Write a systemd unit for a home folder to standard output.", Example) { user };
        print.SetAction(parsed =>
        {
            var existing = home.Open(parsed);
            return Print(existing, home.ChainOf(existing), parsed.GetValue(user), parsed.InvocationConfiguration);
        });
        return new Verb("service", "Run a home as a systemd service.", Example) { print };
    }

    private static int Print(VisorHome home, Chain chain, string? user, InvocationConfiguration streams)
    {
        var name = user is null ? OwnerOf(home) : Checked(user);
        if (user is null && name is "root")
            streams.Error.WriteLine($"visor: {home.Named} belongs to root, so the node would run as root; give the folder to another user (chown -R), or add --user NAME");
        if (!UserName.IsListed(name))
            streams.Error.WriteLine($"visor: this machine has no user {name} in /etc/passwd; unless a directory service has it, create it (`{UserName.Making(name)}`) or give another --user, or the service will not start");
        if (home.Named.FirstOrDefault(char.IsControl) is not '\0' and var character)
            throw new VisorException(ExitCodes.Usage, $"the path of the home contains the control character {(int)character:x2}, which a unit cannot; rename the folder");
        if (home.Named.Contains('\ufffd', StringComparison.Ordinal))
            throw new VisorException(ExitCodes.Usage, "the path of the home is not UTF-8, which a unit requires; rename the folder");

        var config = VisorConfigReader.Read(home.Config, chain.Defaults);
        if (Directory.Exists(home.Root) && config.Value is null)
            streams.Error.WriteLine($"visor: {home.Config} has errors, so TimeoutStopSec uses the default of the time that the node has to stop; `visor check --home {home.Word}` lists them");
        var service = Elsewhere(home, chain.Service) ?? new ServiceStart(["run", "--home", home.Named, .. home.ConfigElsewhere is { } file ? (string[])["--config", file] : []], [], Notice: null);
        if (service.Variables.Concat(service.Words).FirstOrDefault(word => word.Any(c => char.IsControl(c) || c == '\ufffd')) is { } wrong)
            throw new VisorException(ExitCodes.Usage, $"a unit cannot hold {PlainText.Excerpt(wrong, 80)}: it has a control character, or is not UTF-8");
        if (service.Notice is { } notice)
            streams.Error.WriteLine($"visor: {PlainText.Line(notice)}");
        var unit = new ServiceUnit(ThisProgram(), service.Words, home.Named, name, (config.Value ?? chain.Defaults.Config).StopSignalTimeout, SocketOf(home, chain))
        {
            Variables = service.Variables,
            WorkingFolder = home.Root,
            ConfigName = PlainText.Excerpt(home.ConfigName),
        };
        Write(unit.Text(), streams.Output);
        return ExitCodes.Success;
    }

    // Cosmovisor's command line has no such option.
    private static ServiceStart? Elsewhere(VisorHome home, ServiceStart? service) =>
        service is null || home.ConfigElsewhere is not { } file ? service : service with { Variables = [.. service.Variables, $"{ConfigOption.Variable}={file}"] };

    // Half a unit in a file would be taken for a whole one.
    private static void Write(string unit, TextWriter output)
    {
        if (ReferenceEquals(output, TextWriter.Null))
            throw new VisorException(ExitCodes.Failed, "cannot write the unit: standard output is closed or full");
        output.Write(unit);
    }

    private static string ThisProgram()
    {
        var program = Environment.ProcessPath ?? throw new VisorException(ExitCodes.Failed, "cannot tell where this program is; is /proc mounted?");
        return program.AsSpan().ContainsAny("$\"'\\") || program.Any(char.IsControl)
            ? throw new VisorException(ExitCodes.Usage, $"systemd does not start a program whose path contains $ \" ' \\ or a control character, and this program is {PlainText.Excerpt(program)}; move it, for example to /usr/local/bin")
            : program;
    }

    private static string OwnerOf(VisorHome home) => HomeOwner.Find(HomeOption.Existing(home).Root) is { } uid
        ? UserName.Find(uid)
        : throw new VisorException(ExitCodes.Failed, $"cannot tell who owns {home.Root}; add --user NAME");

    private static string Checked(string user) => UserName.IsOne(user)
        ? user
        : throw new VisorException(ExitCodes.Usage, $"{PlainText.Excerpt(user)} is not a valid user for a unit; give a name such as visor, or a number");

    // Of what runs or, in a new home, of what will; without either, of the templates.
    private static string? SocketOf(VisorHome home, Chain chain)
    {
        var folder = new CurrentLink(home).Read() is CurrentLinkState.Folder { Path: var current } ? current : home.Genesis;
        return (chain.Layout.Read(folder).Value is { } definition ? chain.Checks.SocketOf(definition) : null) ?? chain.Templates.SocketPath;
    }
}
