using System.Globalization;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Model;
using Visor.Processes;

namespace Visor.Chains.Cosmos.Steps;

/// <summary>
/// A copy of the data of the stopped node, <c>data-backup-YEAR-MONTH-DAY</c> as Cosmovisor calls it. It shares the disk's blocks with the data where the file system can (cp --reflink),
/// never goes into a folder that exists, and has no priv_validator_state.json: put back, that file would let the validator sign twice.
/// </summary>
internal sealed class DataBackup(CosmovisorSettings settings, UpgradePlan plan, CommandRunner commands, TimeProvider time)
{
    private const string SigningState = "priv_validator_state.json";
    private const string Unfinished = ".unfinished";

    private static readonly TimeSpan Timeout = TimeSpan.FromDays(1);

    public async Task<StepOutcome> Run(CancellationToken cancellation)
    {
        var record = new BackupRecord(settings.Root);
        if (record.Of(plan) is { } made && Directory.Exists(made))
            return Copied(made); // By a Visor that has ended before it could say so.
        var at = time.GetLocalNow();
        var name = string.Create(CultureInfo.InvariantCulture, $"data-backup-{at.Year}-{at.Month}-{at.Day}");
        var target = Enumerable.Range(1, int.MaxValue).Select(i => Path.Combine(settings.BackupFolder, i == 1 ? name : $"{name}-{i}")).First(path => !Path.Exists(path));
        var partial = target + Unfinished;
        try
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true); // Of a Visor that has ended in the middle of it.
            var result = await commands.Run("/bin/cp", ["-a", "--reflink=auto", "--", settings.Data, partial], Timeout, nodeLock: null, cancellation);
            if (!result.Succeeded)
                return Failed(result.Exit is { } exit ? $"cp failed ({exit}): {PlainText.Excerpt(result.Error, 200)}" : "cp did not end within a day");
            File.Delete(Path.Combine(partial, SigningState));
            record.Note(plan, target);
            Directory.Move(partial, target);
            return Copied(target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SpawnException)
        {
            return Failed(PlainText.Clause(e));
        }
    }

    private static StepOutcome.Done Copied(string target) => new($"{target} (without {SigningState})");

    private StepOutcome.Failed Failed(string why) => new(
        $"{settings.Data} cannot be copied to {settings.BackupFolder}: {why}; make room or correct DAEMON_DATA_BACKUP_DIR, or set UNSAFE_SKIP_BACKUP=true and restart Visor; then `visor resume`");
}
