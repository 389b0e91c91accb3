using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Visor.Platform;

namespace Visor.Processes;

/// <summary>A pipe that a child writes to. What it writes is read to the end but only the first 64 KiB are kept.</summary>
internal sealed unsafe class OutputPipe : IDisposable
{
    private const int MaxBytes = 64 * 1024;
    private const int SliceMilliseconds = 20;

    private readonly SafeFileHandle _readEnd;
    private readonly MemoryStream _content = new();
    private bool _open = true;

    private OutputPipe(SafeFileHandle readEnd, SafeFileHandle writeEnd)
    {
        _readEnd = readEnd;
        WriteEnd = writeEnd;
    }

    public SafeFileHandle WriteEnd { get; }

    public string Text => Encoding.UTF8.GetString(_content.GetBuffer(), 0, (int)_content.Length);

    private bool IsFull => _content.Length >= MaxBytes;

    /// <param name="program">Whose output it will be.</param>
    /// <exception cref="SpawnException">No pipe can be made, so the program cannot be started.</exception>
    public static OutputPipe Create(string program)
    {
        var ends = stackalloc int[2];
        if (Native.Pipe2(ends, Native.O_CLOEXEC) != 0)
            throw new SpawnException(program, Marshal.GetLastPInvokeError());
        return new OutputPipe(new SafeFileHandle(ends[0], true), new SafeFileHandle(ends[1], true));
    }

    /// <summary>Reads both until each is at its end, or until the child has ended and nothing more is in them.</summary>
    public static void ReadBoth(OutputPipe first, OutputPipe second, Task childEnded)
    {
        var entries = stackalloc Native.PollEntry[2];
        while (first._open || second._open)
        {
            // A negative descriptor is passed over by poll(2).
            var over = childEnded.IsCompleted;
            entries[0] = first.Entry(over);
            entries[1] = second.Entry(over);
            var ready = Native.Poll(entries, 2, over ? 0 : SliceMilliseconds);
            if (over && ready == 0)
                return;
            if (entries[0].Returned != 0)
                first.ReadSome();
            if (entries[1].Returned != 0)
                second.ReadSome();
        }
    }

    public void CloseWriteEnd() => WriteEnd.Dispose();

    public void Dispose()
    {
        _readEnd.Dispose();
        WriteEnd.Dispose();
        _content.Dispose();
    }

    // Whoever still writes when the child has ended could write for ever: then no more is read than is kept.
    private Native.PollEntry Entry(bool over) =>
        new() { Descriptor = _open && !(over && IsFull) ? (int)_readEnd.DangerousGetHandle() : -1, Events = Native.POLLIN };

    private void ReadSome()
    {
        var buffer = stackalloc byte[4096];
        var count = (int)Native.Read(_readEnd, buffer, 4096);
        _open = count > 0;
        if (count > 0)
            _content.Write(new ReadOnlySpan<byte>(buffer, Math.Min(count, MaxBytes - (int)Math.Min(_content.Length, MaxBytes))));
    }
}
