using System.Runtime.InteropServices;
using Visor.Model;
using Visor.Platform;
using Visor.Platform.Files;

namespace Visor.Commands.Cosmovisor;

/// <summary>
/// An operator's binary on its way into a folder. It is written beside its place and takes it by a rename, so that a binary that runs from there is not changed under its
/// node, and after a power failure the old one or the new one is whole.
/// </summary>
internal sealed class BinaryCopy : IDisposable
{
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;

    private readonly string _from;
    private readonly FileStream _source;

    private BinaryCopy(string from, FileStream source)
    {
        _from = from;
        _source = source;
    }

    /// <summary>Opens it, before anything is changed and before anybody's rights are given up.</summary>
    /// <exception cref="VisorException">It is no file that can be read.</exception>
    public static BinaryCopy Open(string path)
    {
        var shown = PlainText.Excerpt(path, 300);
        if (Directory.Exists(path))
            throw new VisorException(ExitCodes.Failed, $"{shown} is a folder; name the binary in it");
        if (!RegularFile.IsRegular(path))
            throw new VisorException(ExitCodes.Failed, Path.Exists(path) ? $"{shown} is not a regular file; name the binary" : $"{shown} does not exist; name the binary, by its absolute path at best");
        try
        {
            return new BinaryCopy(path, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VisorException(ExitCodes.Failed, $"{shown} cannot be read: {PlainText.Clause(e)}; make it readable for this user");
        }
    }

    /// <param name="to">Absolute path; its folder is made if need be. Whatever stands there is replaced.</param>
    /// <exception cref="IOException">It cannot be written; what stood there stays.</exception>
    public async Task CopyTo(string to, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(to)!;
        Directory.CreateDirectory(folder);
        var temporary = $"{to}.visor-new";
        File.Delete(temporary); // Left behind by a command that was killed.
        try
        {
            await using (var target = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            {
                await _source.CopyToAsync(target, cancellation);
                File.SetUnixFileMode(target.SafeFileHandle, Executable);
                Check(Native.Fsync(target.SafeFileHandle), temporary);
            }

            Check(Native.Rename(temporary, to), to);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        // The folders above may be new as well.
        DurableFolder.Sync(folder);
        DurableFolder.Sync(Path.GetDirectoryName(folder)!);
    }

    public override string ToString() => _from;

    public void Dispose() => _source.Dispose();

    private static void Check(int result, string path)
    {
        if (result == 0)
            return;
        var errno = Marshal.GetLastPInvokeError();
        throw new IOException($"{path} cannot be written: {Native.Describe(errno)}", errno);
    }
}
