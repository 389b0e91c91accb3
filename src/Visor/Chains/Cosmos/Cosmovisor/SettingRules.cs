using Visor.Configuration;
using Visor.Model;

namespace Visor.Chains.Cosmos.Cosmovisor;

/// <summary>What Cosmovisor demands of its settings as a whole: of the home, the name, and the folder for backups.</summary>
internal sealed class SettingRules(SettingReader reader, Func<string, PathKind> look)
{
    /// <param name="isForInit">Nothing has to exist yet.</param>
    public void Check(CosmovisorSettings settings, bool isForInit)
    {
        CheckName(settings.Name);
        if (CheckHome(settings) && !isForInit)
            CheckRoot(settings);
        if (!settings.SkipBackup && !isForInit)
            CheckBackup(settings);
    }

    private void CheckName(string name)
    {
        var place = PlaceOf(CosmovisorVariables.Name);
        if (name.Length == 0)
            Missing(CosmovisorVariables.Name, $"{place} is not set; set it to the file name of the chain's binary, such as gaiad");
        else if (name is "." or ".." || name.Contains('/', StringComparison.Ordinal))
            reader.Error($"{place}: {Quoting.Quote(name)} is not a file name; write the name of the chain's binary without a folder, such as gaiad");
    }

    private bool CheckHome(CosmovisorSettings settings)
    {
        var place = PlaceOf(CosmovisorVariables.Home);
        if (settings.Home.Length == 0)
            Missing(CosmovisorVariables.Home, $"{place} is not set; set it to the absolute path of the node's home, such as /home/gaia/.gaia");
        else if (!settings.Home.StartsWith('/'))
            reader.Error($"{place}: {Quoting.Quote(settings.Home)} is not an absolute path; write it from / on");
        else
            return true;
        return false;
    }

    private void CheckRoot(CosmovisorSettings settings)
    {
        switch (look(settings.Root))
        {
            case PathKind.Missing:
                reader.Error(
                    $"{Shown(settings.Root)} does not exist, so {PlaceOf(CosmovisorVariables.Home)} has no binaries to run; correct it, or make the folder with "
                    + "`visor cosmovisor init BINARY`");
                break;
            case PathKind.Other:
                reader.Error($"{Shown(settings.Root)} is not a folder; move it away, and make the folder with `visor cosmovisor init BINARY`");
                break;
        }
    }

    private void CheckBackup(CosmovisorSettings settings)
    {
        var (variable, folder) = (CosmovisorVariables.BackupFolder, settings.BackupFolder);
        var place = PlaceOf(variable);
        var instead = $"or set {PlaceOf(CosmovisorVariables.SkipBackup)} to true for no backup";
        if (folder.Length == 0)
        {
            // Without a file it is the home, of which the same has been said.
            if (reader.Source.IsFile)
                Missing(variable, $"{place} is not set; name the folder for backups of the data, {instead}");
        }
        else if (!folder.StartsWith('/'))
        {
            if (!string.Equals(folder, settings.Home, StringComparison.Ordinal))
                reader.Error($"{place}: {Quoting.Quote(folder)} is not an absolute path; write it from / on, {instead}");
        }
        else if (look(folder) is not PathKind.Folder and var kind && !string.Equals(folder, settings.Home, StringComparison.Ordinal))
        {
            reader.Error($"{place}: {Shown(folder)} {(kind is PathKind.Missing ? "does not exist" : "is not a folder")}; make that folder, {instead}");
        }
    }

    // What could not be read has been reported.
    private void Missing(string variable, string sentence)
    {
        if (reader.Source.Find(variable) is not { } value || value.Text is "")
            reader.Error(sentence);
    }

    private string PlaceOf(string variable) => reader.Source.PlaceOf(variable);

    private static string Shown(string path) => PlainText.Excerpt(path, 300);
}
