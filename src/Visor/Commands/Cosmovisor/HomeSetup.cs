using System.Text;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Model;
using Visor.Platform;
using Visor.Platform.Files;

namespace Visor.Commands.Cosmovisor;

/// <summary><c>init</c>: the folders of Cosmovisor, with a binary for the first release. What is there already stays, so that it can be repeated.</summary>
internal sealed class HomeSetup(TextWriter output, CosmovisorSeams seams)
{
    private const UnixFileMode FolderMode = (UnixFileMode)0b111_101_000;
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <param name="binary">Path of the binary.</param>
    /// <exception cref="VisorException">Something is in the way.</exception>
    public async Task Create(CosmovisorSettings settings, string binary, CancellationToken cancellation)
    {
        using var source = BinaryCopy.Open(binary);
        seams.ActAsOwner(settings);
        var place = settings.BinaryIn(Path.Combine(settings.Root, "genesis"));
        if (Directory.Exists(place))
            throw new VisorException(ExitCodes.Failed, $"{place} is a folder where the binary belongs; move it away");
        Directory.CreateDirectory(Path.GetDirectoryName(place)!, FolderMode);
        await PutBinary(place, source, cancellation);
        Link(Path.Combine(settings.Root, "current"));
        WriteConfig(settings);
    }

    private async Task PutBinary(string place, BinaryCopy source, CancellationToken cancellation)
    {
        if (FileStatus.Read(place, followLinks: false) is null)
        {
            await source.CopyTo(place, cancellation);
            await output.WriteLineAsync($"The first release is {place}.");
            return;
        }

        if (!RegularFile.IsRegular(place))
            throw new VisorException(ExitCodes.Failed, $"{place} leads to no file; delete it, then run this again");
        if (File.GetUnixFileMode(place) is var mode && (mode & Execute) != Execute)
            File.SetUnixFileMode(place, mode | Execute);
        await output.WriteLineAsync($"{place} is there already and stays.");
    }

    private void Link(string current)
    {
        if (FileStatus.Read(current, followLinks: false) is null)
        {
            if (Native.Symlink("genesis", current) != 0)
                throw new IOException($"{current} cannot be made: {Native.Describe(System.Runtime.InteropServices.Marshal.GetLastPInvokeError())}");
            DurableFolder.Sync(Path.GetDirectoryName(current)!);
            output.WriteLine($"{current} leads to it.");
        }
        else if (new FileInfo(current).LinkTarget is not { } target)
        {
            throw new VisorException(ExitCodes.Failed, $"{current} is not a link; move it away, then run this again");
        }
        else if (!Directory.Exists(current))
        {
            throw new VisorException(ExitCodes.Failed, $"{current} leads to {PlainText.Excerpt(target, 200)}, where there is no folder; correct the link: ln -sfn genesis {ShellWord.Quote(current)}");
        }
        else
        {
            output.WriteLine($"{current} is there already and stays.");
        }
    }

    private void WriteConfig(CosmovisorSettings settings)
    {
        var file = Path.Combine(settings.Root, "config.toml");
        if (Path.Exists(file))
        {
            output.Write($"{file} exists already. Replace it? (y/n) ");
            output.Flush();
            if (seams.Answer()?.Trim() is not ("y" or "Y" or "yes"))
            {
                output.WriteLine($"\n{file} stays.");
                return;
            }
        }

        DurableFile.Replace(file, Encoding.UTF8.GetBytes(ConfigText.Of(settings)));
        output.WriteLine($"The settings are also in {file}, which counts with --{ConfigArgument.Name} {ShellWord.Quote(file)}.");
    }
}
