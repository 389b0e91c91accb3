using System.IO.Pipelines;
using Visor.Model;

namespace Visor.Releases.Fetching;

/// <summary>The content of an asset on its way from the network to the disk.</summary>
internal sealed class AssetStream(Stream content, long size, PartialFile partial, Action<DownloadProgress> progress)
{
    /// <summary>Bytes. Large enough that handing them over costs nothing.</summary>
    private const int Piece = 512 * 1024;

    /// <summary>Bytes. The least that is asked of the network at a time.</summary>
    private const int LeastRead = 64 * 1024;

    // While one side takes from the network, the other writes and hashes, which takes as long: whatever has come by then.
    private readonly Pipe _pipe = new(new PipeOptions(
        minimumSegmentSize: Piece, pauseWriterThreshold: 4 * Piece, resumeWriterThreshold: 2 * Piece, useSynchronizationContext: false));

    /// <returns>False: there is more than there may be; what is too much was not written.</returns>
    /// <exception cref="IOException">The network broke it off; what had come is written.</exception>
    /// <exception cref="ReleaseException">The disk does not take it.</exception>
    public async Task<bool> Copy(IdleTimeout silence)
    {
        var writing = Write();
        try
        {
            await Receive(silence);
        }
        catch
        {
            await writing;
            throw;
        }

        return await writing;
    }

    private async Task Receive(IdleTimeout silence)
    {
        try
        {
            while (true)
            {
                var received = await content.ReadAsync(_pipe.Writer.GetMemory(LeastRead), silence.Token);
                silence.Restart();
                _pipe.Writer.Advance(received);
                if (received == 0 || (await _pipe.Writer.FlushAsync(CancellationToken.None)).IsCompleted)
                    return;
            }
        }
        finally
        {
            await _pipe.Writer.CompleteAsync();
        }
    }

    private async Task<bool> Write()
    {
        try
        {
            while (true)
            {
                var received = await _pipe.Reader.ReadAsync(CancellationToken.None);
                foreach (var piece in received.Buffer)
                {
                    if (piece.Length > size - partial.Length)
                        return false;
                    partial.Append(piece);
                    progress(new DownloadProgress(partial.Length, size));
                }

                _pipe.Reader.AdvanceTo(received.Buffer.End);
                if (received.IsCompleted)
                    return true;
            }
        }
        finally
        {
            await _pipe.Reader.CompleteAsync();
        }
    }
}
