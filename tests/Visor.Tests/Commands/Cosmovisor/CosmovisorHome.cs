using System.Text;
using Visor.Chains;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Commands.Cosmovisor;
using Visor.Model;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Commands.Cosmovisor;

/// <summary>A home of Cosmovisor on the disk, its variables, and everything that its commands leave to others.</summary>
internal sealed class CosmovisorHome : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CosmovisorHome()
    {
        Directory.CreateDirectory(this["cosmovisor"]);
        Directory.CreateDirectory(this["data"]);
        Variables = new(StringComparer.Ordinal) { ["DAEMON_HOME"] = Path, ["DAEMON_NAME"] = "gaiad" };
    }

    public string Path => _folder.Path;

    public string this[string path] => _folder.In(path.Split('/'));

    public Dictionary<string, string> Variables { get; }

    /// <summary>What the chain's binary was run with.</summary>
    public List<string> Runs { get; } = [];

    /// <summary>What upgrade-info.json says, if it is known for the operator's; null: it is the node's, or there is none.</summary>
    public UpgradeInfo? PlanOfOperator => UpgradeFileReader.Read(this["data/upgrade-info.json"]) is UpgradeFile.Found found && !Baseline.IsOfThisRun(found) ? found.Info : null;

    private RunBaseline Baseline
    {
        get
        {
            Directory.CreateDirectory(this["cosmovisor/.visor"]);
            var baseline = new RunBaseline(this["cosmovisor/.visor"]);
            baseline.Note(new UpgradeFile.Missing());
            return baseline;
        }
    }


    public ChildResult Said { get; set; } = new(new ProcessExit(0, null), "", "");

    public (UpgradeName Name, ulong Height, string Info)? Plan { get; set; }

    public IBinaryDownloads? Downloads { get; set; }

    public bool DemandsChecksum { get; set; }

    public string? Answer { get; set; }

    public int RunCode { get; set; }

    public StringWriter Output { get; } = new();

    public StringWriter Error { get; } = new();

    /// <returns>The exit code; of a failure 1 and its message, as the program says it.</returns>
    public async Task<int> Run(params string[] arguments)
    {
        try
        {
            return await CosmovisorCommand.Invoke([.. arguments], Output, Error, Variables.GetValueOrDefault, Seams, TestContext.Current.CancellationToken);
        }
        catch (VisorException e)
        {
            await Error.WriteAsync(e.Message);
            return e.ExitCode;
        }
    }

    public string Write(string path, string text) => _folder.Write(path, text);

    public string Read(string path) => File.ReadAllText(this[path], Encoding.UTF8);

    public void Dispose()
    {
        Output.Dispose();
        Error.Dispose();
        _folder.Dispose();
    }

    private CosmovisorSeams Seams => new()
    {
        Run = (settings, arguments, _) =>
        {
            Runs.Add($"{settings.Name} {string.Join(' ', arguments)}".Trim());
            return Task.FromResult(RunCode);
        },
        Ask = (settings, arguments, _) =>
        {
            Runs.Add($"{settings.Name} {string.Join(' ', arguments)}");
            return Task.FromResult(Said);
        },
        CurrentPlan = (_, _) => Task.FromResult(Plan),
        Downloads = Downloads ?? new NoDownloads(),
        DemandsChecksum = _ => DemandsChecksum,
        Writing = (_, prepared) => Baseline.NoteOperators(UpgradeFileReader.Read(prepared)),
        Answer = () => Answer,
        Variables = [.. Variables.Keys],
    };

    private sealed class NoDownloads : IBinaryDownloads
    {
        public string? WhyNot => null;

        public Task<byte[]> Document(DownloadSource source, CancellationToken cancellation) => throw new InvalidOperationException("nothing is to be downloaded");

        public Task<string> Binary(BinaryOrder order, CancellationToken cancellation) => throw new InvalidOperationException("nothing is to be downloaded");
    }
}
